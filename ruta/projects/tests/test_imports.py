"""Does a file bring each project once, only after a trial, and is hostile XML refused?"""

import io

import pytest
from django.db import transaction
from xlsxwriter import Workbook

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.projects.imports.iati import activities
from ruta.projects.imports.loading import bring_load, map_load, open_load
from ruta.projects.models import Contact, Project
from ruta.projects.tests.test_projects import staff

pytestmark = pytest.mark.django_db
HEADS = ["Código", "Proyecto", "Ejecuta", "Cobertura", "Población meta", "Sector", "Monto", "Inicio", "Estado", "Teléfono"]
GOOD = ["A-1", "Manos que regresan", "INFOP; SENPRENDE", "Cortés; Tela", "Retornados", "Empleo; Formación en un oficio", "L 1,500,000", "01/02/2026", "En ejecución", "2232-0000"]  # fmt: skip
BAD = ["A-2", "Sin lugar", "", "Narnia", "", "", "mucho", "", "", ""]
IATI = """<?xml version="1.0"?><iati-activities version="2.03"><iati-activity default-currency="USD">
<iati-identifier>XM-1</iati-identifier><title><narrative xml:lang="en">Returning hands</narrative><narrative xml:lang="es">Manos</narrative></title>
<description><narrative>Enseña &lt;b&gt;oficios&lt;/b&gt;.</narrative></description><activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
<activity-date type="2" iso-date="2025-03-01"/><participating-org role="1"><narrative>Fondo</narrative></participating-org>
<participating-org role="4"><narrative>INFOP</narrative></participating-org><recipient-country code="HN"/>
<location><name><narrative>Cortés</narrative></name></location><location><name><narrative>Casa</narrative></name><point><pos>15.50 -88.03</pos></point></location>
<sector vocabulary="1" code="11330"/><budget><value currency="USD">1000.4</value></budget><budget><value>500</value></budget>
<document-link url="https://x.hn/doc.pdf"/><result><title><narrative>Personas formadas</narrative></title></result></iati-activity>
<iati-activity><iati-identifier>XM-2</iati-identifier><title><narrative>Otra</narrative></title><recipient-country code="GT"/></iati-activity></iati-activities>"""


def sheet(*rows):
    memory = io.BytesIO()
    with Workbook(memory) as book:
        page = book.add_worksheet()
        for at, row in enumerate((HEADS, *rows)):
            page.write_row(at, 0, row)
    return memory


def opened(file, name="banco.xlsx"):
    actor = staff()
    with acting_as(actor), transaction.atomic():
        return open_load(actor=actor, file_name=name, file=file)


def test_a_trial_keeps_nothing_and_says_what_would_come():
    load = opened(sheet(GOOD, BAD))
    assert (load.created, load.changed, [row[0] for row in load.refused]) == (1, 0, [3])
    assert "Narnia" in load.refused[0][2]
    assert not Project.objects.exists()


def test_a_file_brought_twice_brings_each_project_once():
    actor, load = staff(), opened(sheet(GOOD, BAD))
    with acting_as(actor), transaction.atomic():
        bring_load(actor=actor, load_id=load.pk)
        row = Project.objects.get()
        assert (row.name, row.places, row.population, row.budget, row.state) == (
            "Manos que regresan",
            ["0107", "05"],
            ["returned"],
            1_500_000,
            "active",
        )
        assert "technical_training" in row.needs and "job_now" in row.needs
        assert [each.name for each in row.participants.order_by("pk")] == ["INFOP", "SENPRENDE"]
        assert Contact.objects.get().phone == "2232-0000"
        with pytest.raises(NotOpen):
            bring_load(actor=actor, load_id=load.pk)
    again = opened(sheet([*GOOD[:1], "Manos firmes", *[""] * 8]))
    with acting_as(actor), transaction.atomic():
        done = bring_load(actor=actor, load_id=again.pk)
    assert (done.created, done.changed) == (0, 1)
    row.refresh_from_db()
    assert (row.name, row.budget) == ("Manos firmes", 1_500_000)  # what the row does not say stays


def test_columns_can_be_said_again():
    actor, load = staff(), opened(sheet(GOOD, BAD))
    without = {header: code for header, code in load.mapping.items() if code not in {"places", "budget"}}
    with acting_as(actor), transaction.atomic():
        assert map_load(actor=actor, load_id=load.pk, mapping=without).refused == []
        with pytest.raises(Invalid):
            map_load(actor=actor, load_id=load.pk, mapping={"Código": "name", "Proyecto": "name"})


def test_iati_is_read_in_spanish_with_places_needs_and_money():
    actor, load = staff(), opened(io.BytesIO(IATI.encode()), "iati.xml")
    assert [row[0] for row in load.refused] == [2]
    with acting_as(actor), transaction.atomic():
        bring_load(actor=actor, load_id=load.pk)
    row = Project.objects.get()
    assert (row.ref, row.name, row.summary, row.state, str(row.begins)) == (
        "XM-1",
        "Manos",
        "Enseña <b>oficios</b>.",
        "active",
        "2025-03-01",
    )
    assert (row.places, row.needs, row.budget, row.currency) == (["05", "0501"], ["technical_training"], 1500, "USD")
    assert [each.title for each in row.results.all().order_by("pk")] == ["Personas formadas"]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
FAR = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, FAR])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding(doctype, encoding):
    text = (
        doctype
        + '<iati-activities version="2.03"><iati-activity><iati-identifier>&e;&b;</iati-identifier></iati-activity></iati-activities>'
    )
    with pytest.raises(Invalid):
        activities(io.BytesIO(text.encode(encoding)))


@pytest.mark.parametrize(
    "text",
    ["<a>" * 5000, "<iati-activities", '<iati-activities version="1.05"/>', "<html/>", '<iati-activities version="2.03"/>', "\0<x/>"],
)
def test_xml_that_is_no_list_of_activities_is_told(text):
    with pytest.raises(Invalid):
        opened(io.BytesIO(text.encode()), "x.xml")
