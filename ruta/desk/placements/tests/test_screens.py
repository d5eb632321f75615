"""Do the screens lead from a profile to a kept job, and say what stands against a step?"""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruta.base.clock import today
from ruta.cases.tests.making import planned, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.placements.actions import send_shortlist
from ruta.placements.tests.conftest import *  # noqa: F403 (the same people and vacancies)
from ruta.placements.tests.test_applications import FAIR, FIRST_DAY, HIRED
from ruta.referrals.tests.making import hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(broker):
    return Desk(broker)


def post(desk, address, **said):
    return desk.post(address, {"idempotency_key": str(uuid4()), **said})


def test_from_the_profile_to_a_hire(desk, allowed, publish_one, person):
    vacancy = publish_one()
    assert f"/colocaciones/persona/{person.pk}/" in desk.get(f"/perfiles/{allowed.pk}/").content.decode()
    page = desk.get(f"/colocaciones/persona/{person.pk}/").content.decode()
    assert "Constructora El Ocotal" in page
    answer = post(desk, f"/colocaciones/persona/{person.pk}/", vacancy=vacancy.pk, wants="on")
    here = answer["Location"]
    assert "Postulada" in desk.get(here).content.decode()
    for slug, said in (
        ("preseleccionar", {}),
        ("entrevista", {"day_0": str(today() + timedelta(days=2)), "day_1": "09:30"}),
        ("oferta", {}),
        ("contratar", {"day": str(today()), "wage": "14500"}),
    ):
        assert desk.get(f"{here}{slug}/").status_code == 200, slug
        answer = post(desk, f"{here}{slug}/", **said)
        assert answer.status_code == 302, (slug, answer.content.decode()[-3000:])
    page = desk.get(here).content.decode()
    assert "Cuenta como colocación" in page
    assert person.full_name in desk.get("/colocaciones/?estado=hired").content.decode()
    assert "No llegó a trabajar" in page


