"""Does the first page lead to everything public, and is what it leads to true and whole?"""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from ruta import insights
from ruta.base.clock import now
from ruta.base.context import system
from ruta.insights.models import PromiseCount, PromisePart
from ruta.portal.home.measured import BETWEEN
from ruta.roadmap.actions import load_plan, read_plan
from ruta.roadmap.enums import WORK
from ruta.taxonomy.selectors import items

pytestmark = pytest.mark.django_db
PLACES = (
    "services", "jobs", "fairs", "orientation", "contact", "box", "certificates", "agents", "charter", "norms", "progress", "projects",
    "institutions", "reports", "agreements",
)  # fmt: skip


def test_the_first_page_leads_to_everything_public(client):
    page = client.get("/").content.decode()
    addresses = set(re.findall(r'href="([^"]+)"', page))
    assert {reverse(f"portal:{name}") for name in PLACES} <= addresses
    for address in sorted(each for each in addresses if each.startswith("/") and not each.startswith(("/static", "/cuenta"))):
        assert client.get(address).status_code == 200, address
    assert len(page.encode()) < 80_000


def test_the_charter_says_that_nobody_approved_its_times(client):
    page = client.get(reverse("portal:charter")).content.decode()
    assert "Plazos propuestos" in page and all(row.label() in page for row in items("service_charter"))


def test_each_topic_names_its_sources_and_how_sure_they_are(client):
    for row in items("orientation"):
        page = client.get(reverse("portal:orientation_topic", args=[row.code]))
        assert page.status_code == 200 and row.label() in page.content.decode()
        assert {norm.code for norm in page.context["norms"]} == set(row["norms"]), row.code
        assert page.context["others"] and all(sure for _words, sure, _tone, _icon in page.context["others"])
    client.cookies["django_language"] = "en"
    english = client.get(reverse("portal:orientation_topic", args=["transit"])).content.decode()
    assert "I am passing through Honduras" in english
    assert client.get(reverse("portal:orientation_topic", args=["nada"])).status_code == 404


def test_progress_is_told_by_what_gathers_the_work(client):
    assert "Todavía no hay planes" in client.get(reverse("portal:progress")).content.decode()
    load_plan(actor=system(None, "test"), content=read_plan("hoja-de-ruta"))
    assert client.get(reverse("portal:progress_of", args=["nada"])).status_code == 404
    page = client.get(reverse("portal:progress"))
    groups = page.context["groups"]
    assert page.status_code == 200 and len(groups) >= 6
    assert all(line.node.kind in WORK for group in groups for line in group.work) and all(0 <= group.percent <= 100 for group in groups)


@pytest.mark.parametrize(
    ("name", "nothing", "nothing_found"),
    [
        ("agreements", "Todavía no hay convenios publicados", "Ningún convenio con eso"),
        ("projects", "Todavía no hay proyectos publicados", "Ningún proyecto con eso"),
        ("jobs", "Hoy no hay trabajos publicados", "Ningún trabajo con eso"),
        ("agents", "Todavía no hay agentes certificados", "Ningún agente con eso"),
    ],
)
def test_a_list_that_is_empty_does_not_blame_what_was_looked_for(client, name, nothing, nothing_found):
    address = reverse(f"portal:{name}")
    whole, narrowed = client.get(address).content.decode(), client.get(address, {"q": "zzz"}).content.decode()
    assert nothing in whole and nothing_found not in whole
    assert nothing_found in narrowed and nothing not in narrowed


@pytest.mark.django_db
def test_each_service_of_the_charter_has_a_page_of_what_happened(client):
    for row in items("service_charter"):
        page = client.get(reverse("portal:charter_service", args=[row.code]))
        assert page.status_code == 200
        assert row.label("es") in page.content.decode()
    assert client.get(reverse("portal:charter_service", args=["nada"])).status_code == 404


def test_of_each_promise_is_said_how_it_is_measured():
    assert sorted(BETWEEN) == sorted(row.code for row in items("service_charter"))
    files = [Path(insights.__file__).parent / "sql" / f"promise_{name}.sql" for name in ("waits", "asked", "visits")]
    counted = re.findall(r"'(sc_\w+)'", "".join(each.read_text() for each in files))
    assert sorted(BETWEEN) == sorted(set(counted))


@pytest.mark.django_db
def test_who_still_has_time_is_not_called_nobody(client):
    PromiseCount.objects.create(code="sc_workshop", due=0, in_time=0, counted_at=now())
    for address in (reverse("portal:charter"), reverse("portal:charter_service", args=["sc_workshop"])):
        text = client.get(address).content.decode()
        assert "no venció ningún plazo" in text and "Nadie lo esper" not in text


@pytest.mark.django_db
def test_what_came_on_a_promised_way_is_told_of_the_ways_that_may_be_told(client):
    for way, whole in (("in_person", 60), ("email", 20), ("visit", 2), ("phone", 3)):
        PromisePart.objects.create(code="sc_counselling", measure="result", dimension="channel", category=way, whole=whole, part=whole // 2)
    page = client.get(reverse("portal:charter_service", args=["sc_counselling"]))
    told = {row.category: row.whole.count for row, _way, _promised in page.context["tables"][0][1]}
    assert (told["visit"], told["phone"]) == (None, None)
    method = page.context["by_method"]
    assert method.part == told["in_person"] == 60, "what is hidden adds to neither"
    assert method.whole == sum(count for count in told.values() if count)
    text = page.content.decode()
    assert f"{method.percent:.0f} %" in text and "Desde que el perfil está hecho" in text
    assert "minutos de espera" in client.get(reverse("portal:charter_service", args=["sc_registration"])).content.decode()
