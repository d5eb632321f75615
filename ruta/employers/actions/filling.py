"""How are the openings of a vacancy counted as placements come and go?"""

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers.actions.ending import Ending, closed
from ruta.employers.actions.steps import note_step
from ruta.employers.enums import VacancyState, Verification
from ruta.employers.events import OpeningFilled, OpeningFreed
from ruta.employers.models import Vacancy
from ruta.employers.policies import demand_keeping
from ruta.employers.rules import STALE_AFTER, closing_of
from ruta.employers.selectors import vacancy_of

FILLABLE = {VacancyState.PUBLISHED, VacancyState.PAUSED, VacancyState.IN_REVIEW}


@action
def fill_opening(*, actor: Actor, vacancy_id: int) -> Vacancy:
    """A placement took one opening; with the last one the vacancy ends by itself."""
    demand_keeping(actor)
    vacancy = _held(actor, vacancy_id)
    if vacancy.state not in FILLABLE or not vacancy.left:
        raise NotOpen(_("En esta vacante ya no quedan puestos abiertos. Agregue puestos o elija otra vacante."))
    vacancy.filled += 1
    _counted(vacancy)
    publish(OpeningFilled(vacancy.pk, vacancy.employer_id, vacancy.left))
    if not vacancy.left:
        closed(actor, vacancy, Ending())
    return vacancy


@action
def free_opening(*, actor: Actor, vacancy_id: int) -> Vacancy:
    """A placement fell through: the opening is empty again. A vacancy that ended because it was full is open again, public if it still may be."""
    demand_keeping(actor)
    vacancy = _held(actor, vacancy_id)
    if not vacancy.filled:
        raise NotOpen(_("Esta vacante no tiene puestos cubiertos."))
    was_full = vacancy.state == VacancyState.CLOSED and vacancy.closing == "filled"
    vacancy.filled -= 1
    if was_full:
        vacancy.state = VacancyState.PUBLISHED if _is_fresh(vacancy) else VacancyState.PAUSED
        vacancy.closing, vacancy.closed_at, vacancy.refresh_due, vacancy.reminded_on = "", None, today(), None
    elif vacancy.state == VacancyState.CLOSED:
        vacancy.closing = closing_of(vacancy.openings, vacancy.filled)
    _counted(vacancy)
    if was_full:
        note_step(actor, vacancy, "free")
    publish(OpeningFreed(vacancy.pk, vacancy.employer_id, vacancy.left))
    return vacancy


def _is_fresh(vacancy: Vacancy) -> bool:
    """Whether somebody said lately that it is open, and whoever offers it may."""
    in_time = vacancy.apply_until is None or vacancy.apply_until >= today()
    is_told = vacancy.refreshed_on is not None and vacancy.refreshed_on >= today() - STALE_AFTER
    return in_time and is_told and vacancy.employer.verification == Verification.VERIFIED


def _held(actor: Actor, vacancy_id: int) -> Vacancy:
    found = vacancy_of(actor, vacancy_id)
    return Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=found.pk)


def _counted(vacancy: Vacancy) -> None:
    vacancy.changed_at, vacancy.version = now(), vacancy.version + 1
    vacancy.save()
