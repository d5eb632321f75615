"""Does whoever oversees see who did what, and nobody else?"""

import pytest
from django.db import transaction

from ruta.accounts.actions import create_user
from ruta.accounts.models import User
from ruta.base.context import acting_as, system
from ruta.base.selectors import tables_changed
from ruta.desk.oversight.words import TABLES
from ruta.directory.models import Office
from ruta.people.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"


@pytest.fixture
def office():
    return Office.objects.get(code="SPS")


def sign_in(client, office, role):
    create_user(
        actor=system(None), email=f"{role}@ejemplo.hn", full_name=f"Prueba {role}", office_code=office.code, role=role, password=PASSWORD
    )
    client.post("/cuenta/login/", {"login": f"{role}@ejemplo.hn", "password": PASSWORD})
    return client


def some_change(office):
    with acting_as(system(office.institution_id).because("prueba de motivo")), transaction.atomic():
        person = Person.objects.create(
            owner_institution_id=office.institution_id, office=office, given_names="Secreta", sort_name="secreta"
        )
        Person.objects.filter(pk=person.pk).update(given_names="Oculta")


def test_the_auditor_sees_who_and_why_but_no_values(client, office):
    some_change(office)
    page = sign_in(client, office, "auditor").get("/vigilancia/cambios/").content.decode()
    assert "prueba de motivo" in page
    assert ">nombres<" in page
    assert "Oculta" not in page


def test_another_institution_is_not_overseen(client, office):
    some_change(office)
    other = Office.objects.exclude(institution=office.institution).filter(is_active=True).first()
    assert "prueba de motivo" not in sign_in(client, other, "auditor").get("/vigilancia/cambios/").content.decode()


def test_the_chain_is_verified_by_a_button(client, office):
    response = sign_in(client, office, "auditor").post("/vigilancia/sellos/", follow=True)
    assert "Todo coincide" in response.content.decode()


@pytest.mark.parametrize("path", ["cambios", "aperturas", "sellos", "tareas", "personal", "personal/nuevo"])
def test_a_counsellor_is_refused(client, office, path):
    assert sign_in(client, office, "counsellor").get(f"/vigilancia/{path}/").status_code == 403


def test_the_administrator_makes_an_account_and_ends_a_role(client, office):
    sign_in(client, office, "administrator")
    assert client.get("/vigilancia/tareas/").status_code == 200
    form = {"full_name": "Nueva Persona", "email": "nueva@ejemplo.hn", "office": office.pk, "role": "broker", "password": "corta"}
    response = client.post("/vigilancia/personal/nuevo/", form)
    assert response.status_code == 422
    assert "Nueva Persona" in response.content.decode()
    client.post("/vigilancia/personal/nuevo/", form | {"password": PASSWORD})
    user = User.objects.get(email="nueva@ejemplo.hn")
    assert "Nueva Persona" in client.get("/vigilancia/personal/?texto=nueva").content.decode()
    client.post(f"/vigilancia/personal/{user.pk}/", {"add": "1", "office": office.pk, "role": "auditor"})
    client.post(f"/vigilancia/personal/{user.pk}/", {"end": user.memberships.get(role="broker").pk})
    assert [one.role for one in user.memberships.filter(is_active=True)] == ["auditor"]


def test_every_table_whose_changes_are_kept_has_a_word():
    assert sorted(set(tables_changed()) - set(TABLES)) == []


@pytest.mark.parametrize(("role", "path", "first"), [("auditor", "cambios", "-numero"), ("administrator", "personal", "nombre")])
def test_the_logs_and_the_accounts_are_turned_around_by_their_heads(client, office, role, path, first):
    some_change(office)
    desk = sign_in(client, office, role)
    page = desk.get(f"/vigilancia/{path}/").content.decode()
    turned = first[1:] if first.startswith("-") else f"-{first}"
    assert "aria-sort=" in page and f"orden={turned}" in page
    assert f"orden={first}" in desk.get(f"/vigilancia/{path}/", {"orden": turned}).content.decode()
