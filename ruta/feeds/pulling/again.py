"""How are rows in quarantine read again, by the columns as they are understood today? Only while the right still stands."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from ruta.base.context import Actor, acting_as
from ruta.base.errors import NotOpen
from ruta.feeds.models import Source
from ruta.feeds.policies import demand_handler
from ruta.feeds.pulling.reading import reader_by
from ruta.feeds.selectors import current_mapping, quarantined, refusal, right_of
from ruta.people.imports.drafts import RowReader
from ruta.people.imports.replaying import replay_rows
from ruta.people.models import ImportBatch

CHUNK = 2_500


def replay(*, actor: Actor, source: Source, only: int | None = None) -> tuple[int, int]:
    """Read every waiting row again, or one alone; gives how many were read and how many wait no longer. Repeating it repeats nobody."""
    demand_handler(actor)
    read = settled = 0
    for batch_id, row_ids, reader in _chunks(actor, source, only):
        settled += replay_rows(actor=actor, batch_id=batch_id, row_ids=row_ids, reader=reader)
        read += len(row_ids)
    return read, settled


def _chunks(actor: Actor, source: Source, only: int | None) -> Iterator[tuple[int, Sequence[int], RowReader]]:
    with acting_as(actor), transaction.atomic():
        mapping = current_mapping(source)
        problem = refusal(source, mapping, right_of(source))
        if problem or mapping is None:
            raise NotOpen(problem)
        waiting = quarantined(source) if only is None else quarantined(source).filter(pk=only)
        by_batch: dict[int, list[int]] = {}
        for pk, batch_id in waiting.values_list("pk", "batch"):
            by_batch.setdefault(batch_id, []).append(pk)
        headers = dict(ImportBatch.objects.filter(pk__in=by_batch).values_list("pk", "header"))
        readers = {batch_id: reader_by(mapping, header) for batch_id, header in headers.items()}
    for batch_id, ids in by_batch.items():
        for at in range(0, len(ids), CHUNK):
            yield batch_id, ids[at : at + CHUNK], readers[batch_id]
