"""Does a file of a private board come in once, with doubles staged and bad rows told?"""

import io
import json

import pytest
from django.db import transaction

from ruta.base.context import acting_as
from ruta.base.errors import Invalid
from ruta.employers.actions import draft_vacancy
from ruta.employers.imports.actions import decide_row, open_load
from ruta.employers.imports.files import rows_of
from ruta.employers.imports.reading import _number, are_alike
from ruta.employers.imports.running import run
from ruta.employers.imports.selectors import refused_rows, staged_rows
from ruta.employers.models import Vacancy
from ruta.employers.tests.conftest import terms

HEAD = "Empresa,RTN,Puesto,CIUO,Municipio,Plazas,Salario,Tipo de contrato,Fecha límite\n"
ROWS = (
    "Hotel Las Lomas,,Cocinera o cocinero,5120,San Pedro Sula,2,L 13 000,permanente,\n"
    "Hotel Las Lomas,,Mesera o mesero,,Choloma,1,12500,Por tiempo definido,31/12/2030\n"
    "Constructora El Ocotal,05019012345678,Albañil de obra,7112,San Pedro Sula,1,14000,por obra,\n"
    "Otra,123,Cajera,5230,Choloma,1,,,\n"
    "Otra,,Cajera,5230,Ciudad Gótica,1,,,\n"
    ",,Cajera,5230,Choloma,1,,,\n"
)


def loaded(actor, text, board="Bolsa Uno"):
    load = open_load(actor=actor, board=board, file_name="vacantes.csv")
    return run(actor=actor, load=load, file=io.BytesIO(text.encode()))


def counts(load):
    return load.done, load.created, load.known, load.staged, load.refused


def test_new_ones_wait_doubles_are_staged_and_bad_rows_say_what_to_correct(broker, employer):
    draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    load = loaded(broker, HEAD + ROWS.replace("L 13 000", "13000"))
    assert load.problem == ""
    with acting_as(broker), transaction.atomic():
        problems = [row.problem for row in refused_rows(load)]
        assert counts(load) == (6, 2, 0, 1, 3), problems
        assert "Faltan" in problems[0]
        assert "Ciudad Gótica" in problems[1]
        assert "puesto" in problems[2]
        taken = list(Vacancy.objects.filter(origin="board").order_by("pk"))
        assert [(row.occupation, row.state, row.board, row.employer.verification) for row in taken] == [
            ("5120", "in_review", "Bolsa Uno", "pending"), ("5131", "in_review", "Bolsa Uno", "pending"),
        ]  # fmt: skip
        staged = staged_rows(load).get()
        assert staged.like.title == "Albañil"
    again = loaded(broker, HEAD + ROWS.replace("L 13 000", "13000"))
    assert counts(again) == (6, 0, 3, 0, 3)
    assert decide_row(actor=broker, row_id=staged.pk, decision="other").vacancy.title == "Albañil de obra"


def test_a_double_that_cannot_be_taken_is_told_at_once_and_one_decided_waits_no_more(broker, employer):
    draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    row = "Constructora El Ocotal,05019012345678,Albañil de obra,7112,San Pedro Sula,1,14000,{},{}\n"
    load = loaded(broker, HEAD + row.format("por obra", "01/01/2020") + row.format("a destajo", "") + row.format("", ""))
    assert counts(load) == (3, 0, 0, 1, 2)
    with acting_as(broker), transaction.atomic():
        problems = [each.problem for each in refused_rows(load)]
        staged = staged_rows(load).get()
    assert problems[0] == "Ese día ya pasó. Ponga uno que venga."
    assert problems[1].startswith("No se entiende «a destajo». Escriba una de estas: permanente,")
    decide_row(actor=broker, row_id=staged.pk, decision="same")
    with acting_as(broker), transaction.atomic():
        load.refresh_from_db()
    assert counts(load) == (3, 0, 1, 0, 2)


@pytest.mark.parametrize("wage", ["inf", "nan", "1e400", "-500", "99999999999999999999", "mucho"])
def test_what_no_wage_can_be_is_told(wage):
    with pytest.raises(Invalid):
        _number({"wage_min": wage}, "wage_min")


def test_json_is_read_as_an_array_and_line_by_line():
    offers = [{"company": "Hotel", "title": f"Puesto {number}", "city": "Choloma"} for number in range(3)]
    array = list(rows_of(io.BytesIO(json.dumps(offers).encode())))
    lines = list(rows_of(io.BytesIO("\n".join(map(json.dumps, offers)).encode())))
    assert array == lines
    assert array[2] == (3, {"employer": "Hotel", "title": "Puesto 2", "municipality": "Choloma"})


