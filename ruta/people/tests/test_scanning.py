"""Is everybody of the own register compared when the best is unsure, and nobody else; and does the copy follow what changes?"""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruta.base.context import system
from ruta.people.actions import search_persons, update_person
from ruta.people.linkage import Document, Record
from ruta.people.linkage.copies import Copy, read, write
from ruta.people.linkage.scan import ID
from ruta.people.models import Person
from ruta.people.selectors import scanning
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
UNKNOWN = Record(name="Wenceslao Quiroz Urtecho", birth_date=date(1961, 2, 3))


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.LINKAGE_FOLDER = tmp_path / "linkage"
    scanning._held.clear()
    yield settings.LINKAGE_FOLDER
    scanning._held.clear()


def ids_in(institution_id):
    return read(scanning.path_of(institution_id)).numbers[ID].tolist()


def test_not_registered_is_said_of_whom_everybody_was_compared_with(dunia, yeimi):
    findings = search_persons(actor=dunia, sought=UNKNOWN)
    assert findings.is_absent
    assert findings.matches == ()
    with as_(dunia):
        assert findings.looked_through == Person.objects.filter(owner_institution=dunia.institution_id).count()


def test_it_is_not_said_of_a_name_alone(dunia, yeimi):
    assert not search_persons(actor=dunia, sought=Record(name="Wenceslao Quiroz")).is_absent


def test_whom_keys_surely_find_costs_no_scan(dunia, yeimi):
    sought = Record(name="yeimi lorena mejia orellana", birth_date=date(1996, 4, 7), documents=(Document("dni", "0501199604827"),))
    findings = search_persons(actor=dunia, sought=sought)
    assert findings.sure[0].person.pk == yeimi
    assert findings.looked_through is None


def test_whoever_was_registered_a_moment_ago_is_compared_too(dunia, yeimi, infop):
    search_persons(actor=dunia, sought=UNKNOWN)
    with as_(dunia):
        before = len(ids_in(dunia.institution_id))
        update_person(actor=dunia, person_id=yeimi, version=1, changes={"surnames": "Zelaya Funes"})
    findings = search_persons(actor=dunia, sought=Record(name="zelaya funes"))
    assert [match.person.pk for match in findings.matches] == [yeimi]
    assert len(ids_in(dunia.institution_id)) == before, "the file is brought forward by the worker, not by a search"


def test_the_copy_holds_nobody_of_another_institution(dunia, yeimi, infop):
    search_persons(actor=infop, sought=UNKNOWN)
    search_persons(actor=dunia, sought=UNKNOWN)
    path = scanning.path_of(infop.institution_id)
    assert not path.exists() or yeimi not in ids_in(infop.institution_id)
    assert yeimi in ids_in(dunia.institution_id)
    with as_(infop):
        assert Person.objects.filter(pk__in=ids_in(dunia.institution_id)).count() == 0


def test_a_copy_that_names_a_stranger_shows_nobody(dunia, yeimi, infop):
    """Even a wrong file opens nothing: whoever may be read is decided by the database."""
    search_persons(actor=dunia, sought=UNKNOWN)
    mine, theirs = scanning.path_of(dunia.institution_id), scanning.path_of(infop.institution_id)
    theirs.write_bytes(mine.read_bytes())
    findings = search_persons(actor=infop, sought=Record(name="mejia orellana"))
    assert findings.matches == ()


def test_a_large_register_waits_for_the_worker_and_is_counted_once(dunia, yeimi, monkeypatch):
    monkeypatch.setattr(scanning, "SMALL", 0)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            assert not search_persons(actor=dunia, sought=UNKNOWN).is_absent
    assert sum("LIMIT 1) AS p" in query["sql"] for query in asked) == 1


def test_a_torn_copy_is_made_anew(dunia, yeimi):
    search_persons(actor=dunia, sought=UNKNOWN)
    path = scanning.path_of(dunia.institution_id)
    path.write_bytes(path.read_bytes()[:-1])
    assert search_persons(actor=dunia, sought=UNKNOWN).looked_through == 1


@pytest.mark.parametrize("change", [{"database": 1}, {"floor": 2**60}, {"version": 0}, {"made_at": 0.0}])
def test_a_copy_of_another_database_or_version_or_of_long_ago_is_made_anew(dunia, yeimi, change):
    search_persons(actor=dunia, sought=UNKNOWN)
    path = scanning.path_of(dunia.institution_id)
    copy = read(path)
    write(path, Copy(replace(copy.head, **change), copy.numbers[:, :0]))
    assert search_persons(actor=dunia, sought=UNKNOWN).looked_through == 1
    assert read(path).head.database == copy.head.database


def test_the_worker_brings_the_copy_forward(dunia, yeimi):
    search_persons(actor=dunia, sought=UNKNOWN)
    stamp = scanning.path_of(dunia.institution_id).stat().st_ino
    with as_(system(dunia.institution_id)):
        assert scanning.renew(dunia.institution_id) == len(ids_in(dunia.institution_id))
    assert scanning.path_of(dunia.institution_id).stat().st_ino != stamp


def test_while_too_much_changes_nobody_says_that_all_were_compared(dunia, yeimi, monkeypatch):
    search_persons(actor=dunia, sought=UNKNOWN)
    monkeypatch.setattr(scanning, "AT_ONCE", 0)
    with as_(dunia):
        update_person(actor=dunia, person_id=yeimi, version=1, changes={"surnames": "Zelaya Funes"})
    findings = search_persons(actor=dunia, sought=UNKNOWN)
    assert findings.looked_through is None
    assert not findings.is_absent
