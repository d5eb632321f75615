"""Do the services found leave as a file in the words of their cards, and is a shelter never placed in it?"""

import csv
import io

import pytest
from python_calamine import load_workbook

from ruta.base.context import Actor
from ruta.directory.actions import ServiceTerms, save_service
from ruta.directory.models import Institution, Office, Service
from tests.reading import read

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def courses(db):
    keeper = Actor(kind="staff", role="central_coordination", institution_id=Institution.objects.get(code="SETRASS-DGE").pk, user_id=1)
    for number, code in enumerate(("INFOP-TGU", "INFOP-SPS", "INFOP-SPS", "INFOP-LCE")):
        office = Office.objects.get(code=code)
        terms = ServiceTerms(
            service_type="infop_short_course",
            office_id=office.pk,
            name=f"Taller de vidrio {number} {code}",
            cost="paid" if number else "free",
        )
        save_service(actor=keeper, institution_id=office.institution_id, terms=terms)


def lines(client, words):
    body = read(client, f"/servicios/?{words}&formato=csv")[2].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_what_was_found_leaves_in_its_order_and_its_words(client, courses):
    page = client.get("/servicios/?q=vidrio&lugar=0501")
    assert "formato=csv" in page.content.decode()
    found = lines(client, "q=vidrio&lugar=0501")
    assert [line["Servicio"] for line in found] == [hit.name for hit in page.context["hits"]]
    assert len(found) == 4
    near = found[0]
    assert (near["Institución"], near["Lugar"], near["Kilómetros"]) == ("INFOP", "San Pedro Sula, Cortés", "1")
    assert near["Página web"].endswith(page.context["hits"][0].path)
    assert near["Aviso"] == "Sin confirmar: llame antes"
    assert [line["Costo"] for line in lines(client, "q=vidrio&gratis=1")] == ["Gratis"]
    sheet = load_workbook(io.BytesIO(read(client, "/servicios/?q=vidrio&formato=xlsx")[2])).get_sheet_by_index(0).to_python()
    assert (sheet[0][0], len(sheet)) == ("Servicio", 5)
    client.cookies["django_language"] = "en"
    assert lines(client, "q=vidrio&gratis=1")[0]["Cost"] == "Free"


def test_a_file_asks_nothing_for_each_of_its_rows(client, courses):
    read(client, "/servicios/?formato=csv")
    assert len(lines(client, "")) > MOST_QUERIES
    assert len(read(client, "/servicios/?formato=csv")[1]) <= MOST_QUERIES


def test_a_shelter_has_no_place_in_a_file(client):
    shelter = Service.objects.filter(is_place_hidden=True, office__isnull=False).select_related("office__municipality").first()
    line = next(
        each for each in lines(client, f"lugar={shelter.office.municipality_id}") if f"/servicios/{shelter.pk}-" in each["Página web"]
    )
    assert (line["Lugar"], line["Kilómetros"]) == ("Le dicen dónde es cuando llama", "")
    assert shelter.office.name not in "".join(line.values())
