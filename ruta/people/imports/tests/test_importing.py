"""Does each row become one person, once, and does nobody see another institution's file?"""

import csv
import io
from datetime import date

import pytest
from django.db import connection, transaction

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import AuditEvent, Event
from ruta.people.imports import actions
from ruta.people.imports.deciding import decide
from ruta.people.imports.files import open_sheet
from ruta.people.imports.returning import as_csv, as_workbook, harmless, rejected_table, template_table
from ruta.people.imports.running import take_in
from ruta.people.imports.selectors import batch_for, learned_mapping, rejected_rows, staged, staged_pairs
from ruta.people.imports.tests.world import ANA, ANA_AGAIN, BAD, EVA, bring, counts, everything, machine, offices, seen_by, text
from ruta.people.models import Contact, DuplicatePair, Identifier, ImportBatch, ImportRow, Person, ReturnEpisode, SenafNotice

pytestmark = pytest.mark.django_db


def test_a_person_with_all_that_the_file_says():
    office, _ = offices()
    header = "Nombre completo;DNI;Pasaporte;Nacimiento;Sexo;Tel.;Celular;Municipio;Nivel de estudios;Fecha de retorno;País;Entró por;Forma;Correo"
    row = "MEJÍA PAZ, ANA LUCÍA;801199000125;F123456;3/11/90;Mujer;2550-1234;+1 305 555 0123;501;Noveno grado;05/03/2026;EEUU;CAMR;Deportada;A@X.HN"
    batch = bring(text(row, header=header), office)
    assert counts(batch) == (1, 0, 0, 0), [row.errors for row in seen_by(office, ImportRow)]
    (person,) = seen_by(office)
    assert (person.given_names, person.surnames, person.sort_name) == ("Ana Lucía", "Mejía Paz", "mejia paz ana lucia")
    assert (person.sex, person.birth_date, person.municipality_id, person.education) == ("woman", date(1990, 11, 3), "0501", "BASICA_III")
    assert [(each.kind, each.normalized) for each in seen_by(office, Identifier)] == [("dni", "0801199000125"), ("passport", "F123456")]
    assert [(each.kind, each.value, each.is_main) for each in seen_by(office, Contact)] == [
        ("phone", "2550-1234", True), ("phone", "+1 305-555-0123", False), ("email", "a@x.hn", True),
    ]  # fmt: skip
    (back,) = seen_by(office, ReturnEpisode)
    assert (back.returned_on, back.country, back.entry_point, back.kind) == (date(2026, 3, 5), "US", "camr", "forced")


def test_a_trial_writes_nobody_and_tells_the_same():
    office, _ = offices()
    content = text(ANA, EVA, ANA, BAD)
    trial = bring(content, office, is_dry_run=True)
    assert (trial.state, counts(trial)) == ("checked", (2, 1, 0, 1))
    assert everything(office) == {"Person": 0, "Identifier": 0, "Contact": 0, "ReturnEpisode": 0, "ImportBatch": 1, "ImportRow": 1}
    real = bring(content, office)
    assert (real.pk, real.state, counts(real)) == (trial.pk, "done", (2, 1, 0, 1))


def test_a_finished_file_changes_nothing():
    office, _ = offices()
    bring(text(ANA, EVA, BAD), office)
    before = everything(office)
    with pytest.raises(NotOpen, match="ya se importó completo"):
        bring(text(ANA, EVA, BAD), office)
    assert everything(office) == before


def test_the_same_rows_in_another_file_are_known():
    office, _ = offices()
    bring(text(ANA, EVA), office)
    again = bring(text(EVA, ANA, ANA.replace("9712-3456", "8888-7777")), office)
    assert counts(again) == (0, 3, 0, 0)
    assert len(seen_by(office)) == 2
    rows = [row for row in seen_by(office, ImportRow) if row.batch_id == again.pk]
    assert {row.person_id for row in rows} == {person.pk for person in seen_by(office)}


def test_bad_rows_come_back_and_can_be_loaded_when_corrected():
    office, _ = offices()
    batch = bring(text(ANA, BAD, EVA), office)
    assert counts(batch) == (2, 0, 0, 1)
    with acting_as(machine(office)), transaction.atomic():
        (row,) = rejected_rows(batch)
        header, rows = rejected_table(batch)
        returned = "".join(as_csv(header, rows))
        book = as_workbook(*rejected_table(batch))
    assert row.number == 3
    assert [problem["column"] for problem in row.errors] == ["Fecha nac.", "Identidad", "Tel.", "Municipio"]
    assert list(open_sheet(io.BytesIO(book)).rows()) == list(open_sheet(io.BytesIO(returned.encode())).rows())
    lines = list(csv.reader(io.StringIO(returned.removeprefix("\ufeff"))))
    assert lines[0][-1] == "Qué corregir"
    assert "Identidad: Faltan 2 dígitos: el DNI tiene 13 (4-4-5)." in lines[1][-1]
    lines[1][2:7] = ["28/02/1990", "0801-1990-12345", "M", "9988-7766", "Tela"]
    corrected = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    assert counts(bring(corrected.encode("utf-8-sig"), office)) == (1, 0, 0, 0)
    assert len(seen_by(office)) == 3


