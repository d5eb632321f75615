"""Does row security bind the application role, by raw SQL?"""

import psycopg
import pytest
from django.db import connection, transaction

from ruta.base.context import acting_as, system
from ruta.directory.models import Institution, Office
from ruta.people.models import Person

pytestmark = pytest.mark.django_db


def two_institutions():
    offices = list(Office.objects.select_related("institution").order_by("institution_id").distinct("institution_id")[:2])
    return offices[0], offices[1]


def person_of(office: Office) -> Person:
    with acting_as(system(office.institution_id)), transaction.atomic():
        return Person.objects.create(
            owner_institution_id=office.institution_id, office=office, given_names="Ana", surnames="Paz", sort_name="paz ana"
        )


def count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return cursor.fetchone()[0]


def test_nobody_sees_nothing():
    a, _ = two_institutions()
    person_of(a)
    assert count() == 0


def test_an_institution_sees_its_own_and_not_the_other():
    a, b = two_institutions()
    person_of(a)
    with acting_as(system(a.institution_id)):
        assert count() == 1
    with acting_as(system(b.institution_id)):
        assert count() == 0


def test_an_institution_cannot_write_for_another():
    a, b = two_institutions()
    with acting_as(system(b.institution_id)), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Person.objects.create(owner_institution_id=a.institution_id, office=a, given_names="Ana", sort_name="ana")


def test_a_write_without_actor_is_refused():
    a, _ = two_institutions()
    with pytest.raises(Exception, match=r"row-level security|bound actor"), transaction.atomic():
        Person.objects.create(owner_institution_id=a.institution_id, office=a, given_names="Ana", sort_name="ana")


def test_the_application_role_is_neither_owner_nor_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("ruta_app", False, False)


def test_the_audit_keeps_who_and_cannot_be_edited():
    a, _ = two_institutions()
    person = person_of(a)
    with acting_as(system(a.institution_id)), connection.cursor() as cursor:
        cursor.execute("SELECT verb, row_id, institution_id, kind FROM audit_event WHERE table_name = 'people_person'")
        assert cursor.fetchall() == [("insert", person.pk, a.institution_id, "system")]
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE audit_event SET reason = 'x'")


def test_institutions_are_loaded():
    assert Institution.objects.count() > 5
    assert psycopg.__version__
