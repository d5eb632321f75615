"""Does `ruta lookup` search as the screen does, as a named account, and is each search logged with its reason?"""

from dataclasses import replace
from datetime import date

import pytest

from ruta.base.errors import Invalid, Refused
from ruta.base.models import AccessLog
from ruta.config import looking
from ruta.people.actions.searching import search_from_the_machine
from ruta.people.linkage import Document, Record
from ruta.people.linkage.batch.reading import read_people
from ruta.people.linkage.batch.records import records_in
from ruta.people.linkage.copies import read
from ruta.people.selectors import scanning
from ruta.people.selectors.matching import SEARCHES
from ruta.people.tests.conftest import as_, dunia, yeimi  # noqa: F401 - fixtures

HEAD = "id,given_names,surnames,sex,birth_date,municipality,phone,dni\n"
SOUGHT = Record(ref="Q1", name="yeimi mejia orellana", birth_date=date(1996, 4, 7), phones=("97482206",))


def test_rows_of_a_file_are_what_a_counter_types(tmp_path):
    file = tmp_path / "preguntas.csv"
    file.write_text(HEAD + "Q1,Yeimi,Mejía Orellana,F,1996-04-07,Choloma,+504 9748-2206,0501-1996-04821\nQ2,Ana,,,,,,\n", encoding="utf-8")
    first, second = records_in(read_people(file))
    assert (first.ref, first.sex, first.municipality, first.phones) == ("Q1", "woman", "0502", ("97482206",))
    assert first.documents == (Document("dni", "0501199604821"),)
    assert (second.birth_date, second.sex, second.municipality, second.phones, second.documents) == (None, "", "", (), ())


@pytest.mark.django_db
def test_each_question_finds_whom_the_screen_finds_without_its_patience_and_leaves_a_row_with_the_reason(dunia, yeimi):  # noqa: F811
    actor = replace(dunia, reason="ruta lookup")
    for _ in range(SEARCHES + 1):
        rows, seconds, _is_scanned = looking._asked(actor, SOUGHT, 10)
    assert [row[:3] for row in rows] == [("Q1", yeimi, 1)]
    assert seconds > 0
    with as_(dunia):
        assert AccessLog.objects.filter(kind="search", user_id=dunia.user_id, reason="ruta lookup").count() == SEARCHES + 1


@pytest.mark.django_db
def test_a_search_without_limit_needs_a_reason_and_a_question(dunia):  # noqa: F811
    with pytest.raises(Refused):
        search_from_the_machine(actor=replace(dunia, reason=""), sought=SOUGHT)
    assert looking._asked(replace(dunia, reason="ruta lookup"), Record(name="Ana"), 10)[0] == []


@pytest.mark.django_db
def test_an_unknown_account_gets_a_sentence():
    with pytest.raises(Invalid, match="createuser"):
        looking._actor("nadie@example.hn")


@pytest.mark.django_db
def test_a_file_of_questions_is_asked_whole_and_answered_in_a_file(dunia, yeimi, tmp_path, settings, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setattr("ruta.config.commands.django_setup", lambda: None)  # it chooses a database; the test has one
    settings.LINKAGE_FOLDER = tmp_path / "linkage"
    asked, out = tmp_path / "preguntas.csv", tmp_path / "hallados.csv"
    asked.write_text(HEAD + "Q1,Yeimi,Mejía Orellana,F,1996-04-07,Choloma,+504 9748-2206,0501-1996-04821\nQ2,Ana,,,,,,\n", encoding="utf-8")
    looking.lookup(queries=asked, out=out, email="counsellor@setrass-dge.hn", limit=10)
    assert read(scanning.path_of(dunia.institution_id)).numbers.shape[1] == 1, "the register was copied, to compare everybody with"
    header, row = out.read_text(encoding="utf-8").splitlines()
    assert header == "query_id,person,rank,probability,reasons"
    assert row.startswith(f"Q1,{yeimi},1,")
    told = capsys.readouterr().err
    assert all(name in told for name in ("p50", "p95", "p99"))
