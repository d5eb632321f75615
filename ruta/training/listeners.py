"""What follows when it is known how a course ended for a person, or two records become one?"""

from typing import Any

from ruta.base.events import listens, machine
from ruta.base.sentences import gettext_noop
from ruta.communication.policies import fears_danger
from ruta.people.merging.registry import follows, moves
from ruta.people.selectors import blocked
from ruta.training.actions import PLACE, free_step, keep_delivery, take_step, tell_enrolled
from ruta.training.events import EditionChanged, EnrolmentDecided, PlaceFreed, PlaceGivenBack
from ruta.training.models import Enrolment


@listens(EnrolmentDecided)
def note_what_was_received(*, enrolment_id: int, state: str, **_ids: Any) -> None:
    """Who passed has received a service: it counts, and moves the plan. Of who did not, the step waits again."""
    if state == "passed":
        keep_delivery(actor=machine(), enrolment_id=enrolment_id)
    else:
        free_step(actor=machine(), enrolment_id=enrolment_id)


@listens(PlaceFreed)
def let_the_step_wait(*, enrolment_id: int, **_ids: Any) -> None:
    """Nobody does it for now."""
    free_step(actor=machine(), enrolment_id=enrolment_id)


@listens(PlaceGivenBack)
def let_the_step_go_on(*, enrolment_id: int, **_ids: Any) -> None:
    """Somebody does it again."""
    take_step(actor=machine(), enrolment_id=enrolment_id)


@listens(EditionChanged)
def write_to_who_has_a_place(event_id: int, *, edition_id: int, kind: str) -> None:
    """Nobody travels to a room where nobody waits."""
    tell_enrolled(actor=machine(), edition_id=edition_id, kind=kind, once=str(event_id))


def _place_in_danger(ref: int) -> bool:
    found = Enrolment.objects.select_related("edition__office").filter(pk=ref).first()
    return found is not None and found.person_id is not None and blocked(found.person_id, office=found.edition.office)


def _sat_twice(survivor: int, absorbed: int) -> list[int]:
    """Who sat in one edition under both records keeps the survivor's place."""
    there = Enrolment.objects.filter(person=survivor).values("edition")
    return list(Enrolment.objects.filter(person=absorbed, edition__in=there).order_by("pk").values_list("pk", flat=True))


fears_danger(PLACE, _place_in_danger)
moves("training_enrolment", gettext_noop("Cursos y talleres"), twins=_sat_twice)
follows("training_award", "training_enrolment")