def test_a_probable_duplicate_waits_and_each_answer_does_one_thing():
    office, _ = offices()
    rows = [ANA_AGAIN, ANA_AGAIN.replace("00152", "00215"), ANA_AGAIN.replace("00152", "00521")]
    batch = bring(text(ANA, *rows), office)
    assert counts(batch) == (1, 0, 3, 0)
    actor = machine(office)
    with acting_as(actor), transaction.atomic():
        waiting = staged(staged_pairs(batch))
        assert len(waiting) == 3
        assert waiting[0].candidate.score >= 50
        assert {reason.field for reason in waiting[0].candidate.reasons} >= {"given", "surname", "dni", "birth_date", "phone"}
    same, different, unsure = (each.pair.pk for each in waiting)
    decide(actor=actor, pair_id=same, decision="same")
    decide(actor=actor, pair_id=different, decision="different")
    decide(actor=actor, pair_id=unsure, decision="unsure")
    with acting_as(actor), transaction.atomic():
        batch = batch_for(batch.pk)
        assert counts(batch) == (2, 1, 1, 0)
        assert [each.pair.pk for each in staged(staged_pairs(batch))] == [unsure]
        assert ImportRow.objects.filter(outcome="known", values__isnull=True, person__isnull=False).count() == 1
    with pytest.raises(NotOpen, match="ya decidió"):
        decide(actor=actor, pair_id=same, decision="different")
    assert len(seen_by(office)) == 2


def test_whoever_cares_for_the_data_decides_too():
    office, _ = offices()
    batch = bring(text(ANA, ANA_AGAIN, ANA_AGAIN.replace("00152", "00215")), office)
    steward = Actor(kind="staff", user_id=1, institution_id=office.institution_id, office_id=office.pk, role="data_steward")
    with acting_as(steward), transaction.atomic():
        same, different = (each.pair.pk for each in staged(staged_pairs(batch)))
    decide(actor=steward, pair_id=same, decision="same")
    decide(actor=steward, pair_id=different, decision="different")
    assert len(seen_by(office)) == 2


def test_the_same_document_under_another_name_is_decided_and_the_document_stays_with_its_owner():
    office, _ = offices()
    batch = bring(text(ANA, "Wilmer;Zúniga;05/05/2001;0801-1990-00125;M;;"), office)
    assert counts(batch) == (1, 0, 1, 0)
    with acting_as(machine(office)), transaction.atomic():
        (waiting,) = staged(staged_pairs(batch))
        assert waiting.shared_papers == ["0801-1990-00125"]
    decide(actor=machine(office), pair_id=waiting.pair.pk, decision="different")
    assert [person.given_names for person in seen_by(office)] == ["Ana Lucía", "Wilmer"]
    assert len(seen_by(office, Identifier)) == 1


