"""How does a dossier go from one stage to the next, and what stops it?"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.permits.actions.certificates import issue_certificate
from ruta.permits.actions.holding import hold, leave_step
from ruta.permits.enums import Needed, Party, RequirementState, Stage, Verb, Waits
from ruta.permits.events import DossierMoved
from ruta.permits.models import Dossier, Requirement
from ruta.permits.policies import demand_hand, party_of
from ruta.permits.rules import OPEN, Line, Procedure, VerbNotOpen, days_left, due_after, line_of, resumed, target_of, unmet
from ruta.permits.selectors import STAGES, met_needs
from ruta.permits.selectors.dossiers import followed

MISSING: Mapping[Needed, Any] = {
    Needed.NOTE: L("Escriba por qué: lo lee el solicitante."), Needed.REASON: L("Elija el motivo."),
    Needed.REQUIREMENTS: L("Faltan requisitos por aceptar. Revíselos o devuélvalos con observaciones."),
    Needed.PAYMENTS: L("Falta anotar un pago con su recibo."), Needed.INSPECTION: L("Falta anotar la inspección."),
    Needed.IN_TIME: L("El plazo para presentar el recurso ya terminó."),
    Needed.LATE: L("El solicitante todavía tiene tiempo para responder."),
    Needed.OTHER_EYES: L("Usted recibió o resolvió este trámite. Lo decide otra persona."),
}  # fmt: skip
TYPED = {Needed.NOTE: "note", Needed.REASON: "reason"}
DECISIONS = {Verb.GRANT, Verb.DENY, Verb.UPHOLD, Verb.OVERTURN}


@action
def step_dossier(*, actor: Actor, dossier_id: int, verb: str, note: str = "", reason: str = "", version: int | None = None) -> Dossier:
    """Do one verb of the table; what grants issues the certificate in the same transaction."""
    dossier = hold(actor, dossier_id, version)
    party, asked = party_of(actor, dossier), followed(dossier)
    line = _line(dossier, verb, party)
    if party == Party.DESK:
        demand_hand(actor, line.hand)
    if verb == Verb.ANSWER and party == Party.APPLICANT:
        _demand_answer(dossier, note)
    _demand(unmet(asked, line, dossier.stage, met_needs(actor, dossier, asked, note=note, reason=reason)))
    _move(dossier, asked, target_of(asked, line, dossier.stage, dossier.stage_before))
    if verb in DECISIONS:
        dossier.decided_by_id = actor.user_id
        dossier.reason = reason if verb == Verb.DENY else dossier.reason
    _keep(dossier)
    leave_step(actor, dossier, verb, note=note, reason=reason if verb == Verb.DENY else "")
    publish(DossierMoved(dossier.pk, dossier.stage), institution_id=dossier.owner_institution_id)
    if dossier.stage == Stage.GRANTED:
        issue_certificate(actor, dossier, asked)
    return dossier


def _demand_answer(dossier: Dossier, note: str) -> None:
    """What is still to be corrected is corrected or explained; an empty answer would only start the clock of the office again."""
    if not note.strip() and Requirement.objects.filter(dossier=dossier, state=RequirementState.OBSERVED).exists():
        sentence = _("Suba el documento que se le pidió corregir, o escriba qué corrigió.")
        raise Invalid(sentence, fields={"note": sentence})


def _keep(dossier: Dossier) -> None:
    try:
        with transaction.atomic():
            dossier.save()
    except IntegrityError as error:  # an appeal opens it again, and another one was received meanwhile
        raise NotOpen(_("Este solicitante ya tiene un trámite igual abierto. Termine ese antes.")) from error


def _line(dossier: Dossier, verb: str, party: Party) -> Line:
    try:
        return line_of(dossier.stage, verb, party)
    except VerbNotOpen as error:
        sentence = _("Este trámite ya cambió: ahora está en «%(stage)s». Actualice la página y verá lo que sigue.")
        raise NotOpen(sentence % {"stage": STAGES[dossier.stage]}, stage=dossier.stage) from error


def _demand(missing: list[Needed]) -> None:
    if not missing:
        return
    first = missing[0]
    if first == Needed.OTHER_EYES:
        raise Refused(str(MISSING[first]))
    if any(need not in TYPED for need in missing):
        raise NotOpen(str(next(MISSING[need] for need in missing if need not in TYPED)))
    raise Invalid(str(MISSING[first]), fields={TYPED[need]: str(MISSING[need]) for need in missing})


def _move(dossier: Dossier, asked: Procedure, to: Stage) -> None:
    """Put the dossier in its stage, and set its clock: the office's days stand still while the applicant has theirs."""
    calendar, day, before = work_calendar(), today(), dossier.stage
    if to == Stage.OBSERVED:
        dossier.stage_before, dossier.days_left = before, days_left(calendar, day, dossier.due_on)
    goes_on = before == Stage.OBSERVED and to == dossier.stage_before
    due = resumed(calendar, day, dossier.days_left) if goes_on else due_after(calendar, day, asked.days_of(to))
    dossier.stage, dossier.stage_since, dossier.due_on, dossier.version = to, now(), due, dossier.version + 1
    waits = Waits.APPLICANT if to in {Stage.OBSERVED, Stage.DENIED} else Waits.OFFICE
    dossier.waits_on = waits if to in OPEN or to == Stage.DENIED else Waits.NOBODY
    dossier.closed_at = None if to in OPEN else now()
