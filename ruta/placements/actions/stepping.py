"""How does a verb take hold of an application, move it, leave its step and tell it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.idempotency import once
from ruta.employers.models import Vacancy
from ruta.placements.actions.suiting import demand_suited
from ruta.placements.enums import ApplicationVerb, Needed, Party
from ruta.placements.events import OF_VERB
from ruta.placements.models import Application, ApplicationStep
from ruta.placements.policies import can_keep_profiles
from ruta.placements.rules.applications import ENDED, Transition, VerbNotOpen, step_problems, transition
from ruta.placements.selectors.facts import given_of
from ruta.placements.selectors.labels import STATES, reason_by

V = ApplicationVerb
WITH_REASON = frozenset({V.REFUSE, V.WITHDRAW, V.FALL_THROUGH})
ON_A_LIVE_VACANCY = frozenset({V.APPLY, V.PRESELECT, V.INVITE, V.OFFER, V.HIRE})
LEADS_THERE = ON_A_LIVE_VACANCY - {V.HIRE}  # who works there already is not kept from saying so
FORM_FIELDS = {Needed.REASON: "reason", Needed.DAY: "day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What comes with a verb."""

    reason: str = ""
    note: str = ""
    day: date | None = None
    at: datetime | None = None
    wage: int | None = None


NOTHING = Said()


def hold(application_id: int) -> Application:
    """The application, locked until the end of the transaction."""
    found = Application.objects.select_for_update(of=("self",)).select_related("vacancy").filter(pk=application_id).first()
    if found is None:
        raise NotFound(_("Esta postulación no existe o no la lleva su institución. Vuelva a la lista."))
    return found


def party_of(actor: Actor, application: Application) -> Party:
    """On whose behalf the actor speaks; whoever stands nowhere is refused. Row security has asked the same before."""
    if actor.kind == "person" and actor.person_id == application.person_id:
        return Party.PERSON
    if actor.institution_id == application.owner_institution_id:
        if actor.kind == "system":
            return Party.SYSTEM
        if can_keep_profiles(actor):
            return Party.DESK
    raise Refused(_("Su rol en esta oficina no lleva postulaciones. Pídalo a intermediación."))


def take(
    actor: Actor, application: Application, verb: ApplicationVerb, said: Said = NOTHING, *, version: int | None = None, **changes: Any
) -> ApplicationStep:
    """Do the verb: demand it, change the row, leave a step, tell it."""
    party = party_of(actor, application)
    line = _line(application, verb, party)
    _demand_version(application, version)
    _demand_given(application, line, said)
    if verb in ON_A_LIVE_VACANCY:
        demand_live(application.vacancy, is_sent_now=verb == V.APPLY)
    if verb in LEADS_THERE:
        demand_suited(application.owner_institution_id, application.person_id, application.vacancy)
    _move(application, line, said, changes)
    step = leave_step(actor, application, verb, party, said)
    more = {"reason": said.reason} if verb in WITH_REASON else {}
    publish(OF_VERB[verb](**ids_of(application), **more), institution_id=application.owner_institution_id)
    return step


def leave_step(actor: Actor, application: Application, verb: str, party: Party, said: Said = NOTHING) -> ApplicationStep:
    """Write one line of the history."""
    return ApplicationStep.objects.create(
        owner_institution_id=application.owner_institution_id, application=application, verb=str(verb), party=str(party),
        state=application.state, reason=said.reason, note=said.note.strip(), actor_user_id=actor.user_id, at=now(),
    )  # fmt: skip


def ids_of(application: Application) -> dict[str, int]:
    """What every event of an application names."""
    return {
        "application_id": application.pk, "case_id": application.case_id, "person_id": application.person_id, "vacancy_id": application.vacancy_id,
    }  # fmt: skip


def once_or_now(actor: Actor, key: str | UUID, verb: str, run: Callable[[], Application]) -> Application:
    """Run at once, or once per key of a form: a second click finds the same application."""
    if not key:
        return run()
    found, _is_new = once(actor=actor, key=key, verb=f"application.{verb}", run=lambda: run().pk)
    return Application.objects.select_related("vacancy").get(pk=found)


def demand_live(vacancy: Vacancy, *, is_sent_now: bool = False) -> None:
    """Nobody is sent to a vacancy that is paused; whoever is on the way goes on, until it ends or has no openings left."""
    if is_sent_now and vacancy.state == "paused":
        raise NotOpen(_("Esta vacante está en pausa: por ahora no se envía a nadie. Reanúdela, o busque otra."))
    if vacancy.state not in ("published", "paused") or not vacancy.left:
        raise NotOpen(_("Esta vacante ya no recibe a nadie: se cerró o no le quedan puestos. Busque otra."))


def _line(application: Application, verb: ApplicationVerb, party: Party) -> Transition:
    try:
        return transition(application.state, verb, party)
    except VerbNotOpen as error:
        sentence = _("Esta postulación ya cambió: ahora está en «%(state)s». Actualice la página y verá lo que sigue.")
        raise NotOpen(sentence % {"state": STATES[application.state]}, application_id=application.pk, state=application.state) from error


def _demand_given(application: Application, line: Transition, said: Said) -> None:
    given: Mapping[Needed, object] = given_of(application, line.needs) | {Needed.REASON: said.reason, Needed.DAY: said.day or said.at}
    problems = step_problems(line, given, reason_by(said.reason))
    if not problems:
        return
    sentences = [problem.sentence.said(_, ngettext) for problem in problems]
    blocked = next((text for problem, text in zip(problems, sentences, strict=True) if problem.field not in FORM_FIELDS), "")
    if blocked:
        raise NotOpen(blocked)
    raise Invalid(sentences[0], fields={FORM_FIELDS[problem.field]: text for problem, text in zip(problems, sentences, strict=True)})


def _move(application: Application, line: Transition, said: Said, changes: Mapping[str, Any]) -> None:
    values: dict[str, Any] = {"state": str(line.to), "state_since": now(), "version": application.version + 1}
    if line.verb in WITH_REASON:
        values |= {"reason": said.reason, "refused_by": reason_by(said.reason)}
    if line.verb == V.APPLY:
        values["applied_at"] = now()
    if line.to in ENDED:
        values["closed_at"] = now()
    for name, value in {**values, **changes}.items():
        setattr(application, name, value)
    application.save(update_fields=[*values, *changes])


def _demand_version(application: Application, version: int | None) -> None:
    if version is not None and version != application.version:
        raise Conflict(
            _("Otra persona cambió esta postulación mientras usted la tenía abierta. Revise cómo quedó y repita si hace falta."),
            theirs=application.version, yours=version,
        )  # fmt: skip
