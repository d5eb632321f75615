"""What follows for who looks for work when a case was assessed, a vacancy ended, a placement counts, or two records become one person?"""

from typing import Any

from ruta.base.context import Actor, current_actor
from ruta.base.errors import Refused
from ruta.base.events import listens
from ruta.base.sentences import gettext_noop
from ruta.cases.events import CaseAssessed
from ruta.cases.selectors.assessing import HEADLINE
from ruta.employers.events import VacancyClosed, VacancyWithdrawn
from ruta.people.events import ConsentWithdrawn
from ruta.people.merging.registry import follows, moves
from ruta.placements.actions import begin_step, close_of_vacancy, draft_profile, follow_placement, forget_placement, withdraw_unallowed
from ruta.placements.events import ApplicationMade, PlacementConfirmed, PlacementFellThrough
from ruta.placements.models import SeekerProfile
from ruta.placements.selectors.seekers import TO_PROPOSE


def machine() -> Actor:
    """Who acts now; a listener is always called as somebody."""
    actor = current_actor()
    if actor is None:
        message = "a listener runs as the machine of an institution"
        raise RuntimeError(message)
    return actor


@listens(CaseAssessed)
def draft_of_answers(*, person_id: int, instrument: str, **_ids: Any) -> None:
    """Whoever answered the employability profile has a draft waiting; without a permission there is none."""
    if instrument != HEADLINE:
        return
    try:
        draft_profile(actor=machine(), person_id=person_id)
    except Refused:
        return


@listens(VacancyClosed, VacancyWithdrawn)
def end_what_waited(*, vacancy_id: int, **_ids: Any) -> None:
    """Nobody waits for a vacancy that is no more."""
    close_of_vacancy(actor=machine(), vacancy_id=vacancy_id)


@listens(ApplicationMade)
def begin_plan_step(*, application_id: int, **_ids: Any) -> None:
    """The step of the plan is under way."""
    begin_step(actor=machine(), application_id=application_id)


@listens(PlacementConfirmed)
def plan_contacts(*, application_id: int, **_ids: Any) -> None:
    """Whoever got a job is asked how it goes, and the step of the plan is done."""
    follow_placement(actor=machine(), application_id=application_id)


@listens(PlacementFellThrough)
def forget_contacts(*, application_id: int, **_ids: Any) -> None:
    """Contacts that were planned for it are not due any more."""
    forget_placement(actor=machine(), application_id=application_id)


@listens(ConsentWithdrawn)
def take_back(*, person_id: int, purpose: str, **_ids: Any) -> None:
    """The curricula that an employer holds are closed to it already; what waited is withdrawn."""
    if purpose == TO_PROPOSE:
        withdraw_unallowed(actor=machine(), person_id=person_id)


def _kept_twice(survivor: int, absorbed: int) -> list[int]:
    """The survivor's own profile stays; the other remains with the record that it was written for."""
    if not SeekerProfile.objects.filter(person=survivor).exists():
        return []
    return list(SeekerProfile.objects.filter(person=absorbed).order_by("pk").values_list("pk", flat=True))


moves("placements_seekerprofile", gettext_noop("Perfil laboral"), twins=_kept_twice)
follows("placements_application", "cases_case")
follows("placements_shortlisted", "placements_application")
