"""What comes of each row of a chunk: created, known, to be decided, or to be corrected?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from ruta.people.actions import goes_to_senaf
from ruta.people.imports.delimited import LONGEST_KEPT, UNCLOSED
from ruta.people.imports.drafts import Draft, Problem, RowReader
from ruta.people.imports.files import Numbered
from ruta.people.imports.matching import Earlier, Likeness, PaperKey, Probes, keys_of, likeness, look_up
from ruta.people.imports.states import Outcome
from ruta.people.imports.trials import Trial
from ruta.people.imports.writing import NewPerson, reserve_ids
from ruta.people.selectors.in_force import InForce

MADE = """
SELECT row_key, person_id FROM people_importrow
WHERE owner_institution_id = (SELECT ruta_me()) AND row_key = ANY (%s) AND outcome IN ('created', 'duplicate')
"""


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row as it was read, before anybody is looked for: words alone, so that another thread may read ahead."""

    number: int
    cells: Sequence[str]
    draft: Draft | None
    problems: list[Problem]
    key: str
    probes: Probes | None = None
    keys: Sequence[int] = ()  # under which the person will be found


@dataclass(slots=True)
class Judged:
    """One row with what is to become of it."""

    number: int
    cells: Sequence[str]
    draft: Draft | None
    problems: list[Problem]
    key: str
    probes: Probes | None = None
    keys: Sequence[int] = ()
    outcome: Outcome = Outcome.ERROR
    person_id: int | None = None
    like: Likeness | None = None
    is_elsewhere: bool = False
    new: NewPerson | None = None
    cannot_wait: bool = False

    def values(self) -> dict[str, Any] | None:
        """What has to be kept until somebody decides or corrects."""
        if self.outcome == Outcome.ERROR:
            cells = self.cells[1:] if self.cells[0] == UNCLOSED else self.cells
            return {"cells": [cell.replace("\x00", "")[:LONGEST_KEPT] for cell in cells]}
        return self.draft.as_json() if self.draft and self.outcome == Outcome.DUPLICATE else None


def read_rows(rows: Iterable[Numbered], reader: RowReader) -> list[RowRead]:
    """What the rows say, and by which keys their persons are looked for."""
    return [_read(number, cells, reader) for number, cells in rows]


def judge(rows: Sequence[RowRead], trial: Trial | None = None) -> list[Judged]:
    """Ask the register about all good rows at once."""
    judged = [Judged(row.number, row.cells, row.draft, row.problems, row.key, row.probes, row.keys) for row in rows]
    good = [each for each in judged if each.draft]
    made = _made([each.key for each in good])
    fresh = [each for each in good if not _is_repeated(each, made, trial)]
    _compare(fresh, trial)
    if trial:
        trial.remember([each.new for each in fresh if each.new], [each.key for each in fresh])
    return judged


def _read(number: int, cells: Sequence[str], reader: RowReader) -> RowRead:
    draft, problems = reader.read(cells)
    if draft is None:
        return RowRead(number, cells, None, problems, f"{number}:{hash(tuple(cells))}")
    record = draft.record()
    return RowRead(number, cells, draft, problems, draft.key(), Probes.of(record), keys_of(record))


def _made(keys: Sequence[str]) -> dict[str, int | None]:
    """Rows that say the same and became a person, or wait for a decision, in any file of the institution."""
    with connection.cursor() as cursor:
        cursor.execute(MADE, [list(keys)])
        return dict(cursor.fetchall())


def _is_repeated(each: Judged, made: dict[str, int | None], trial: Trial | None) -> bool:
    """Mark a row that came before; in a chunk the first one leads, and its person is known later."""
    if each.key in made:
        each.outcome, each.person_id = Outcome.KNOWN, made[each.key]
    elif trial is not None and each.key in trial.row_keys:
        each.outcome = Outcome.KNOWN
    return each.outcome == Outcome.KNOWN


def _compare(fresh: Sequence[Judged], trial: Trial | None) -> None:
    if not fresh:
        return
    drafts = [each.draft for each in fresh if each.draft]
    probes = [each.probes for each in fresh if each.probes]
    findings = look_up(drafts, probes)
    if trial:
        trial.add_to(findings, drafts, probes)
    ids = trial.ids(len(fresh)) if trial else reserve_ids("people_person", len(fresh))
    earlier, first = Earlier(), dict[str, Judged]()
    for at, (each, draft, probe) in enumerate(zip(fresh, drafts, probes, strict=True)):
        leader = first.setdefault(each.key, each)
        if leader is not each:
            each.outcome, each.person_id = Outcome.KNOWN, leader.person_id
            continue
        each.like = likeness(at, draft, probe, findings, earlier)
        each.is_elsewhere = at in findings.elsewhere
        _settle(each, ids[at], findings.rules)
        if each.outcome == Outcome.CREATED:
            kept = _without_taken(draft, findings.papers | earlier.papers) if each.cannot_wait else draft
            each.new = NewPerson(ids[at], kept, each.keys)
            earlier.add(ids[at], kept, each.new.keys, probe.record)


def _without_taken(draft: Draft, taken: Mapping[PaperKey, int]) -> Draft:
    """Papers that are somebody else's already are added once the two were compared."""
    return replace(draft, papers=tuple(paper for paper in draft.papers if (paper.kind, paper.normalized) not in taken))


def _settle(each: Judged, new_id: int, rules: InForce) -> None:
    like = each.like
    if like is None or not like.must_be_decided(rules):
        each.outcome, each.person_id = Outcome.CREATED, new_id
    elif like.is_known(rules):
        each.outcome, each.person_id = Outcome.KNOWN, like.person_id
    elif each.draft and goes_to_senaf(each.draft.birth_date, each.draft.companion):
        each.outcome, each.person_id, each.cannot_wait = (
            Outcome.CREATED,
            new_id,
            True,
        )  # a child alone: SENAF hears now, the pair is decided later
    else:
        each.outcome = Outcome.DUPLICATE


def counts(judged: Sequence[Judged], *, is_trial: bool = False) -> Mapping[str, int]:
    """By how much each count of the batch grows. A trial says nothing of other institutions: it registers nobody, so it could be asked for ever."""
    grown = {f"{outcome}_count": sum(each.outcome == outcome for each in judged) for outcome in Outcome}
    return grown | {"elsewhere_count": 0 if is_trial else sum(each.is_elsewhere and each.outcome == Outcome.CREATED for each in judged)}
