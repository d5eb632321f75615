"""Does somebody who needs something find what is near, open and for them; and is a shelter never placed?"""

from datetime import datetime
from urllib.parse import urlencode

import pytest
import time_machine

from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.directory.actions import ServiceTerms, save_service, verify_service
from ruta.directory.models import Institution, Office, Service
from ruta.directory.selectors import Sought, found_services, places_named, spot_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=HONDURAS)


@pytest.fixture
def keeper():
    return Actor(kind="staff", role="central_coordination", institution_id=Institution.objects.get(code="SETRASS-DGE").pk, user_id=1)


def course(keeper, office_code, **said):
    """A course of INFOP at one of its offices."""
    office = Office.objects.get(code=office_code)
    terms = ServiceTerms(service_type="infop_short_course", office_id=office.pk, **{"name": f"Taller de soldadura {office_code}"} | said)
    return save_service(actor=keeper, institution_id=office.institution_id, terms=terms)


def names(page):
    return [hit.name for hit in page.context["hits"]]


def test_the_nearest_comes_first_and_says_how_far(client, keeper):
    for code in ("INFOP-TGU", "INFOP-SPS", "INFOP-LCE"):
        course(keeper, code)
    page = client.get("/servicios/", {"q": "soldadura", "donde": "san pedro sula"})
    assert names(page)[0] == "Taller de soldadura INFOP-SPS"
    kilometres = [hit.km for hit in page.context["hits"][:3]]
    assert kilometres == sorted(kilometres) and kilometres[0] == 1
    assert len(page.content) < 20_000


def test_what_nobody_confirmed_sinks_and_says_so(client, keeper):
    near, far = course(keeper, "INFOP-SPS"), course(keeper, "INFOP-SPS", name="Taller de soldadura confirmado")
    verify_service(actor=keeper, service=far)
    page = client.get("/servicios/", {"q": "soldadura", "donde": "San Pedro Sula"})
    assert names(page)[:2] == [str(far), str(near)]
    stale = {hit.service.pk: hit.is_stale for hit in page.context["hits"]}
    assert stale[near.pk] and not stale[far.pk]


@pytest.mark.parametrize("typed", ["soldaduras", "SOLDADURA", "soldadrua", "taller soldadrua", "soldadrua inexistible"])
def test_plurals_capitals_and_slips_of_the_finger_are_understood(client, keeper, typed):
    course(keeper, "INFOP-SPS")
    page = client.get("/servicios/", {"q": typed})
    assert "Taller de soldadura INFOP-SPS" in names(page)
    assert page.context["is_like"] == ("soldadrua" in typed)


def test_need_public_price_and_hour_narrow(client, keeper):
    hours = {"0": "8:00-12:00"}
    course(keeper, "INFOP-SPS", populations=["women"], cost="free", hours=hours)
    course(keeper, "INFOP-TGU", populations=["youth"], cost="paid")
    only = ["Taller de soldadura INFOP-SPS"]
    both = [*only, "Taller de soldadura INFOP-TGU"]
    with time_machine.travel(MONDAY, tick=False):
        for asked, found in (
            ({}, both), ({"soy": "women"}, only), ({"gratis": "1"}, only), ({"abierto": "1"}, only), ({"necesito": "training"}, both),
            ({"necesito": "housing"}, []), ({"soy": "nadie"}, both),
        ):  # fmt: skip
            page = client.get("/servicios/", {"q": "soldadura", "donde": "San Pedro Sula"} | asked)
            assert names(page) == found, asked
        assert "Abierto hasta las 12 del mediodía" in page.content.decode()
    with time_machine.travel(MONDAY.replace(hour=11, minute=30), tick=False):
        assert "Cierra en 30 minutos" in client.get("/servicios/", {"q": "soldadura"}).content.decode()


def test_a_shelter_is_found_and_never_placed(client):
    shelter = Service.objects.filter(is_place_hidden=True, office__isnull=False).select_related("office__municipality").first()
    town = shelter.office.municipality
    listed = client.get("/servicios/", {"q": str(shelter), "lugar": town.pk, "vista": "mapa"})
    hit = next(each for each in listed.context["hits"] if each.service.pk == shelter.pk)
    assert (hit.place, hit.km) == (None, None)
    assert shelter.office.name not in listed.content.decode()
    page = client.get(hit.path)
    assert page.status_code == 200
    assert "Por seguridad no se publica" in page.content.decode()
    assert shelter.office.name not in page.content.decode() and town.name not in page.content.decode()
    order = client.get("/servicios/", {"q": str(shelter), "lugar": "0801"}).context["hits"]
    assert next(each.service.order_hm for each in order if each.service.pk == shelter.pk) == hit.service.order_hm


