"""Can a profile be drafted, completed and printed at the desk, and by whom?"""

import pytest

from ruta.cases.actions import open_case
from ruta.cases.tests.making import assessed, consent, register, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.placements.tests.test_seekers import completed

pytestmark = pytest.mark.django_db
KEY = "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f"


@pytest.fixture
def desk(db):
    return Desk(staff("SPS"))


@pytest.fixture
def broker(db):
    return Desk(staff("SPS", "broker"))


@pytest.fixture
def elsewhere(db):
    return Desk(staff("UMAR-SPS"))


@pytest.fixture
def person(desk):
    found = register(desk.actor, municipality_id="0501", education="BASICA_III")
    consent(desk.actor, found)
    return found


@pytest.fixture
def case(desk, person):
    return open_case(actor=desk.actor, person_id=person.pk, modality="returned", entry_point="camr")


def sent(**changed):
    lines = {"occupation-lines": 1, "skill-lines": 0, "language-lines": 1, "place-lines": 1}
    words = {
        "occupation-0-code": "7112", "occupation-0-years": "5", "occupation-0-where": "abroad", "occupation-0-note": "Houston",
        "language-0-code": "en", "language-0-level": "basic", "place-0-code": "0501", "availability": "full_time", "departments": ["05"],
        "wage_min": "12000", "is_looking": "on", "version": "1", "do": "complete", "idempotency_key": KEY,
    }  # fmt: skip
    return lines | words | changed


def started(desk, person) -> int:
    answer = desk.post(f"/perfiles/persona/{person.pk}/")
    assert answer.status_code == 302
    return int(answer["Location"].split("/")[2])


def test_from_the_case_to_a_finished_profile(desk, case, person):
    assessed(desk.actor, case)
    assert f"/perfiles/persona/{person.pk}/" in desk.get(f"/casos/{case.pk}/").content.decode()
    assert "Empezar el perfil" in desk.get(f"/perfiles/persona/{person.pk}/").content.decode()
    pk = started(desk, person)
    form = desk.get(f"/perfiles/{pk}/cambiar/")
    assert form.status_code == 200
    assert "Lo vimos juntos" in form.content.decode()
    answer = desk.post(f"/perfiles/{pk}/cambiar/", sent())
    assert answer.status_code == 302, answer.content.decode()[:400]
    page = desk.get(f"/perfiles/{pk}/").content.decode()
    assert "Terminado con la persona" in page
    assert "L 12,000 al mes" in page
    assert "Falta su permiso" in page
    assert desk.get(f"/perfiles/persona/{person.pk}/")["Location"] == f"/perfiles/{pk}/"


def test_what_is_missing_is_said_where_it_is_missing(desk, case, person):
    pk = started(desk, person)
    answer = desk.post(f"/perfiles/{pk}/cambiar/", sent(availability=""))
    assert answer.status_code == 422
    assert "Falta este dato para terminar el perfil" in answer.content.decode()
    assert "Houston" in answer.content.decode()


def test_another_line_keeps_what_was_typed(desk, case, person):
    pk = started(desk, person)
    answer = desk.post(f"/perfiles/{pk}/cambiar/", sent(do="occupation")).content.decode()
    assert 'name="occupation-1-code"' in answer
    assert "Houston" in answer
    assert 'name="skill-0-code"' not in answer


def test_who_saves_second_is_told(desk, broker, case, person):
    pk = started(desk, person)
    assert broker.post(f"/perfiles/{pk}/cambiar/", sent()).status_code == 302
    answer = desk.post(f"/perfiles/{pk}/cambiar/", sent(wage_min="9000"))
    assert answer.status_code == 409
    assert "Otra persona cambió este perfil" in answer.content.decode()


def test_the_list_finds_by_trade_and_place(desk, broker, case, person):
    completed_pk = started(desk, person)
    desk.post(f"/perfiles/{completed_pk}/cambiar/", sent())
    for query, found in (("oficio=71", True), ("oficio=51", False), ("lugar=05", True), ("lugar=01", False), ("descansa=1", False)):
        page = broker.get(f"/perfiles/?{query}").content.decode()
        assert (person.full_name in page) is found, query
    assert "Albañiles" in broker.get("/perfiles/").content.decode()
    assert broker.get("/perfiles/?formato=csv").status_code == 200


def test_the_curriculum_is_a_page_and_a_file(desk, case, person):
    pk = started(desk, person)
    desk.post(f"/perfiles/{pk}/cambiar/", sent())
    page = desk.get(f"/perfiles/{pk}/hoja-de-vida/").content.decode()
    assert "Houston" in page
    assert "1996" not in page
    made = desk.get(f"/perfiles/{pk}/hoja-de-vida.pdf")
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_other_institutions_and_other_roles_find_nothing(desk, elsewhere, case, person):
    pk = completed(desk.actor, person).pk
    for address in (f"/perfiles/{pk}/", f"/perfiles/{pk}/cambiar/", f"/perfiles/{pk}/hoja-de-vida/", f"/perfiles/{pk}/hoja-de-vida.pdf"):
        assert elsewhere.get(address).status_code == 404, address
    assert elsewhere.get(f"/perfiles/persona/{person.pk}/").status_code == 404
    assert Desk(staff("SPS", "receptionist")).get(f"/perfiles/{pk}/").status_code == 403


def test_an_allowed_institution_reads_and_does_not_change(desk, elsewhere, case, person):
    pk = completed(desk.actor, person).pk
    consent(desk.actor, person, grantee_id=elsewhere.actor.institution_id, purpose="shared_case", categories=["identity", "education_work"])
    page = elsewhere.get(f"/perfiles/{pk}/").content.decode()
    assert "Albañiles" in page
    assert "/cambiar/" not in page
    assert elsewhere.get(f"/perfiles/{pk}/cambiar/").status_code == 403
