"""How does a vacancy end? With what came of its openings, and why those that stay empty do; one that nobody could read with a note alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers import rules
from ruta.employers.actions.stepping import held, moved
from ruta.employers.actions.steps import note_step
from ruta.employers.events import VacancyClosed, VacancyWithdrawn
from ruta.employers.models import Vacancy
from ruta.employers.policies import demand_step
from ruta.employers.selectors import cause_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Why openings stayed empty: a main cause, at most two more, and what exactly was missing."""

    cause: str = ""
    more_causes: Sequence[str] = ()
    missing: str = ""
    note: str = ""


@action
def close_vacancy(*, actor: Actor, vacancy_id: int, ending: Ending) -> Vacancy:
    """End a vacancy. The outcome follows from the openings filled; where some stay empty the cause is asked for."""
    demand_step(actor, "close")
    vacancy = held(actor, vacancy_id, "close")
    if vacancy.published_at is None:
        raise NotOpen(_("Esta vacante nunca fue pública. Devuélvala con una nota, o retírela."))
    _demand_cause(vacancy, ending)
    closed(actor, vacancy, ending)
    return vacancy


@action
def withdraw_vacancy(*, actor: Actor, vacancy_id: int, ending: Ending) -> Vacancy:
    """Its institution or its employer takes it back: with outcome and cause where it was public, with a note where nobody read it."""
    demand_step(actor, "withdraw")
    vacancy = held(actor, vacancy_id, "withdraw")
    if vacancy.published_at is not None:
        _demand_cause(vacancy, ending)
    elif not ending.note.strip():
        raise Invalid(_("Escriba por qué."), fields={"note": _("Escriba por qué.")})
    _ended(actor, vacancy, ending, "withdraw")
    publish(VacancyWithdrawn(vacancy.pk, vacancy.employer_id), institution_id=vacancy.owner_institution_id)
    return vacancy


def closed(actor: Actor, vacancy: Vacancy, ending: Ending) -> None:
    """Write the end of a vacancy that is held and may end."""
    _ended(actor, vacancy, ending, "close")
    told = VacancyClosed(vacancy.pk, vacancy.employer_id, vacancy.closing, vacancy.cause)
    publish(told, institution_id=vacancy.owner_institution_id)


def _ended(actor: Actor, vacancy: Vacancy, ending: Ending, verb: str) -> None:
    moved(vacancy, verb)
    if vacancy.published_at is not None:
        vacancy.closing = rules.closing_of(vacancy.openings, vacancy.filled)
        if vacancy.left:
            vacancy.cause, vacancy.more_causes, vacancy.missing = ending.cause, list(ending.more_causes), ending.missing.strip()
    vacancy.save()
    note_step(actor, vacancy, verb, note=ending.note)


def _demand_cause(vacancy: Vacancy, ending: Ending) -> None:
    row = cause_of(ending.cause) if ending.cause else None
    known = [code for code in (ending.cause, *ending.more_causes) if code and cause_of(code) is None]
    faults = rules.closing_problems(
        left=vacancy.left, cause=row.code if row else "", more=ending.more_causes, missing=ending.missing,
        asks_missing=bool(row and row.get("asks_skill")),
    )  # fmt: skip
    said = {
        "cause": _("Quedan puestos sin cubrir: elija la causa principal."),
        "more_causes": _("Elija hasta dos causas más, distintas de la principal."),
        "missing": _("Escriba cuál faltó: sirve para abrir cursos."),
    }
    if known and vacancy.left:
        faults.append("cause")
    if faults:
        raise Invalid(said[faults[0]], fields={name: said[name] for name in faults})
