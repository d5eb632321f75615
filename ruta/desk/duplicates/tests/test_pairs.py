"""What does staff see of possible duplicates, and what becomes of each answer?"""

import pytest

from ruta.accounts.enums import Role
from ruta.desk.people.tests.conftest import browser
from ruta.people.duplicates.jobs import compare
from ruta.people.duplicates.tests.test_night import TWIN, register
from ruta.people.models import DuplicatePair
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def pair(desk):
    register(desk.actor)
    register(desk.actor, **TWIN)
    compare(desk.actor.institution_id)
    with as_(desk.actor):
        return DuplicatePair.objects.get()


def test_the_list_shows_what_waits_and_finds_by_surname(desk, pair):
    page = desk.get("/duplicados/").content.decode()
    assert "Yeimi Mejia Orellana" in page
    assert f"/duplicados/{pair.pk}/" in page
    there = desk.post("/duplicados/", {"q": "mejía"}, follow=True).content.decode()
    assert "Yeimi Lorena" in there
    assert "Nada por decidir" in desk.post("/duplicados/", {"q": "zúniga"}, follow=True).content.decode()
    csv = b"".join(desk.get("/duplicados/?formato=csv").streaming_content).decode()
    assert "Yeimi Lorena Mejía Orellana" in csv
    assert "Nada por decidir" in desk.get("/duplicados/?estado=different").content.decode()


def test_both_records_stand_side_by_side_with_reasons(desk, pair):
    page = desk.get(f"/duplicados/{pair.pk}/").content.decode()
    for words in ("Yeimi Lorena", "falta un nombre", "Solo lo tiene uno", "Son personas distintas", "No sé", "Casi seguro"):
        assert words in page, words


def test_an_answer_leads_back_and_stays(desk, pair):
    said = desk.post(f"/duplicados/{pair.pk}/responder/", {"decision": "different", "reason": "relative"}, follow=True)
    assert "personas distintas" in said.content.decode()
    page = desk.get(f"/duplicados/{pair.pk}/").content.decode()
    assert "Lo respondió" in page
    assert "Nada por decidir" in desk.get("/duplicados/").content.decode()


def test_a_doubt_shows_in_the_queue_of_the_office_that_was_asked(desk, pair):
    with as_(desk.actor):
        from ruta.directory.models import Office
        from ruta.people.models import Person

        office = Office.objects.filter(institution=desk.actor.institution_id).exclude(pk=desk.actor.office_id).order_by("pk").first()
        Person.objects.filter(pk=pair.other_id).update(office=office)
    said = desk.post(f"/duplicados/{pair.pk}/responder/", {"decision": "unsure"}, follow=True)
    assert office.short_name in said.content.decode()
    with as_(desk.actor):
        DuplicatePair.objects.update(asked_office=desk.actor.office_id)  # as if this were the other office
    queue = desk.get("/cola/").content.decode()
    assert "no sabe si es la misma persona" in queue
    assert f"/duplicados/{pair.pk}/" in queue
    assert "pregunta a su oficina" in desk.get(f"/duplicados/{pair.pk}/").content.decode()


def test_another_institution_and_another_role_see_nothing(desk, pair):
    assert browser("INFOP").get(f"/duplicados/{pair.pk}/").status_code == 404
    assert browser("INFOP").post(f"/duplicados/{pair.pk}/responder/", {"decision": "different"}).status_code == 404
    assert "Yeimi" not in browser("INFOP").get("/duplicados/?estado=pendientes").content.decode()
    assert browser("SETRASS-DGE", Role.RECEPTIONIST).get("/duplicados/").status_code == 403
    assert browser("SETRASS-DGE", Role.DATA_STEWARD).get(f"/duplicados/{pair.pk}/").status_code == 200


def test_an_old_page_overwrites_no_answer(desk, pair):
    address = f"/duplicados/{pair.pk}/responder/"
    assert 'name="seen" value=""' in desk.get(f"/duplicados/{pair.pk}/").content.decode()
    assert desk.post(address, {"decision": "different", "seen": ""}).status_code == 302
    late = desk.post(address, {"decision": "unsure", "seen": ""})
    assert (late.status_code, "mientras usted la miraba" in late.content.decode()) == (409, True)
    with as_(desk.actor):
        assert DuplicatePair.objects.get().decision == "different"


def test_an_address_of_a_form_that_is_opened_like_a_page_says_so(desk, pair):
    """A tab that comes back, or the way back of the browser."""
    told = desk.get(f"/duplicados/{pair.pk}/responder/")
    assert (told.status_code, told.headers["Allow"], "con un botón" in told.content.decode()) == (405, "POST", True)
