"""Are services, projects, vacancies and the catalogue what their standards ask, with nothing in them that is not for everybody?"""

import json
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from lxml import etree

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.directory.models import Institution, Service
from ruta.employers.tests.conftest import broker, employer, moderator, office, publish_one, stranger, terms  # noqa: F401
from ruta.exchange.api import OPEN
from ruta.exchange.iati.telling import activities
from ruta.exchange.naming import number_of, uuid_of
from ruta.portal.opendata.datasets import DATASETS
from ruta.projects.imports.iati import activities as read_back
from ruta.projects.models import Participant, Project, Result

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


def got(client, path, **query):
    answer = client.get(f"{ROOT}{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_every_service_is_found_in_its_list_by_its_id_and_at_its_place(client):
    page = got(client, "/hsds/services", per_page=5)
    assert page["total_items"] == Service.objects.filter(is_active=True).count()
    assert page["size"] == len(page["contents"]) == 5
    first = page["contents"][0]
    whole = got(client, f"/hsds/services/{first['id']}")
    assert whole["name"] == first["name"]
    assert whole["attributes"]
    assert got(client, f"/hsds/organizations/{first['organization_id']}")["services"]
    places = got(client, "/hsds/service_at_locations", per_page=1)
    place = places["contents"][0]
    assert got(client, f"/hsds/service_at_locations/{place['id']}")["service"]["id"] == place["service_id"]


def test_pages_follow_each_other_and_end(client):
    total = got(client, "/hsds/services")["total_items"]
    pages = -(-total // 40)
    ids = [each["id"] for number in range(1, pages + 1) for each in got(client, "/hsds/services", per_page=40, page=number)["contents"]]
    assert len(set(ids)) == len(ids) == total
    assert got(client, "/hsds/services", per_page=40, page=pages)["last_page"]
    assert got(client, "/hsds/services", per_page=40, page=pages + 1)["empty"]


def test_a_list_is_narrowed(client):
    infop = Institution.objects.get(code="INFOP")
    ours = got(client, "/hsds/services", organization_id=uuid_of("organization", infop.pk))
    assert ours["total_items"] == Service.objects.filter(institution=infop, is_active=True).count() > 0
    term = next(each for each in got(client, "/hsds/taxonomy_terms", per_page=100)["contents"] if each["taxonomy"] == "Tipos de servicio")
    kind = got(client, "/hsds/services", taxonomy_term_id=term["id"])
    assert kind["total_items"] == Service.objects.filter(service_type=term["code"], is_active=True).count()
    assert got(client, "/hsds/services", modified_after=now().isoformat())["empty"]
    assert set(got(client, "/hsds/services", minimal=True, per_page=1)["contents"][0]) <= {"id", "name", "status", "last_modified"}
    assert got(client, "/hsds/organizations", search="INFOP")["total_items"] >= 1


def test_a_place_that_protects_somebody_is_told_nowhere(client):
    row = Service.objects.filter(is_active=True, office__isnull=False).order_by("pk").first()
    Service.objects.filter(pk=row.pk).update(is_place_hidden=True)
    assert got(client, f"/hsds/services/{uuid_of('service', row.pk)}")["service_at_locations"] == []
    assert client.get(f"{ROOT}/hsds/service_at_locations/{uuid_of('service_at_location', row.pk)}").status_code == 404


def test_a_name_says_its_kind_and_nothing_else_answers_to_it(client):
    name = uuid_of("service", 12)
    assert number_of("service", UUID(name)) == 12
    assert number_of("organization", UUID(name)) is None
    assert number_of("service", uuid4()) is None
    missing = client.get(f"{ROOT}/hsds/services/{uuid4()}")
    assert missing.status_code == 404
    assert missing["Content-Type"] == "application/problem+json"


def test_what_does_not_fit_is_a_problem_and_tells_where_not_what(client):
    answer = client.get(f"{ROOT}/hsds/services", {"per_page": "Secretísima"})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert "per_page" in answer.content.decode()
    assert "Secretísima" not in answer.content.decode()


def test_open_data_has_a_limit_of_its_own(client, monkeypatch):
    monkeypatch.setattr(OPEN, "num_requests", 2)
    codes = [client.get(f"{ROOT}/catalogue").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert int(client.get(f"{ROOT}/catalogue")["Retry-After"]) >= 1


def a_project(**changes):
    infop = Institution.objects.get(code="INFOP")
    facts = {
        "institution": infop, "ref": "P-7", "name": "Formación & retorno", "sort_name": "formacion", "summary": "Cursos <cortos>.",
        "state": "active", "places": ["0801", "05"], "needs": ["technical_training", "job_now", "start_business"], "begins": date(2025, 3, 1),
        "ends": date(2027, 6, 30), "budget": 1_000_001, "published_at": now(), "registered_at": now(), "verified_on": date(2026, 10, 1),
    }  # fmt: skip
    with acting_as(system(infop.pk)):
        row = Project.objects.create(**facts | changes)
        Participant.objects.create(project=row, part="funding", name="Donante de ejemplo", sort_name="donante")
        Result.objects.create(project=row, title="Personas formadas", target=10)
    return row


def test_a_project_told_as_iati_reads_back_as_it_was(client):
    a_project()
    a_project(ref="P-8", name="Sin publicar", published_at=None)
    answer = client.get(f"{ROOT}/iati/activities.xml")
    assert answer["Content-Type"] == "application/xml"
    ((_number, facts),) = read_back(BytesIO(answer.content))
    assert facts["name"] == "Formación & retorno"
    assert facts["summary"] == "Cursos <cortos>."
    assert (facts["begins"], facts["ends"], facts["state"]) == ("2025-03-01", "2027-06-30", "active")
    assert (facts["budget"], facts["currency"]) == ("1000001", "HNL")
    assert facts["funding"] == "Donante de ejemplo"
    assert facts["results"] == "Personas formadas"
    assert facts["needs"] == "technical_training; job_now; start_business"
    assert facts["country"] == "HN"


def test_shares_of_a_project_add_up_and_no_budget_lasts_longer_than_a_year():
    root = etree.fromstring(activities(Project.objects.filter(pk=a_project().pk)))
    for vocabulary in ("1", "99"):
        shares = [float(each.get("percentage")) for each in root.iter("sector") if each.get("vocabulary") == vocabulary]
        assert sum(shares) == pytest.approx(100), vocabulary
    purposes = [each.get("code") for each in root.iter("sector") if each.get("vocabulary") == "1"]
    assert purposes == ["11330", "16020", "25030"], "as the committee of donors calls them"
    for budget in root.iter("budget"):
        begins, ends = (date.fromisoformat(budget.find(name).get("iso-date")) for name in ("period-start", "period-end"))
        assert (ends - begins).days < 366


def test_vacancies_go_on_after_the_last_one_and_are_narrowed(client, publish_one):  # noqa: F811
    rows = [publish_one() for _ in range(3)]
    first = got(client, "/vacancies", limit=2)
    second = got(client, "/vacancies", limit=2, cursor=first["next"])
    numbers = [int(each["identifier"]["value"]) for each in first["items"] + second["items"]]
    assert numbers == [row.pk for row in reversed(rows)]
    assert second["next"] is None
    assert {each["@type"] for each in first["items"]} == {"JobPosting"}
    assert got(client, "/vacancies", department=rows[0].department)["items"]
    other = "01" if rows[0].department != "01" else "02"
    assert got(client, "/vacancies", department=other)["items"] == []
    assert client.get(f"{ROOT}/vacancies", {"cursor": "bm8"}).status_code == 422


def test_the_catalogue_names_files_that_answer(client):
    told = got(client, "/catalogue")
    files = [file for each in told["dcat:dataset"] for file in each["dcat:distribution"]]
    for file in files:
        answer = client.get(file["dcat:accessURL"]["@id"].removeprefix("http://localhost:8000"))
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == file["dcat:mediaType"]["@id"].partition("media-types/")[2]
    paths = {file["dcat:accessURL"]["@id"].partition("/datos-abiertos/")[2] for file in files}
    assert {f"{each.code}.{kind}" for each in DATASETS for kind in ("csv", "json", "parquet")} <= paths


def test_no_licence_is_claimed_until_one_was_decided(client, settings):
    assert "license" not in json.dumps(got(client, "/catalogue"))
    assert "Todavía no se decide" in client.get("/datos-abiertos/").content.decode()
    settings.DATA_LICENCE = "http://creativecommons.org/licenses/by/4.0/"
    told = got(client, "/catalogue")
    assert told["dct:license"]["@id"] == settings.DATA_LICENCE
    assert {file["dct:license"]["@id"] for each in told["dcat:dataset"] for file in each["dcat:distribution"]} == {settings.DATA_LICENCE}
    assert f'href="{settings.DATA_LICENCE}"' in client.get("/datos-abiertos/").content.decode()


def test_an_unknown_address_is_a_problem_also_for_whoever_is_signed_in(client):
    for path in ("/api/v1/nothing", "/api/v9/x"):
        answer = client.post(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(client.get("/api/v1/openapi.json").content)["openapi"].startswith("3.1")