def test_a_place_is_named_as_people_name_it(client):
    assert [spot.code for spot in places_named("SAN PEDRO SULA")] == ["0501"]
    assert [spot.code for spot in places_named("Cortés")] == ["0501"]
    assert len(places_named("San José")) > 1
    assert places_named("nosehay") == places_named("") == []
    page = client.get("/servicios/", {"donde": "San José"})
    assert page.context["places"] and page.context["where"].spot is None
    assert "No conocemos «nosehay»" in client.get("/servicios/", {"donde": "nosehay"}).content.decode()


def test_every_address_answers(client, keeper):
    row = course(keeper, "INFOP-SPS", hours={"0": "8:00-12:00"}, papers="DNI", age_from=18)
    moved = client.get(f"/servicios/{row.pk}/")
    assert moved.status_code == 301 and "soldadura" in moved["Location"]
    page = client.get(moved["Location"]).content.decode()
    assert "Lunes 8:00-12:00" in page and "Desde 18 años" in page
    assert client.get(f"/servicios/{row.pk}-otra-cosa/").status_code == 301
    assert client.get("/servicios/instituciones/INFOP/").status_code == 200
    assert "INFOP" in client.get("/servicios/instituciones/").content.decode()
    for missing in ("/servicios/99999999/", "/servicios/instituciones/nada/", "/servicios/99999999-x/"):
        assert client.get(missing).status_code == 404
    Office.objects.filter(pk=row.office_id).update(is_active=False)
    assert client.get(moved["Location"]).status_code == 404


def test_a_page_asks_the_database_as_often_for_ten_as_for_one(client, keeper, django_assert_max_num_queries):
    for number in range(12):
        course(keeper, "INFOP-SPS", name=f"Taller de soldadura {number}", hours={"0": "8:00-12:00"})
    with django_assert_max_num_queries(12):  # the offices in reach, their services, the rows of a page whole, and the next visit near
        page = client.get("/servicios/", {"q": "soldadura", "donde": "San Pedro Sula", "vista": "mapa"})
    assert len(page.context["hits"]) == 10
    following = client.get("/servicios/" + page.context["page"].next)
    assert len(following.context["hits"]) == 2
    assert not set(names(following)) & set(names(page))


def test_a_word_that_no_service_has_any_more_is_not_what_was_meant(client, keeper):
    row = course(keeper, "INFOP-SPS", name="Taller de orfebreria")
    assert "Taller de orfebreria" in names(client.get("/servicios/", {"q": "orfevreria"}))
    Service.objects.filter(pk=row.pk).update(is_active=False)
    page = client.get("/servicios/", {"q": "orfevreria"})
    assert "Taller de orfebreria" not in names(page)


@pytest.mark.parametrize("asked", [{}, {"necesito": "employment"}, {"soy": "women"}])
def test_pages_of_a_place_are_the_whole_order_also_behind_the_offices_in_reach(client, keeper, asked):
    for number, code in enumerate(("INFOP-SPS", "INFOP-SPS", "INFOP-TGU", "INFOP-LCE")):
        row = course(keeper, code, name=f"Taller de soldadura {number}")
        if number % 2:
            verify_service(actor=keeper, service=row)
    sought = Sought(need_group=asked.get("necesito", ""), audience=asked.get("soy", ""), spot=spot_of("0501"))
    every = [row.pk for row in found_services(sought)[0].order_by("order_hm", "pk")]
    seen, address = [], "/servicios/?" + urlencode({"lugar": "0501"} | asked)
    while address:
        page = client.get(address)
        seen += [hit.service.pk for hit in page.context["hits"]]
        address = "/servicios/" + page.context["page"].next if page.context["page"].next else ""
    assert len(every) > 10 and seen == every
    back = client.get("/servicios/" + page.context["page"].previous)
    assert [hit.service.pk for hit in back.context["hits"]] == every[-len(page.context["hits"]) - 10 :][:10]