def test_a_broken_json_keeps_what_came_before(broker):
    offer = json.dumps({"company": "Hotel", "title": "Cocinera o cocinero", "isco": "5120", "city": "Choloma"})
    load = loaded(broker, f"[{offer}, {{roto")
    assert load.created == 1
    assert "JSON" in load.problem
    assert loaded(broker, "a,b\n1,2\n").problem.startswith("El archivo necesita")


@pytest.mark.parametrize(
    "text",
    [
        "", "\0\0\0", "PK\x03\x04roto", '{"company": ' * 2000, '[{"company": "Hotel", "title": "Cocina", "openings": ' + "9" * 5000 + "}]", "[1, 2]",
        "Empresa,Puesto\n" + '"sin cerrar,' * 50,
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_and_takes_nothing(broker, text):
    load = loaded(broker, text)
    assert load.finished_at is not None
    assert load.problem or load.refused
    assert load.created == 0


def test_letters_survive_the_edge_of_a_block_and_what_no_text_can_hold_goes(broker):
    offers = [
        {"company": "Hotel ñandú", "title": "Cocinera o cocinero\0", "isco": "5120", "city": "Choloma", "tasks": "á" * 300_000 + "\ud800"}
    ]
    ((_row, facts),) = list(rows_of(io.BytesIO(json.dumps(offers, ensure_ascii=False).encode("utf-8", "replace"))))
    assert "\ufffd" not in facts["tasks"]
    assert facts["employer"] == "Hotel ñandú"
    assert loaded(broker, json.dumps(offers)).created == 1


@pytest.mark.parametrize(
    ("one", "other", "said"), [("Albañil", "Albañiles de obra", True), ("Cocinero", "Cocineras", True), ("Cajera", "Guardia", False)]
)
def test_near_titles(one, other, said):
    assert are_alike(one, other) is said


def test_a_letter_at_the_edge_of_a_block_stays_whole():
    offers = [{"company": "Hotel", "title": "ñ" * 1000, "city": "Choloma"} for _number in range(300)]
    said = list(rows_of(io.BytesIO(json.dumps(offers, ensure_ascii=False).encode())))
    assert {facts["title"] for _number, facts in said} == {"ñ" * 1000}


@pytest.mark.parametrize("text", ['{"a": ' + "[" * 100_000, '[{"title": ' + "9" * 5000 + "}]", '[{"title": '])
def test_a_file_that_is_no_list_of_vacancies_is_refused_in_words(text):
    with pytest.raises(Invalid):
        list(rows_of(io.BytesIO(text.encode())))


def test_signs_and_lengths_that_no_column_holds_stop_no_file(broker):
    letters = [chr(0x4E00 + place % 20_000) for place in range(9_000)]
    offers = [
        {"company": "Hotel\u0000 Las Lomas", "title": "Cocinera\u0000", "isco": "5120", "city": "Choloma", "id": "".join(letters)},
        {"company": "".join(letters), "title": "Mesera \ud800", "isco": "5131", "city": "Choloma", "id": 2},
    ]
    load = loaded(broker, json.dumps(offers))
    assert (load.problem, counts(load)) == ("", (2, 2, 0, 0, 0))
    with acting_as(broker), transaction.atomic():
        assert [row.title for row in Vacancy.objects.filter(origin="board").order_by("pk")] == ["Cocinera", "Mesera ?"]


def test_a_decision_that_says_nothing_decides_nothing(broker, employer):
    draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    load = loaded(broker, HEAD + "Constructora El Ocotal,05019012345678,Albañil de obra,7112,San Pedro Sula,1,14000,por obra,\n")
    with acting_as(broker), transaction.atomic():
        staged = staged_rows(load).get()
    with pytest.raises(Invalid):
        decide_row(actor=broker, row_id=staged.pk, decision="")
    assert decide_row(actor=broker, row_id=staged.pk, decision="same").decision == "same"


POSTING = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Cocinera o cocinero", "description": "<p>Preparar platos.</p><p>Limpiar.</p>",
    "identifier": {"@type": "PropertyValue", "name": "Bolsa Uno", "value": "B-77"}, "isco": 5120, "totalJobOpenings": 2,
    "hiringOrganization": {"@type": "Organization", "name": "Hotel Las Lomas", "taxID": "05019012345600"},
    "jobLocation": [{"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Choloma", "addressRegion": "Cortés"}}],
    "baseSalary": {"@type": "MonetaryAmount", "currency": "HNL", "value": {"minValue": 13000, "maxValue": 15000.0, "unitText": "MONTH"}},
    "employmentType": ["FULL_TIME", "TEMPORARY"], "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 12},
    "validThrough": "2099-12-31T23:59:00-06:00", "jobBenefits": ["Uniforme", "Comida"],
}  # fmt: skip


