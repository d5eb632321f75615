"""What follows for who looks for work when a case was assessed, a vacancy ended, a placement counts, or two records become one person?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.base.events import listens, machine
from ruta.base.sentences import gettext_noop
from ruta.cases.events import CaseAssessed
from ruta.cases.selectors.assessing import HEADLINE
from ruta.cases.timeline import contribute
from ruta.communication.policies import fears_danger, makes_links
from ruta.employers.events import VacancyChanged, VacancyClosed, VacancyWithdrawn
from ruta.people.events import ConsentWithdrawn, MarkedUnsafe, PersonUpdated
from ruta.people.merging.registry import follows, moves
from ruta.placements.actions import (
    ask_person_too,
    begin_step,
    close_of_vacancy,
    draft_profile,
    follow_placement,
    forget_placement,
    mint_application_link,
    mint_shortlist_link,
    revoke_application_links,
    weigh_contracts,
    withdraw_unallowed,
    write_to_person,
)
from ruta.placements.actions.telling import APPLICATION_LINK, SHORTLIST_LINK
from ruta.placements.events import (
    ApplicationMade,
    ApplicationPreselected,
    ApplicationRefused,
    ApplicationSuggested,
    EmployerSpoke,
    InterviewArranged,
    JobOffered,
    PlacementConfirmed,
    PlacementFellThrough,
)
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.selectors.history import SOURCE, case_entries
from ruta.placements.selectors.seekers import TO_PROPOSE
from ruta.placements.selectors.suiting import endangered_by


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


@listens(ApplicationSuggested, ApplicationPreselected, InterviewArranged, JobOffered, ApplicationRefused)
def write_to_whom_it_concerns(*, application_id: int, **_ids: Any) -> None:
    """The person hears where it stands now, with a link to answer; what they did themselves is not told to them."""
    write_to_person(actor=machine(), application_id=application_id)


@listens(MarkedUnsafe)
def close_links_into_danger(*, person_id: int, **_ids: Any) -> None:
    """Links that went out stop, whether the telephone or the place is the danger."""
    revoke_application_links(actor=machine(), person_id=person_id)


@listens(PersonUpdated)
def weigh_contracts_of_person(*, person_id: int, fields: list[str], **_ids: Any) -> None:
    """Another nationality: whether a contract is checked first may be another too."""
    if "nationality" in fields:
        weigh_contracts(actor=machine(), person_id=person_id)


@listens(VacancyChanged)
def weigh_contracts_of_vacancy(*, vacancy_id: int, **_ids: Any) -> None:
    """The job may be in another country now."""
    weigh_contracts(actor=machine(), vacancy_id=vacancy_id)


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


@listens(EmployerSpoke)
def hear_the_person_too(*, application_id: int, works: bool, **_ids: Any) -> None:
    """An employer that says that somebody left is not the last word: the person is asked."""
    if not works:
        ask_person_too(actor=machine(), application_id=application_id)


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


def _link_of_person(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_application_link(actor=actor, application_id=ref)


def _link_of_employer(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_shortlist_link(actor=actor, shortlist_id=ref)


def _endangers(ref: int) -> bool:
    found = Application.objects.select_related("vacancy").filter(pk=ref).first()
    return found is not None and bool(endangered_by(found.vacancy, [found.person_id]))


makes_links(APPLICATION_LINK, _link_of_person)
makes_links(SHORTLIST_LINK, _link_of_employer)
fears_danger(APPLICATION_LINK, _endangers)
contribute(SOURCE, _("Empleo"), case_entries)
moves("placements_seekerprofile", gettext_noop("Perfil laboral"), twins=_kept_twice)
follows("placements_application", "cases_case")
follows("placements_shortlisted", "placements_application")
