"""Does the desk list, write, propose and decide the entries of the directory, each role its part?"""

from uuid import uuid4

import pytest

from ruta.accounts.actions import create_user
from ruta.base.context import system
from ruta.directory.models import Institution, Office, Service, ServiceProposal
from ruta.directory.selectors import hours_told

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"


def signed_in(client, role, office_code):
    email = f"{role}-{office_code}@ejemplo.hn".lower()
    create_user(actor=system(None), email=email, full_name="Prueba", office_code=office_code, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    return client


@pytest.fixture
def entry():
    return Service.objects.filter(institution__code="INFOP", office__code="INFOP-SPS", service_type="infop_short_course").get()


def form(page, **said):
    """What a browser sends back of a page, with some fields written."""
    fields = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    kept = {name: value for name, value in fields.items() if value not in (None, False, [], "")}
    return kept | said | {"idempotency_key": str(uuid4())}


def test_an_institution_writes_its_entry_and_reads_why_it_is_incomplete(client, entry):
    signed_in(client, "office_coordinator", "INFOP-SPS")
    page = client.get(f"/directorio/{entry.pk}/cambiar/")
    answer = client.post(f"/directorio/{entry.pk}/cambiar/", form(page, cost="free", day_0="8-12, 13-16", entry=["walk_in"], papers="DNI"))
    assert answer.status_code == 302, answer.context["form"].errors
    entry.refresh_from_db()
    assert (entry.cost, entry.entry, hours_told(entry)) == ("free", ["walk_in"], {"0": "8:00-12:00, 13:00-16:00"})
    told = client.get(f"/directorio/{entry.pk}/").content.decode()
    assert "Falta, lo que más pesa primero" in told and "Cambiado:" in told
    wrong = client.post(f"/directorio/{entry.pk}/cambiar/", form(page, day_1="mañana", version=str(entry.version)))
    assert wrong.status_code == 422 and "Escríbalo así" in wrong.content.decode()


def test_a_territorial_officer_proposes_and_the_owner_accepts(client, entry):
    signed_in(client, "territorial_officer", "SPS")
    assert client.get(f"/directorio/{entry.pk}/cambiar/").status_code == 403
    page = client.get(f"/directorio/{entry.pk}/proponer/")
    assert client.post(f"/directorio/{entry.pk}/proponer/", form(page, phone="2550-1234", note="Llamé")).status_code == 302
    made = ServiceProposal.objects.get()
    assert client.post(f"/directorio/propuestas/{made.pk}/", {"hacer": "aceptar", "idempotency_key": str(uuid4())}).status_code == 403
    client.logout()
    signed_in(client, "partner_officer", "INFOP-SPS")
    assert "Le proponen cambios" in client.get("/directorio/").content.decode()
    shown = client.get(f"/directorio/propuestas/{made.pk}/").content.decode()
    assert "2550-1234" in shown and "Llamé" in shown
    client.post(f"/directorio/propuestas/{made.pk}/", {"hacer": "aceptar", "idempotency_key": str(uuid4())})
    entry.refresh_from_db()
    assert entry.phone == "2550-1234"


def test_the_list_filters_searches_and_exports(client):
    signed_in(client, "counsellor", "SPS")
    page = client.get("/directorio/", {"institucion": Institution.objects.get(code="INFOP").pk, "confirmado": "nunca", "orden": "-calidad"})
    assert page.status_code == 200 and page.context["rows"]
    assert {row.institution.code for row, _stale in page.context["rows"]} == {"INFOP"}
    found = client.post("/directorio/", {"q": "cursos cortos"}, follow=True)
    assert found.status_code == 200
    sheet = b"".join(client.get("/directorio/", {"necesidad": "training", "formato": "csv"}).streaming_content).decode()
    assert sheet.splitlines()[0].startswith("\ufeffNombre,Institución")


def test_new_services_programmes_and_focal_points_are_of_ones_own_institution(client):
    signed_in(client, "office_coordinator", "INFOP-SPS")
    infop, other = Institution.objects.get(code="INFOP"), Institution.objects.get(code="INM")
    key = {"idempotency_key": str(uuid4())}
    assert client.post(f"/directorio/institucion/{infop.pk}/", key | {"hacer": "programa", "name": "Oficios"}).status_code == 302
    key = {"idempotency_key": str(uuid4())}
    assert client.post(f"/directorio/institucion/{infop.pk}/", key | {"hacer": "enlace", "name": "Ana"}).status_code == 422
    office = Office.objects.get(code="INFOP-SPS")
    said = {
        "service_type": "infop_short_course",
        "name": "Curso nuevo",
        "office": str(office.pk),
        "is_active": "on",
        "idempotency_key": str(uuid4()),
    }
    assert client.post(f"/directorio/nuevo/{infop.pk}/", said).status_code == 302
    assert Service.objects.get(name="Curso nuevo").office == office
    assert client.get(f"/directorio/nuevo/{other.pk}/").status_code == 403
