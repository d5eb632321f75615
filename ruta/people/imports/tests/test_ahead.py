"""Is a file read one chunk ahead and no further, with what is wrong in it told in its place, and is the process as before once it ends?"""

import gc

import pytest

from ruta.base.errors import Invalid
from ruta.base.sentences import Sentence
from ruta.people.imports import running
from ruta.people.imports.drafts import Problem
from ruta.people.imports.tests.world import ANA, BAD, EVA, bring, counts, offices, seen_by, text


class Plain:
    """A reader to which every row is wrong: nothing is looked for."""

    def read(self, cells):
        return None, [Problem("", Sentence(cells[0]))]


def numbered(until: int, taken: list[int]):
    for number in range(until):
        taken.append(number)
        yield number, [str(number)]


def test_one_chunk_waits_and_no_more_is_held(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    taken: list[int] = []
    chunks = running.read_ahead(numbered(9, taken), Plain())
    assert [row.number for row in next(chunks)] == [0, 1]
    chunks.close()
    assert taken == [0, 1, 2, 3], "the one that waits was read, and nothing behind it"


def test_every_row_comes_once_and_in_its_order(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    assert [row.number for chunk in running.read_ahead(numbered(9, []), Plain()) for row in chunk] == list(range(9))


def test_what_breaks_while_reading_is_told_after_what_came_before(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)

    def broken():
        yield from numbered(3, [])
        raise Invalid("No se entiende la fila.")

    chunks = running.read_ahead(broken(), Plain())
    assert len(next(chunks)) == 2
    with pytest.raises(Invalid):
        next(chunks)


@pytest.mark.django_db
def test_rows_of_chunks_that_were_read_ahead_are_judged_by_what_the_one_before_wrote(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 1)
    gc.unfreeze()  # a test before this one may have loaded the server of pages
    office, _other = offices()
    batch = bring(text(ANA, EVA, BAD, ANA), office)
    assert counts(batch) == (2, 1, 0, 1)
    assert len(seen_by(office)) == 2
    assert gc.get_freeze_count() == 0, "garbage of the process is looked for as before"


@pytest.mark.django_db
def test_nothing_stays_frozen_when_the_database_fails(monkeypatch):
    gc.unfreeze()
    office, _other = offices()

    def fail(*_given):
        raise Invalid("no")

    monkeypatch.setattr("ruta.people.imports.judging.reserve_ids", fail)
    assert bring(text(ANA), office).state == "failed"
    assert gc.get_freeze_count() == 0
