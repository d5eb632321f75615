"""Who works on when a file came in, or a norm got its name? The worker."""

from typing import Any

from ruta.base.context import current_actor
from ruta.base.events import listens
from ruta.legal.events import NormNamed, TextUploaded
from ruta.legal.jobs import cite_again, read_text


@listens(TextUploaded)
def read_the_file(*, revision_id: int, **_ids: Any) -> None:
    """A long book takes minutes: not here, where others wait."""
    actor = current_actor()
    read_text.defer(revision_id=revision_id, institution_id=actor.institution_id if actor else None)


@listens(NormNamed)
def look_for_citations(*, instrument_id: int, **_ids: Any) -> None:
    """Every text is looked through once more."""
    cite_again.defer(instrument_id=instrument_id)
