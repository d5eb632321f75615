"""Which files came, what came of their rows, and which of them wait for somebody to decide?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.people.imports.columns import header_key
from ruta.people.imports.drafts import Draft
from ruta.people.imports.matching import records_of
from ruta.people.imports.states import BatchState, Decision, Outcome
from ruta.people.linkage import Candidate, Scorer, rank
from ruta.people.models import DuplicatePair, ImportBatch, ImportRow, Person
from ruta.people.selectors.in_force import in_force

LEARN_FROM = 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A row that may be somebody of the register, beside that person, with the reasons."""

    row: ImportRow
    pair: DuplicatePair
    draft: Draft
    person: Person
    candidate: Candidate

    @property
    def shared_papers(self) -> list[str]:
        """Documents that the row and the person both carry: the row cannot be registered with them."""
        theirs = {(document.kind, document.number) for document in self.candidate.record.documents}
        return [paper.value for paper in self.draft.papers if (paper.kind, paper.normalized) in theirs]


def batches() -> QuerySet[ImportBatch]:
    """The files of the actor's institution, the newest first."""
    return ImportBatch.objects.select_related("office").order_by("-pk")


def batch_for(batch_id: int) -> ImportBatch:
    """One file, if it is of the actor's institution."""
    batch = batches().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("Ese archivo no está entre los de su institución. Vuelva a la lista de importaciones."))
    return batch


def learned_mapping() -> dict[str, str]:
    """What this institution said that its headers mean, in the latest files it let run."""
    used = batches().exclude(state=BatchState.MAPPING)[:LEARN_FROM]
    learned: dict[str, str] = {}
    for mapping in used.values_list("mapping", flat=True):
        for header, code in mapping.items():
            learned.setdefault(header_key(header), code)
    return learned


def rejected_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows that came back, in the order of the file."""
    return batch.rows.filter(outcome=Outcome.ERROR).order_by("number")


def staged_pairs(batch: ImportBatch | None = None) -> QuerySet[DuplicatePair]:
    """Pairs that wait for a decision: new ones first, those that somebody was not sure of last."""
    pairs = DuplicatePair.objects.filter(import_row__isnull=False, decision__in=["", Decision.UNSURE])
    if batch is not None:
        pairs = pairs.filter(import_row__batch=batch)
    return pairs.select_related("import_row__batch", "other__municipality", "other__office").order_by("decision", "-score", "pk")


def staged(pairs: QuerySet[DuplicatePair] | list[DuplicatePair]) -> list[Staged]:
    """Pairs with the reasons for and against, as a search at the counter gives them."""
    found = list(pairs)
    records = {record.ref: record for record in records_of({pair.other_id for pair in found})}
    scorer = in_force().scorer
    return [_staged(pair, records, scorer) for pair in found if pair.other_id in records and pair.import_row]


def _staged(pair: DuplicatePair, records: Mapping[Any, Any], scorer: Scorer) -> Staged:
    row: ImportRow = pair.import_row  # type: ignore[assignment]  # the query asked for pairs with a row
    draft = Draft.of_json(row.values or {"given_names": ""})
    return Staged(row, pair, draft, pair.other, rank(draft.record(), [records[pair.other_id]], 1, scorer)[0])


def said(problem: Mapping[str, Any]) -> str:
    """One problem in the reader's language."""
    return _(problem["text"]) % problem["values"] if problem["values"] else _(problem["text"])


def problems_said(row: ImportRow) -> str:
    """All that has to be corrected in a row, each with the name of its column."""
    return " ".join(f"{problem['column']}: {said(problem)}" if problem["column"] else said(problem) for problem in row.errors)


def rejected_cells(batch: ImportBatch) -> Iterator[list[str]]:
    """The bad rows as they came, each with what to correct; those whose cells were forgotten are left out."""
    width = len(batch.header)
    for row in rejected_rows(batch).filter(values__isnull=False).iterator(chunk_size=2000):
        cells = [str(cell) for cell in (row.values or {}).get("cells", ())][:width]
        yield [*cells, *[""] * (width - len(cells)), problems_said(row)]
