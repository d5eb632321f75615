"""Do the jobs found leave as a file, and is an employer that asked not to be named not in it?"""

import csv
import io

import pytest
from django.urls import reverse
from python_calamine import load_workbook

from ruta.employers.actions import draft_vacancy
from ruta.employers.tests.conftest import broker, employer, moderator, office, publish_one, terms  # noqa: F401
from tests.reading import read

pytestmark = pytest.mark.django_db


def body(client, words, kind="csv"):
    return read(client, f"{reverse('portal:jobs')}?{words}&formato={kind}")[2]


def lines(client, words):
    return list(csv.DictReader(io.StringIO(body(client, words).decode("utf-8-sig"))))


def test_the_jobs_found_leave_as_their_list_says_them(client, broker, employer, publish_one):  # noqa: F811
    vacancy = publish_one()
    publish_one(title="Costurera o costurero", occupation="7531", municipality="0801")
    draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    assert "formato=xlsx" in client.get(reverse("portal:jobs")).content.decode()
    assert len(lines(client, "")) == 2
    (line,) = lines(client, "lugar=05")
    assert list(line.values()) == [
        "Albañil", "Constructora El Ocotal", "San Pedro Sula, Cortés", "2", "14000", "16000", line["Página web"],
    ]  # fmt: skip
    assert line["Página web"].endswith(f"/trabajos/{vacancy.pk}/")
    assert [each["Puesto"] for each in lines(client, "q=costurera")] == ["Costurera o costurero"]
    sheet = load_workbook(io.BytesIO(body(client, "q=costurera", "xlsx"))).get_sheet_by_index(0).to_python()
    assert (sheet[0][:2], sheet[1][0], len(sheet)) == (["Puesto", "Empresa"], "Costurera o costurero", 2)
    client.cookies["django_language"] = "en"
    assert lines(client, "lugar=05")[0]["Job"] == "Albañil"


def test_a_hidden_employer_is_in_no_file(client, publish_one):  # noqa: F811
    publish_one(hides_employer=True)
    assert "Ocotal" not in body(client, "").decode()
    assert lines(client, "")[0]["Empresa"] == "Empresa que pidió no mostrar su nombre"
