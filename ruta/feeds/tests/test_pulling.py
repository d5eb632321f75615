"""Does what another institution leaves come in by right, once, with what is wrong kept apart until it is corrected?"""

import io
from datetime import date

import pytest
from django.db import transaction
from xlsxwriter import Workbook

from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.models import AuditEvent
from ruta.directory.actions.agreements import move_agreement
from ruta.feeds.actions import map_source, set_source_state
from ruta.feeds.models import Pull, Source, SourceMapping
from ruta.feeds.pulling.again import replay
from ruta.feeds.pulling.looking import sample, shown
from ruta.feeds.pulling.running import pull
from ruta.feeds.rules import Line
from ruta.feeds.selectors import quarantined, source_named
from ruta.feeds.tests.world import ANA, BAD, EVA, HEADER, LINES, LUIS, agreed, declared, dropped, institution, machine, seen, staff, waiting
from ruta.people.imports.replaying import correct_cells
from ruta.people.models import Contact, DuplicatePair, ImportBatch, Person
from ruta.trust.models import Message

pytestmark = pytest.mark.django_db


def read(source, **more):
    return pull(actor=machine(), source=source, **more)


def test_rows_become_persons_by_the_mapping(source):
    dropped(ANA, LUIS)
    (row,) = read(source)
    assert (row.state, row.received_count, row.valid_count, row.problem) == ("done", 2, 2, "")
    ana, luis = seen()
    assert (ana.given_names, ana.surnames, ana.sex, ana.birth_date) == ("Ana Lucia", "Mejia Paz", "woman", date(1990, 11, 23))
    assert luis.sex == "man"
    assert [contact.value for contact in seen(Contact)] == ["9712-3456"]  # NULL is taken for nothing


def test_a_second_reading_repeats_nobody_and_a_longer_file_adds_what_is_new(source):
    dropped(ANA)
    read(source)
    (again,) = read(source)
    assert (again.state, again.received_count) == ("unchanged", 0)
    dropped(ANA, EVA)
    (row,) = read(source)
    assert (row.received_count, row.batch.known_count, row.batch.created_count) == (2, 1, 1)
    assert len(seen()) == 2


def test_a_trial_tells_and_writes_nobody(source):
    dropped(ANA, BAD)
    (row,) = read(source, is_trial=True)
    assert (row.state, row.received_count, row.valid_count) == ("tried", 2, 1)
    assert seen() == []
    (row,) = read(source)
    assert (row.state, row.valid_count) == ("done", 1)


def test_bad_rows_wait_with_every_reason_and_come_in_when_the_columns_are_understood(source):
    dropped(ANA, '"CRUZ, EVA",0501-1985-00777,01/02/1985,M,33123456')
    read(source)
    (bad,) = waiting()
    assert [problem["column"] for problem in bad.errors] == ["NACIMIENTO"]
    assert replay(actor=machine(), source=source) == (1, 0)
    lines = [*LINES[:3], Line("NACIMIENTO", "birth_date"), *LINES[4:]]
    map_source(actor=machine(), source_id=source.pk, after=1, lines=lines)
    assert replay(actor=machine(), source=source) == (1, 1)
    assert replay(actor=machine(), source=source) == (0, 0)
    assert [person.given_names for person in seen()] == ["Ana Lucia", "Eva"]
    (batch,) = seen(ImportBatch)
    assert (batch.created_count, batch.error_count, batch.done_count) == (2, 0, 2)
    assert [row.valid_count for row in seen(Pull)] == [1]  # how it came stays


def test_a_cell_is_corrected_and_its_row_read_again(source):
    dropped(ANA, BAD)
    read(source)
    (bad,) = waiting()
    assert {problem["column"] for problem in bad.errors} == {"IDENTIDAD", "NACIMIENTO", "TEL"}
    correct_cells(actor=machine(), row_id=bad.pk, cells={1: "0801-1990-00999", 2: "19900228", 4: ""})
    assert replay(actor=machine(), source=source, only=bad.pk) == (1, 1)
    assert seen()[-1].birth_date == date(1990, 2, 28)
    with pytest.raises(NotFound):
        correct_cells(actor=machine(), row_id=bad.pk, cells={1: "x"})


def test_who_is_like_somebody_waits_for_a_human_as_in_any_import(source):
    dropped(ANA)
    read(source)
    dropped('"MEJIA PAZ, ANA LUSIA",0801-1990-00152,19901123,M,97123456', BAD)
    (row,) = read(source)
    assert row.batch.duplicate_count == 1
    assert len(seen(DuplicatePair)) == 1
    assert len(seen()) == 1


def test_without_an_agreement_nothing_is_read(db):
    source = declared()
    dropped(ANA)
    (row,) = read(source)
    assert (row.state, row.batch) == ("refused", None)
    assert "Ningún convenio vigente" in row.problem
    assert (seen(), seen(ImportBatch)) == ([], [])


def test_a_suspended_agreement_stops_the_next_reading_and_the_replay(source, agreement):
    dropped(ANA, BAD)
    read(source)
    ours = staff("SETRASS-DGE", "office_coordinator")
    move_agreement(actor=ours, agreement_id=agreement.pk, state="suspended", note="Prueba")
    dropped(EVA, name="otra.csv")
    assert [row.state for row in read(source)] == ["refused"]
    with pytest.raises(NotOpen, match="Ningún convenio"):
        replay(actor=machine(), source=source)
    assert len(seen()) == 1


def test_a_column_that_the_agreement_does_not_give_is_refused(db):
    agreed(categories=("identity",))
    source = declared()
    dropped(ANA)
    (row,) = read(source)
    assert row.state == "refused"
    assert "Teléfono, correo" in row.problem


