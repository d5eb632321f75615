"""How does a vacancy go from review to the public, pause, and come back after its end?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers import events, rules
from ruta.employers.actions.steps import note_step
from ruta.employers.enums import VacancyState, Verification
from ruta.employers.models import Employer, Vacancy
from ruta.employers.policies import demand_other_eyes, demand_step
from ruta.employers.selectors import excluding_in, may_confirm, texts_of, vacancy_of

TOLD: Mapping[str, Callable[[int, int], Any]] = {
    "submit": events.VacancySubmitted, "publish": events.VacancyPublished, "return": events.VacancyReturned,
    "refresh": events.VacancyRefreshed, "pause": events.VacancyPaused, "lapse": events.VacancyPaused, "ended": events.VacancyPaused, "resume": events.VacancyResumed,
    "reopen": events.VacancyReopened,
}  # fmt: skip
NEEDS_NOTE = frozenset({"return"})
OFFERS = frozenset({"publish", "refresh", "resume"})
"""After these anybody reads it."""
ONLY = {"lapse": "system", "ended": "employer"}  # verbs of one kind of actor


@action
def step_vacancy(
    *, actor: Actor, vacancy_id: int, verb: str, note: str = "", legal_reason: str = "", version: int | None = None
) -> Vacancy:
    """Submit, publish, return, refresh, pause, resume or reopen a vacancy; its end has actions of its own.

    With the version that somebody read, nothing else than what they read goes out.
    """
    if verb not in TOLD or ONLY.get(verb, actor.kind) != actor.kind:
        raise Invalid(_("Elija qué hacer con la vacante."))
    demand_step(actor, verb)
    vacancy = held(actor, vacancy_id, verb)
    if version not in {None, vacancy.version}:
        raise Conflict(_("Otra persona cambió esta vacante mientras usted la leía. Léala otra vez antes de seguir."))
    if verb in NEEDS_NOTE and not note.strip():
        raise Invalid(_("Escriba por qué."), fields={"note": _("Escriba por qué.")})
    if verb in OFFERS:
        _demand_offerable(actor, vacancy)
    if verb == "publish":
        _demand_publishable(actor, vacancy, legal_reason)
    moved(vacancy, verb)
    vacancy.save()
    note_step(actor, vacancy, verb, note=note, legal_reason=legal_reason if verb == "publish" else "")
    publish(TOLD[verb](vacancy.pk, vacancy.employer_id), institution_id=vacancy.owner_institution_id)
    return vacancy


def held(actor: Actor, vacancy_id: int, verb: str) -> Vacancy:
    """The vacancy, locked, in a state where the verb is open."""
    found = vacancy_of(actor, vacancy_id)
    vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=found.pk)
    if rules.state_after(verb, vacancy.state) is None:
        raise NotOpen(
            _("La vacante está «%(state)s» y eso ya no se puede hacer. Recargue la página.") % {"state": vacancy.get_state_display()}
        )
    return vacancy


def moved(vacancy: Vacancy, verb: str) -> None:
    """Put a vacancy that is held where a verb leads."""
    vacancy.state = rules.state_after(verb, vacancy.state) or vacancy.state
    vacancy.changed_at, vacancy.version = now(), vacancy.version + 1
    if verb in {"publish", "refresh", "resume"}:
        vacancy.refreshed_on, vacancy.refresh_due, vacancy.reminded_on = today(), today() + rules.REFRESH_AFTER, None
    if verb == "publish":
        vacancy.published_at = vacancy.published_at or now()
        Employer.objects.filter(pk=vacancy.employer_id).update(last_vacancy_on=today())
    if vacancy.state in {VacancyState.CLOSED, VacancyState.WITHDRAWN}:
        vacancy.closed_at, vacancy.refresh_due = now(), None
    if verb == "reopen":
        vacancy.closed_at, vacancy.closing, vacancy.cause, vacancy.more_causes, vacancy.missing = None, "", "", [], ""


def _demand_offerable(actor: Actor, vacancy: Vacancy) -> None:
    """Nobody is sent to an employer of whom nobody made sure, and what an office paused the office opens."""
    if vacancy.employer.verification != Verification.VERIFIED:
        raise NotOpen(_("El empleador no está verificado. Verifíquelo en su ficha y publique después."))
    if actor.kind == "employer" and not may_confirm(vacancy):
        raise NotOpen(_("La oficina puso esta vacante en pausa. Llame a quien le atiende en SI EMPLEO."))


def _demand_publishable(actor: Actor, vacancy: Vacancy, legal_reason: str) -> None:
    demand_other_eyes(actor, vacancy.author_id)
    if vacancy.left <= 0:
        raise NotOpen(_("Ya no quedan puestos en esta vacante. Agregue puestos o ciérrela."))
    found = excluding_in(texts_of(vacancy))
    if found and not legal_reason.strip():
        sentence = _("Hay palabras que dejan fuera a alguien. Cámbielas, o escriba la razón legal que las exige.")
        raise Invalid(sentence, fields={"legal_reason": sentence}, found=found)
