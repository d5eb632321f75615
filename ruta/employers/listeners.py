"""What follows when a vacancy waits to be confirmed, an employer answers an invitation, or two records become one person?"""

from typing import Any

from ruta.base.context import Actor
from ruta.base.events import listens, machine
from ruta.base.sentences import gettext_noop
from ruta.communication.policies import fears_danger, makes_links
from ruta.employers.actions import (
    INVITATION,
    QUESTION,
    ask_if_open,
    is_pointless,
    mint_invitation,
    mint_question,
    tally_fair,
    write_invitations,
    write_that_it_is_off,
    write_that_it_moved,
)
from ruta.employers.events import EmployerVerified, FairCalledOff, FairInvitationAnswered, FairInvitationsDue, FairMoved, VacancyGrewStale
from ruta.employers.models import FairAttendance
from ruta.employers.selectors import fairs_ahead_of
from ruta.people.merging.registry import moves


@listens(VacancyGrewStale)
def ask_its_employer(*, vacancy_id: int, **_ids: Any) -> None:
    """A message whose link answers in one tap."""
    ask_if_open(actor=machine(), vacancy_id=vacancy_id)


@listens(FairInvitationAnswered)
def tell_who_comes(*, fair_id: int, **_ids: Any) -> None:
    """The public page names who confirmed."""
    tally_fair(actor=machine(), fair_id=fair_id)


@listens(FairInvitationsDue)
def write_to_who_is_invited(*, fair_id: int, **_ids: Any) -> None:
    """Each employer gets one message with its link."""
    write_invitations(actor=machine(), fair_id=fair_id)


@listens(FairMoved)
def write_where_and_when(*, fair_id: int, **_ids: Any) -> None:
    """Nobody comes on the wrong day."""
    write_that_it_moved(actor=machine(), fair_id=fair_id)


@listens(FairCalledOff)
def write_that_nothing_is_held(*, fair_id: int, **_ids: Any) -> None:
    """Nobody travels for nothing."""
    write_that_it_is_off(actor=machine(), fair_id=fair_id)


def _invitation(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_invitation(actor=actor, participant_id=ref)


@listens(EmployerVerified)
def tell_who_may_come(*, employer_id: int, **_ids: Any) -> None:
    """An employer that was suspended, or may offer again, goes from the public page of a fair or comes back to it."""
    for row in fairs_ahead_of(employer_id):
        tally_fair(actor=machine(), fair_id=row.fair_id)


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_question(actor=actor, question_id=ref)


def _came_twice(survivor: int, absorbed: int) -> list[int]:
    """Who came to one fair under both records keeps the survivor's number."""
    there = FairAttendance.objects.filter(person=survivor).values("fair")
    return list(FairAttendance.objects.filter(person=absorbed, fair__in=there).order_by("pk").values_list("pk", flat=True))


makes_links(QUESTION, _link)
makes_links(INVITATION, _invitation)
fears_danger(INVITATION, is_pointless)
moves("employers_fairattendance", gettext_noop("Ferias de empleo"), twins=_came_twice)
