"""How is a migrant contract checked before it counts, and what follows when a promise is broken?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.cases.actions import add_need, ask_referral, reopen_case
from ruta.cases.instruments import assess, check_answers
from ruta.cases.models import Case, Need
from ruta.cases.selectors import case_instrument
from ruta.placements.actions.applying import confirm
from ruta.placements.actions.stepping import hold, ids_of, party_of
from ruta.placements.enums import ApplicationState, BreachPlace, CheckVerdict, Party
from ruta.placements.events import BreachReported
from ruta.placements.models import Application, Breach, ContractCheck
from ruta.placements.rules.applications import OPEN
from ruta.placements.rules.following import BREACHES, EXPLOITATION, need_of
from ruta.placements.selectors.facts import failing_of, is_migrant

CHECKLIST = "migrant_contract_checklist"
IN_HAND = frozenset({ApplicationState.OFFERED, ApplicationState.HIRED})


@action
def check_contract(*, actor: Actor, application_id: int, answers: Mapping[str, Any], version: str | None = None) -> ContractCheck:
    """Keep what was read with the person. Passed, a hire counts from now on; signs of exploitation open a need in the case."""
    application = hold(application_id)
    _demand_desk(actor, application)
    if not application.needs_check or application.state not in IN_HAND:
        raise NotOpen(_("Esta postulación no espera la revisión del contrato. Actualice la página."))
    asked = case_instrument(CHECKLIST, version)
    problems = check_answers(asked, answers, {})
    if problems:
        fields = {each.question: each.sentence.said(_, ngettext) for each in problems}
        raise Invalid(_("Faltan puntos por revisar. Están señalados."), fields=fields)
    result = assess(asked, answers, {})
    verdict = result.segment.code if result.segment else CheckVerdict.OBSERVED
    check = ContractCheck.objects.create(
        owner_institution_id=application.owner_institution_id, application=application, instrument_version=asked.version,
        answers=dict(result.answers), verdict=verdict, failing=failing_of(asked, result.answers), checked_at=now(), checked_by_id=actor.user_id,
    )  # fmt: skip
    for need in result.raised_needs:
        _open_need(application, need.need)
    if verdict == CheckVerdict.APPROVED and application.state == ApplicationState.HIRED and application.confirmed_at is None:
        confirm(actor, application)
    return check


@action
def weigh_contracts(*, actor: Actor, person_id: int | None = None, vacancy_id: int | None = None) -> int:
    """A nationality or a country was corrected: what does not count yet is checked first, or no longer. How many are other than before."""
    of = {"person": person_id} if person_id else {"vacancy": vacancy_id or 0}
    rows = Application.objects.filter(
        owner_institution_id=actor.institution_id, confirmed_at=None, state__in=(*OPEN, ApplicationState.HIRED), **of
    )
    changed = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        changed += _weighed(actor, hold(pk))
    return changed


@action
def report_breach(*, actor: Actor, application_id: int, place: str, codes: Sequence[str], note: str = "") -> Breach:
    """A promise was broken: the case is opened again if it was closed, with a need, and a referral to whoever can defend the person."""
    application = hold(application_id)
    _demand_desk(actor, application)
    if application.state != ApplicationState.HIRED:
        raise NotOpen(_("Solo se anota un incumplimiento de quien ya empezó a trabajar. Actualice la página."))
    wrong = _wrong_breach(place, codes)
    if wrong:
        raise Invalid(_("El incumplimiento no se guardó: falta corregir algo."), fields=wrong)
    worst = next((code for code in codes if code in EXPLOITATION), codes[0])
    need_id = _open_need(application, need_of(worst, place), is_referred=True)
    breach = Breach.objects.create(
        owner_institution_id=application.owner_institution_id, application=application, place=place, codes=list(dict.fromkeys(codes)),
        note=note.strip(), need_id=need_id, opened_at=now(), opened_by_id=actor.user_id,
    )  # fmt: skip
    publish(BreachReported(**ids_of(application), breach_id=breach.pk, need_id=need_id), institution_id=application.owner_institution_id)
    return breach


@action
def resolve_breach(*, actor: Actor, breach_id: int, resolution: str) -> Breach:
    """Say how it ended; a breach is resolved once."""
    breach = Breach.objects.select_for_update(of=("self",)).select_related("application").filter(pk=breach_id).first()
    if breach is None:
        raise NotFound(_("Ese incumplimiento no existe o no lo lleva su institución."))
    _demand_desk(actor, breach.application)
    if breach.resolved_at is not None:
        raise NotOpen(_("Ese incumplimiento ya está resuelto."))
    if not resolution.strip():
        sentence = _("Escriba cómo se resolvió.")
        raise Invalid(sentence, fields={"resolution": sentence})
    breach.resolved_at, breach.resolved_by_id, breach.resolution = now(), actor.user_id, resolution.strip()
    breach.save(update_fields=["resolved_at", "resolved_by_id", "resolution"])
    return breach


def _weighed(actor: Actor, application: Application) -> bool:
    is_checked = is_migrant(application)
    if application.needs_check == is_checked:
        return False
    application.needs_check, application.version = is_checked, application.version + 1
    application.save(update_fields=["needs_check", "version"])
    if application.state == ApplicationState.HIRED and not is_checked:
        confirm(actor, application)
    return True


def _open_need(application: Application, code: str, *, is_referred: bool = False) -> int:
    """By the machine of whoever carries the case: whoever may not read a need opens it all the same."""
    machine = system(application.owner_institution_id, "contract")
    with acting_as(machine):
        case = Case.objects.get(pk=application.case_id)
        if case.closed_at is not None:
            reopen_case(actor=machine, case_id=case.pk, note=_("Se incumplió lo prometido en el trabajo."))
        known = [need for need in Need.objects.filter(case=case, state__in=("open", "in_progress")).order_by("pk") if need.code == code]
        need_id = known[0].pk if known else add_need(actor=machine, case_id=case.pk, code=code).pk
        if is_referred:
            ask_referral(actor=machine, need_id=need_id)
        return need_id


def _demand_desk(actor: Actor, application: Application) -> None:
    if party_of(actor, application) is not Party.DESK:
        raise Refused(_("Su rol en esta oficina no lleva postulaciones. Pídalo a intermediación."))


def _wrong_breach(place: str, codes: Sequence[str]) -> dict[str, str]:
    wrong = {}
    if place not in set(BreachPlace):
        wrong["place"] = _("Diga dónde pasó.")
    if not codes or not set(codes) <= set(BREACHES):
        wrong["codes"] = _("Marque qué no se cumplió.")
    return wrong
