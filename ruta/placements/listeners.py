"""What follows for who looks for work when a case was assessed, or two records become one person?"""

from typing import Any

from ruta.base.context import Actor, current_actor
from ruta.base.errors import Refused
from ruta.base.events import listens
from ruta.base.sentences import gettext_noop
from ruta.cases.events import CaseAssessed
from ruta.cases.selectors.assessing import HEADLINE
from ruta.people.merging.registry import moves
from ruta.placements.actions import draft_profile
from ruta.placements.models import SeekerProfile


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


def _kept_twice(survivor: int, absorbed: int) -> list[int]:
    """The survivor's own profile stays; the other remains with the record that it was written for."""
    if not SeekerProfile.objects.filter(person=survivor).exists():
        return []
    return list(SeekerProfile.objects.filter(person=absorbed).order_by("pk").values_list("pk", flat=True))


moves("placements_seekerprofile", gettext_noop("Perfil laboral"), twins=_kept_twice)
