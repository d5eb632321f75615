"""What leads a message in, what becomes of these rows when two records become one, and who hears an answer?"""

from typing import Any

from ruta.base.context import Actor, current_actor
from ruta.base.events import listens
from ruta.base.sentences import gettext_noop
from ruta.communication.actions import queue_message
from ruta.communication.policies import makes_links
from ruta.people.merging.registry import moves, stays
from ruta.subjects.actions import CODE_LINK, ENTRY_LINK, mint_code, mint_entry
from ruta.subjects.enums import RequestState
from ruta.subjects.events import DataRequestAnswered
from ruta.subjects.models import DataRequest


@listens(DataRequestAnswered)
def tell_the_person(*, request_id: int, **_ids: Any) -> None:
    """They learn that there is an answer, and read it inside."""
    actor = current_actor()
    if actor is None:
        return
    row = DataRequest.objects.select_related("person").get(pk=request_id)
    queue_message(
        actor=actor, template="data_request_answered", facts={"name": row.person.called}, person_id=row.person_id,
        once_key=f"data_request:{row.pk}",
    )  # fmt: skip


def _asked_twice(one: int, other: int) -> list[int]:
    """Open requests of the other for what the first waits for already."""
    waiting = set(DataRequest.objects.filter(person=one, state=RequestState.OPEN).values_list("asked", "about"))
    rows = DataRequest.objects.filter(person=other, state=RequestState.OPEN).order_by("pk")
    return [row.pk for row in rows if (row.asked, row.about) in waiting]


def _code(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_code(actor=actor, entry_id=ref)


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_entry(actor=actor, entry_id=ref)


moves("subjects_visit", gettext_noop("Entradas de la persona a su página"))
moves("subjects_datarequest", gettext_noop("Pedidos sobre sus datos"), twins=_asked_twice)
stays("subjects_entry", "a code or a link lives minutes or days, and opens the record that it was made for")
makes_links(CODE_LINK, _code)
makes_links(ENTRY_LINK, _link)