def test_each_reading_stands_in_the_log_of_messages_for_the_giver(source, agreement):
    dropped(ANA)
    (row,) = read(source)
    told = Message.objects.using("log").get(service="feeds.pull", message_id=f"pull-{row.pk}")
    assert (told.owner_institution_id, told.institution_id) == (institution("INFOP").pk, machine().institution_id)
    assert (told.client_code, told.message_id, told.agreement_id) == ("infop-listas", f"pull-{row.pk}", agreement.pk)
    assert len(told.response_hash) == 88


def test_a_column_that_no_longer_comes_ends_the_reading_with_its_name(source):
    dropped("x,1", header="OTRA,COSA")
    (row,) = read(source)
    assert (row.state, row.batch) == ("failed", None)
    assert "NOMBRE COMPLETO" in row.problem


def test_several_files_are_read_by_name_and_a_bad_one_stops_none(source):
    dropped(ANA, name="1.csv")
    dropped("x,1", header="OTRA,COSA", name="2.csv")
    dropped(EVA, name="3.csv")
    assert [(row.name, row.state) for row in read(source)] == [("1.csv", "done"), ("", "failed"), ("3.csv", "done")]
    assert len(seen()) == 2


def test_a_workbook_is_read_too(source, place):
    memory = io.BytesIO()
    book = Workbook(memory)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    sheet.write_row(1, 0, ["MEJIA PAZ, ANA LUCIA", "0801-1990-00125", "19901123", "M", "97123456"])
    book.close()
    (place / "feeds" / "infop").mkdir(parents=True)
    (place / "feeds" / "infop" / "lista.xlsx").write_bytes(memory.getvalue())
    source = declared(code="infop-hojas", address={"folder": "infop", "pattern": "*.xlsx"})
    assert [(row.state, row.valid_count) for row in read(source)] == [("done", 1)]


@pytest.mark.parametrize("folder", ["..", "../..", "/etc", "infop/../../secrets"])
def test_no_folder_outside_the_place_is_read(agreement, folder, place):
    (place / "feeds").mkdir()
    source = declared(code="otra-fuente", address={"folder": folder, "pattern": "*"})
    (row,) = read(source)
    assert (row.state, row.batch) == ("failed", None)


def test_a_link_out_of_the_folder_is_not_followed(source, place):
    dropped(ANA)
    (place / "secreto.csv").write_text("a,b\n1,2\n")
    (place / "feeds" / "infop" / "zz.csv").symlink_to(place / "secreto.csv")
    assert [row.name for row in read(source)] == ["lista.csv"]


def test_a_suspended_source_is_not_read(source):
    dropped(ANA)
    set_source_state(actor=machine(), source_id=source.pk, version=1, state="suspended")
    with pytest.raises(NotOpen):
        read(source)
    with pytest.raises(Conflict):
        set_source_state(actor=machine(), source_id=source.pk, version=1, state="active")


def test_a_mapping_is_kept_as_versions_that_nobody_changes(source):
    with pytest.raises(Conflict):
        map_source(actor=machine(), source_id=source.pk, after=0, lines=LINES)
    map_source(actor=machine(), source_id=source.pk, after=1, lines=LINES[:4], note="Sin teléfono")
    assert [row.number for row in seen(SourceMapping)] == [1, 2]
    with pytest.raises(Exception, match="permission denied"), acting_as(machine()), transaction.atomic():
        SourceMapping.objects.update(note="x")


@pytest.mark.parametrize("lines", [
    [], [Line("IDENTIDAD", "dni")], [*LINES, Line("X", "nada")], [*LINES, Line("X", "email", (("eval", "1"),))],
    [Line("N", "full_name", (("date", "cualquiera"),))], [Line("N", "full_name", (("words", "0"),))],
])  # fmt: skip
def test_what_cannot_be_read_is_not_kept(source, lines):
    with pytest.raises(Invalid):
        map_source(actor=machine(), source_id=source.pk, after=1, lines=lines)


def test_others_see_no_source_and_other_roles_change_none(source):
    theirs = staff("INFOP")
    with acting_as(theirs), transaction.atomic():
        assert not Source.objects.exists()
        assert not Pull.objects.exists()
        with pytest.raises(NotFound):
            source_named("infop-listas")
    with pytest.raises(Refused):
        map_source(actor=staff("SETRASS-DGE", "counsellor"), source_id=source.pk, after=1, lines=LINES)


def test_changes_of_sources_and_mappings_are_audited(source):
    with acting_as(staff("SETRASS-DGE", "auditor")), transaction.atomic():
        tables = set(AuditEvent.objects.filter(table_name__startswith="feeds_").values_list("table_name", flat=True))
    assert tables == {"feeds_source", "feeds_sourcemapping"}


def test_the_first_rows_are_shown_with_their_errors_before_anything_is_kept(source):
    dropped(ANA, BAD)
    found = sample(actor=machine(), source=source)
    told = shown(actor=machine(), found=found, lines=LINES, fixed={})
    assert told[0].cells == ["Mejia Paz", "Ana Lucia", "0801-1990-00125", "1990-11-23", "Mujer", "97123456"]
    assert told[0].problems == []
    assert [column for column, _said in told[1].problems] == ["NACIMIENTO", "IDENTIDAD", "TEL"]
    assert (seen(), seen(ImportBatch)) == ([], [])


def test_without_a_right_not_even_the_first_rows_are_shown(db):
    source = declared()
    dropped(ANA)
    with pytest.raises(NotOpen):
        sample(actor=machine(), source=source)


def test_a_person_brought_by_a_source_is_of_our_institution(source):
    dropped(ANA, BAD)
    read(source)
    assert {person.owner_institution_id for person in seen(Person)} == {machine().institution_id}
    with acting_as(machine()), transaction.atomic():
        assert quarantined(source).count() == 1