def test_a_missing_reason_is_said_at_its_field(desk, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    answer = post(desk, f"/colocaciones/{row.pk}/no-sigue/", version=row.version)
    assert answer.status_code == 422
    assert "El empleador dijo que no" in answer.content.decode()
    assert post(desk, f"/colocaciones/{row.pk}/no-sigue/", version=row.version, reason="emp_migration_background").status_code == 302
    page = desk.get(f"/colocaciones/{row.pk}/").content.decode()
    assert "No es un motivo válido" in page


def test_a_step_that_is_not_open_leads_back(desk, allowed, publish_one, lead):
    row = lead(publish_one())
    assert desk.get(f"/colocaciones/{row.pk}/contratar/")["Location"] == f"/colocaciones/{row.pk}/"
    assert desk.get(f"/colocaciones/{row.pk}/nada/").status_code == 404


def test_who_comes_second_is_told(desk, broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply")
    answer = post(desk, f"/colocaciones/{row.pk}/preseleccionar/", version=row.version - 1)
    assert answer.status_code == 409
    assert "Ver cómo quedó" in answer.content.decode()


def test_without_permission_the_screen_says_so(desk, broker, case, publish_one, lead):
    row = lead(publish_one())
    answer = post(desk, f"/colocaciones/{row.pk}/postular/", version=row.version)
    assert answer.status_code == 409
    assert "Falta el permiso de la persona" in answer.content.decode()


def test_a_contract_is_read_point_by_point(desk, allowed, publish_one, lead):
    row = lead(publish_one(country="ES", municipality="", place_abroad="Murcia"), *HIRED, hire=FIRST_DAY)
    here = f"/colocaciones/{row.pk}/"
    assert "Falta revisar el contrato" in desk.get(here).content.decode()
    assert "guarda su propio pasaporte" in desk.get(f"{here}contrato/").content.decode()
    unfinished = post(desk, f"{here}contrato/", do="finish")
    assert unfinished.status_code == 422
    answers = {
        f"q-{code}" if f'name="q-{code}"' in desk.get(f"{here}contrato/").content.decode() else code: value for code, value in FAIR.items()
    }
    assert post(desk, f"{here}contrato/", do="finish", **answers).status_code == 302
    assert "Contrato aprobado" in desk.get(here).content.decode()
    broken = post(desk, f"{here}incumplimiento/", place="destination", codes=["passport_taken"])
    assert broken.status_code == 302
    page = desk.get(here).content.decode()
    assert "Le quitaron el pasaporte" in page or "le quitaron el pasaporte" in page
    hear()
    page = desk.get(here).content.decode()
    assert "Derivación preparada: falta el permiso" in page
    assert "Ver la derivación" not in page  # reserved: whoever brokers reads only how far it is


def test_who_stands_in_another_shortlist_is_told_and_goes_along_all_the_same(desk, allowed, publish_one, lead, broker):
    first, second = (lead(publish_one(technical_selection=True), "apply", "preselect") for _n in range(2))
    page = f"/colocaciones/vacante/{second.vacancy_id}/"
    assert "ya va en la terna" not in desk.get(page).content.decode()
    send_shortlist(actor=broker, vacancy_id=first.vacancy_id, application_ids=[first.pk])
    assert f"ya va en la terna de {first.vacancy.title}" in desk.get(page).content.decode()
    made, address = send_shortlist(actor=broker, vacancy_id=second.vacancy_id, application_ids=[second.pk])
    assert made.pk and address


def test_a_shortlist_goes_out_and_comes_back_signed(desk, client, allowed, publish_one, lead, person):
    row = lead(publish_one(technical_selection=True), "apply", "preselect")
    said = {"applications": [row.pk], "idempotency_key": str(uuid4())}
    page = desk.post(f"/colocaciones/vacante/{row.vacancy_id}/", said).content.decode()
    assert "/terna/" not in desk.post(f"/colocaciones/vacante/{row.vacancy_id}/", said).content.decode()  # a second click sends none
    token = page.split("/terna/")[1].split("/")[0]
    seen = client.get(f"/terna/{token}/").content.decode()
    assert person.full_name in seen
    assert "1996" not in seen
    assert client.post(f"/terna/{token}/", {"name": ""}).status_code == 422
    assert client.post(f"/terna/{token}/", {"name": "Rosa Zúniga"}).status_code == 302
    assert client.get(f"/terna/{token}/").status_code == 404
    assert client.get("/terna/otro/").status_code == 404
    assert "Recibida por Rosa" in desk.get(f"/colocaciones/vacante/{row.vacancy_id}/").content.decode()


def test_a_person_answers_on_a_telephone(desk, client, allowed, publish_one, lead):
    row = lead(publish_one())
    page = desk.post(f"/colocaciones/{row.pk}/enlace/").content.decode()
    token = page.split("/postulacion/")[1].split("/")[0]
    seen = client.get(f"/postulacion/{token}/").content.decode()
    assert "Sí, me interesa" in seen
    answer = client.post(f"/postulacion/{token}/", {"do": "apply", "idempotency_key": str(uuid4())})
    assert answer.status_code == 302
    assert "Ya no quiero seguir" in client.get(f"/postulacion/{token}/").content.decode()
    no_reason = client.post(f"/postulacion/{token}/", {"do": "withdraw", "idempotency_key": str(uuid4())})
    assert no_reason.status_code == 422
    gone = client.post(f"/postulacion/{token}/", {"do": "withdraw", "reason": "per_no_reason", "idempotency_key": str(uuid4())})
    assert gone.status_code == 302
    assert "dejó" in desk.get(f"/colocaciones/{row.pk}/").content.decode()


def test_a_person_sees_other_vacancies_and_applies_alone(desk, client, allowed, publish_one, lead):
    row, other = lead(publish_one()), publish_one(occupation="7112", title="Albañil de acabados")
    token = desk.post(f"/colocaciones/{row.pk}/enlace/").content.decode().split("/postulacion/")[1].split("/")[0]
    here = f"/postulacion/{token}/vacantes/"
    answer = client.get(here)
    page = answer.content.decode()
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    assert "Albañil de acabados" in page
    assert "Mismo oficio" in page
    assert client.get("/postulacion/otro/vacantes/").status_code == 404
    assert client.post(here, {"vacancy": "0", "idempotency_key": str(uuid4())}).status_code == 422
    assert client.post(here, {"vacancy": other.pk, "idempotency_key": str(uuid4())}).status_code == 302
    assert "Albañil de acabados" not in client.get(here).content.decode()
    assert "Aceptó postularse" in desk.get(f"/colocaciones/{row.pk + 1}/").content.decode()


def test_what_is_missing_goes_into_the_plan_with_one_click(desk, dunia, case, allowed, publish_one, person):
    planned(dunia, case)
    vacancy = publish_one(occupation="7112", experience_months=120)
    here = f"/colocaciones/persona/{person.pk}/encajan/"
    assert here in desk.get(f"/perfiles/{allowed.pk}/").content.decode()
    assert 'value="experience:"' in desk.get(here).content.decode()
    assert desk.post(f"{here}{vacancy.pk}/paso/", {"gap": "experience:", "from": "person"})["Location"] == here
    for page in (here, f"/colocaciones/vacante/{vacancy.pk}/encajan/"):
        shown = desk.get(page).content.decode()
        assert "ya está en su itinerario" in shown
        assert 'value="experience:"' not in shown


def test_other_institutions_find_nothing(elsewhere, allowed, publish_one, lead, person):
    row = lead(publish_one(), "apply")
    stranger = Desk(elsewhere)
    for address in (f"{row.pk}/", f"{row.pk}/contrato/", f"{row.pk}/postular/", f"vacante/{row.vacancy_id}/", f"persona/{person.pk}/"):
        assert stranger.get(f"/colocaciones/{address}").status_code == 404, address
    assert Desk(staff("SPS", "receptionist")).get(f"/colocaciones/{row.pk}/").status_code == 403


def test_a_vacancy_lists_who_fits_and_why(desk, allowed, publish_one, person):
    vacancy = publish_one(occupation="7112")
    here = f"/colocaciones/vacante/{vacancy.pk}/"
    assert f"{here}encajan/" in desk.get(here).content.decode()
    page = desk.get(f"{here}encajan/").content.decode()
    assert person.full_name in page
    assert "1 persona encaja" in page or "0 personas encajan" in page
    assert "Mismo oficio" in page
    assert f"/colocaciones/persona/{person.pk}/" in page


def test_who_does_not_carry_the_vacancy_does_not_see_who_fits(allowed, publish_one):
    vacancy = publish_one(occupation="7112")
    stranger = Desk(staff("UMAR-SPS"))
    assert stranger.get(f"/colocaciones/vacante/{vacancy.pk}/encajan/").status_code == 404