def test_another_institution_sees_nothing_and_learns_only_that_somebody_is_there():
    ours, theirs = offices()
    first = bring(text(ANA), ours)
    second = bring(text(ANA, EVA), theirs)
    assert counts(second) == (2, 0, 0, 0)
    assert second.elsewhere_count == 1
    assert [row.is_elsewhere for row in seen_by(theirs, ImportRow)] == [True, False]
    with acting_as(machine(theirs)), transaction.atomic():
        assert not ImportBatch.objects.filter(pk=first.pk).exists()
        with pytest.raises(NotFound):
            batch_for(first.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_importrow WHERE owner_institution_id = %s", [ours.institution_id])
            assert cursor.fetchone() == (0,)
    with pytest.raises(NotFound):
        actions.start(actor=machine(theirs), batch_id=first.pk, is_dry_run=False)


def test_a_role_that_does_not_register_may_not_import():
    office, _ = offices()
    actor = Actor(kind="staff", institution_id=office.institution_id, user_id=1, office_id=office.pk, role="auditor")
    with pytest.raises(Refused):
        take_in(actor=actor, office=office, name="x.csv", file=io.BytesIO(text(ANA)))
    with acting_as(actor), pytest.raises(Exception, match="may not import"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ruta_probe('{1}', '{1}', '{true}')")


def test_an_import_leaves_one_event_and_one_audit_row_per_table():
    office, _ = offices()
    bring(text(ANA, EVA), office)
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == ["PersonsImported", "ImportFinished"]
    with acting_as(machine(office)), transaction.atomic():
        assert AuditEvent.objects.filter(table_name="people_person", verb="insert").count() == 1


def test_a_stopped_import_goes_on_and_a_second_reader_is_refused(monkeypatch):
    monkeypatch.setattr("ruta.people.imports.running.CHUNK", 1)
    office, _ = offices()
    content, actor = text(ANA, EVA), machine(office)
    file = io.BytesIO(content)
    batch, _new = take_in(actor=actor, office=office, name="lista.csv", file=file)
    batch = actions.start(actor=actor, batch_id=batch.pk, is_dry_run=False)
    from ruta.people.imports.running import run

    stopped = run(actor=actor, batch=batch, file=file, on_progress=lambda now: actions.stop(actor=actor, batch_id=now.pk))
    assert (stopped.state, stopped.done_count) == ("stopped", 1)
    going = actions.start(actor=actor, batch_id=batch.pk, is_dry_run=False)
    going.done_count = 0
    with pytest.raises(NotOpen, match="Otra ventana"):
        run(actor=actor, batch=going, file=file)
    done = bring(content, office)
    assert (done.state, counts(done)) == ("done", (2, 0, 0, 0))


def test_what_the_database_refuses_costs_one_row(monkeypatch):
    office, _ = offices()
    from django.db import DataError

    from ruta.people.imports import writing

    honest = writing.write_persons

    def refusing(home, people):
        if any(each.draft.given_names == "Eva" for each in people):
            raise DataError("no")
        honest(home, people)

    monkeypatch.setattr("ruta.people.imports.arriving.write_persons", refusing)
    batch = bring(text(ANA, EVA, "Rosa;Lara;;;;;"), office)
    assert (batch.state, counts(batch)) == ("done", (2, 0, 0, 1))


def test_the_mapping_is_remembered_for_the_next_file_and_may_fix_a_cell_for_all_rows():
    office, _ = offices()
    header = "Quién;De quién es hija;Regresó el"
    with pytest.raises(Invalid, match="Falta el nombre"):
        bring(text("Ana;Paz;05/03/2026", header=header), office, options={"fixed": {}})
    mapping = {"Quién": "given_names", "De quién es hija": "surnames", "Regresó el": "returned_on"}
    batch = bring(text("Ana;Paz;05/03/2026", header=header), office, mapping=mapping, options={"fixed": {"return_country": "México"}})
    assert counts(batch) == (1, 0, 0, 0)
    assert seen_by(office, ReturnEpisode)[0].country == "MX"
    with acting_as(machine(office)), transaction.atomic():
        assert learned_mapping()["quien"] == "given_names"


def test_quotation_marks_that_never_close_and_control_bytes_cost_their_rows_only():
    office, _ = offices()
    late = [f"Eva {chr(97 + at % 26)};Cruz {chr(97 + at // 26)};;;;;" for at in range(600)]
    batch = bring(text(ANA, '"Rosa;Lara;01/01/1990;;;;', *late, "Ma\x00ría;Paz;;;;;"), office)
    assert counts(batch) == (601, 0, 0, 2)
    with acting_as(machine(office)), transaction.atomic():
        rows = list(rejected_table(batch)[1])
    assert rows[0][:3] == ["Rosa", "Lara", "01/01/1990"]
    assert rows[1][0] == "María"


def test_a_row_of_surplus_cells_or_too_long_a_cell_is_told():
    office, _ = offices()
    batch = bring(text(ANA + ";x;y", EVA.replace("Tela", "x" * 3000), EVA), office)
    assert counts(batch) == (1, 0, 0, 2)


def test_the_template_of_the_product_is_a_file_that_it_reads():
    office, _ = offices()
    assert counts(bring(as_workbook(*template_table()), office, name="plantilla.xlsx")) == (1, 0, 0, 0)
    assert harmless("=cmd|'/c calc'!A0") == "'=cmd|'/c calc'!A0"
    assert harmless("+504 9712-3456") == "+504 9712-3456"
    assert Person.objects.count() == 0  # nobody acts: nobody is seen


def test_a_trial_foresees_what_later_chunks_repeat(monkeypatch):
    monkeypatch.setattr("ruta.people.imports.running.CHUNK", 2)
    office, _ = offices()
    content = text(ANA, EVA, ANA_AGAIN, EVA, BAD, "Wilmer;Zúniga;05/05/2001;0801-1990-00125;M;;", ANA.replace("Ana Lucía", "ANA LUCIA"))
    trial = bring(content, office, is_dry_run=True)
    assert counts(trial) == counts(bring(content, office)) == (2, 2, 2, 1)


def test_senaf_is_told_of_each_minor_whom_a_file_brings_alone():
    office, _ = offices()
    header, born = "Nombre completo;Nacimiento;Con quién vino;Dónde está", f"02/01/{today().year - 12}"
    rows = [
        f"PAZ, KEVIN;{born};Nadie;Centro Belén",
        f"PAZ, ANA;{born};Madre;",
        f"LÓPEZ, LUIS;{born};No familiar;",
        "DÍAZ, EVA;3/11/90;Nadie;",
    ]
    bring(text(*rows, header=header), office, is_dry_run=True)
    assert not seen_by(office, SenafNotice)
    batch = bring(text(*rows, header=header), office)
    assert counts(batch) == (4, 0, 0, 0), [row.errors for row in seen_by(office, ImportRow)]
    told = {(each.name, each.reason, each.whereabouts) for each in seen_by(office, SenafNotice)}
    assert told == {("Kevin Paz", "unaccompanied", "Centro Belén"), ("Luis López", "non_relative", office.name)}


MINORS = "Nombre completo;Nacimiento;DNI"


def minor(name="PAZ, KEVIN", dni=""):
    return f"{name};02/01/{today().year - 12};{dni}"


def reasons(office):
    return sorted(each.reason for each in seen_by(office, SenafNotice))


def test_senaf_is_told_of_each_minor_of_a_file_without_a_column_for_company():
    office, _ = offices()
    content = text(minor(), minor("LÓPEZ, ANA"), "DÍAZ, EVA;3/11/90;", header=MINORS)
    bring(content, office, is_dry_run=True)
    assert not seen_by(office, SenafNotice)
    assert counts(bring(content, office)) == (3, 0, 0, 0)
    assert {(each.name, each.reason, each.whereabouts) for each in seen_by(office, SenafNotice)} == {
        ("Kevin Paz", "unknown_companion", office.name), ("Ana López", "unknown_companion", office.name),
    }  # fmt: skip


def test_whoever_says_that_all_came_with_their_family_tells_nobody():
    office, _ = offices()
    bring(text(minor(), header=MINORS), office, options={"fixed": {"companion": "parent"}})
    assert not reasons(office)


def test_senaf_hears_of_a_child_alone_before_anybody_decides_whether_it_is_somebody_of_the_register():
    office, _ = offices()
    header, born, dni = f"{MINORS};Tel.;Con quién vino", f"02/01/{today().year - 12}", f"0801-{today().year - 12}-00125"
    bring(text(f"PAZ LÓPEZ, KEVIN;{born};{dni};9712-3456;Madre", header=header), office)
    assert not reasons(office)
    batch = bring(text(f"PAZ LOPES, KEVIN;{born};{dni.replace('25', '52')};9712-3456;Nadie", header=header), office, name="otro.csv")
    assert counts(batch) == (1, 0, 0, 0), "a child alone is registered at once"
    (notice,), (pair,) = seen_by(office, SenafNotice), seen_by(office, DuplicatePair)
    assert (notice.reason, notice.person_id) == ("unaccompanied", pair.person_id)
    assert (pair.decision, pair.import_row_id, pair.other_id != pair.person_id) == ("", None, True), "and the pair is decided later"


def test_a_minor_of_a_file_that_says_too_little_is_told_while_the_row_waits():
    office, _ = offices()
    header, born, dni = f"{MINORS};Tel.", f"02/01/{today().year - 12}", f"0801-{today().year - 12}-00125"
    bring(text(f"PAZ LÓPEZ, KEVIN;{born};{dni};9712-3456", header=header), office, options={"fixed": {"companion": "parent"}})
    batch = bring(text(f"PAZ LOPES, KEVIN;{born};{dni.replace('25', '52')};9712-3456", header=header), office, name="otro.csv")
    assert counts(batch) == (0, 0, 1, 0)
    assert reasons(office) == ["unknown_companion"]


def test_a_minor_of_the_register_whom_a_file_brings_alone_is_told_too_and_once():
    office, _ = offices()
    dni = f"0801-{today().year - 12}-00125"
    with_family = text(f"{minor(dni=dni)};Madre", header=f"{MINORS};Con quién vino")
    assert counts(bring(with_family, office)) == (1, 0, 0, 0)
    assert not reasons(office)
    alone = text(f"{minor(dni=dni)};Nadie", f"{minor(dni=dni)};Nadie", header=f"{MINORS};Con quién vino")
    assert counts(bring(alone, office, name="otro.csv")) == (0, 2, 0, 0)
    assert reasons(office) == ["unaccompanied"]