def facts(**changed):
    ((_number, found),) = list(rows_of(io.BytesIO(json.dumps([POSTING | changed]).encode())))
    return found


def test_a_posting_of_schema_org_is_read_to_its_last_leaf(broker):
    load = loaded(broker, json.dumps({"@context": "x", "@graph": [POSTING]}))
    assert counts(load) == (1, 1, 0, 0, 0), load.problem
    with acting_as(broker), transaction.atomic():
        row = Vacancy.objects.select_related("employer").get(board_ref="B-77")
        told = (
            row.occupation,
            row.openings,
            row.municipality,
            row.wage_min,
            row.wage_max,
            row.contract,
            row.schedule,
            row.experience_months,
        )
        assert told == ("5120", 2, "0502", 13000, 15000, "fixed_term", "full_time", 12)
        assert (row.employer.name, row.employer.rtn, row.conditions) == ("Hotel Las Lomas", "05019012345600", "Uniforme\nComida")
        assert "<p>" not in row.tasks
        assert "Preparar platos." in row.tasks


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"title": {"es": "Cocinera"}}, "title"), ({"title": ["Cocinera", "Mesera"]}, "title"), ({"totalJobOpenings": True}, "totalJobOpenings"),
        ({"totalJobOpenings": {"desde": 1}}, "totalJobOpenings"), ({"hiringOrganization": {"logo": "x"}}, "hiringOrganization"),
        ({"hiringOrganization": [{"name": "Uno"}, {"name": "Dos"}]}, "hiringOrganization"),
        ({"jobLocation": [{"address": {"addressLocality": "Choloma"}}, {"address": {"addressLocality": "Tela"}}]}, "jobLocation"),
        ({"jobLocation": {"geo": {"latitude": 15.6}}}, "jobLocation"),
        ({"baseSalary": {"currency": "USD", "value": {"minValue": 600}}}, "baseSalary"),
        ({"baseSalary": {"currency": "HNL", "value": {"value": 80, "unitText": "HOUR"}}}, "baseSalary"),
        ({"employmentType": ["FULL_TIME", "PART_TIME"]}, "employmentType"),
        ({"jobLocation": {"address": {"address": {"address": {"address": {"address": {"address": {"address": {"address": {"city": "Tela"}}}}}}}}}}, "jobLocation"),
    ],
)  # fmt: skip
def test_what_may_mean_several_things_is_not_taken_for_one(broker, changed, name):
    said = facts(**changed)
    assert f"No se entiende «{name}»" in said["fault"]
    load = loaded(broker, json.dumps([POSTING | changed, POSTING | {"identifier": "B-78"}]))
    assert (load.problem, counts(load)) == ("", (2, 1, 0, 0, 1))
    with acting_as(broker), transaction.atomic():
        assert refused_rows(load).get().problem == said["fault"]


@pytest.mark.parametrize(
    ("changed", "code", "value"),
    [
        ({"jobLocation": {"address": "Choloma"}}, "municipality", "Choloma"), ({"jobLocation": "Choloma"}, "municipality", "Choloma"),
        ({"hiringOrganization": "Hotel"}, "employer", "Hotel"), ({"baseSalary": 13000}, "wage_min", "13000"),
        ({"baseSalary": {"moneda": "Lps", "desde": "13,000", "periodo": "Mensual"}}, "wage_min", "13,000"), ({"identifier": 77}, "ref", "77"),
        ({"experienceRequirements": "Dos años en hotel"}, "requirements", "Dos años en hotel"), ({"employmentType": "Turnos"}, "schedule", "Turnos"),
        ({"title": ["Cocinera"]}, "title", "Cocinera"), ({"jobLocation": None}, "title", "Cocinera o cocinero"), ({"jobLocation": []}, "title", "Cocinera o cocinero"),
    ],
)  # fmt: skip
def test_the_ways_in_which_boards_say_one_thing(changed, code, value):
    said = facts(**changed)
    assert "fault" not in said
    assert said[code] == value


def test_nothing_of_an_object_becomes_the_text_of_a_vacancy():
    for name in POSTING:
        found = facts(**{name: {"x": {"y": [1, {"z": 2}]}}})
        assert not any("{" in text or "[" in text for key, text in found.items() if key != "fault"), name
