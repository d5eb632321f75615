"""Is what is reserved opened to one user, for one person, for three hours, with a reason that is reviewed, and in no list?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.cases.actions import add_need, open_case
from ruta.cases.tests.making import consent, register, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.people.actions import PlaceDraft, mark_place_unsafe, review_override
from ruta.people.models import Override
from ruta.people.selectors import lawful_bases
from ruta.taxonomy.selectors import label

pytestmark = pytest.mark.django_db
CODE = "gbv_survivor_care"
WHY = "La persona está en la sala y pide que la llevemos ya a un lugar seguro."


@pytest.fixture
def desk(db):
    return Desk(staff("SPS"))


@pytest.fixture
def case(desk):
    person = register(desk.actor)
    consent(desk.actor, person)
    case = open_case(actor=desk.actor, person_id=person.pk, modality="returned", entry_point="camr")
    add_need(actor=staff("SPS", "protection_officer"), case_id=case.pk, code=CODE)
    return case


def opened(desk, case, reason=WHY):
    said = {"lawful_basis": lawful_bases()[0][0], "reason": reason, "idempotency_key": str(uuid4())}
    return desk.post(reverse("desk:reserved", args=[case.person_id]), said)


def page(desk, case):
    return desk.get(reverse("desk:case", args=[case.pk])).content.decode()


def test_it_opens_for_three_hours_and_closes_by_itself(desk, case):
    assert label("needs", CODE) not in page(desk, case)
    assert reverse("desk:reserved", args=[case.person_id]) in page(desk, case)
    assert opened(desk, case).status_code == 302
    assert label("needs", CODE) in page(desk, case)
    assert "abierto hasta las" in page(desk, case)
    with acting_as(desk.actor), transaction.atomic():
        row = Override.objects.get()
    assert timedelta(hours=2, minutes=59) < row.valid_until - now() <= timedelta(hours=3)


def test_it_needs_a_reason(desk, case):
    assert opened(desk, case, "porque sí").status_code == 422
    assert label("needs", CODE) not in page(desk, case)


def test_it_is_for_one_user_alone(desk, case):
    opened(desk, case)
    assert label("needs", CODE) not in page(Desk(staff("SPS")), case)


def test_no_list_and_no_queue_tells_it_while_it_is_open(desk, case):
    opened(desk, case)
    for name in ("desk:queue", "desk:cases"):
        assert label("needs", CODE) not in desk.get(reverse(name)).content.decode()


def test_the_coordination_is_told_reviews_it_and_may_end_it(desk, case):
    opened(desk, case)
    coordinator = Desk(staff("SPS", "office_coordinator"))
    assert "Acceso excepcional por revisar." in coordinator.get(reverse("desk:queue")).content.decode()
    assert WHY in coordinator.get(reverse("desk:override-reviews")).content.decode()
    with acting_as(desk.actor), transaction.atomic():
        pk = Override.objects.get().pk
    review_override(actor=coordinator.actor, override_id=pk, verdict="unjustified", note="Podía esperar a protección.")
    assert label("needs", CODE) not in page(desk, case)


@pytest.mark.parametrize("role", ["receptionist", "broker", "data_steward"])
def test_by_address_other_roles_do_not_get_there(case, role):
    assert opened(Desk(staff("SPS", role)), case).status_code == 403


def test_by_address_another_institution_does_not_get_there(case):
    assert opened(Desk(staff("UMAR-SPS")), case).status_code == 404


def strict_open(actor, person_id, why=WHY):
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_open_strict(%s, 'vital_interest', %s)", [person_id, why])


def test_by_raw_sql_the_door_refuses_roles_short_reasons_and_other_institutions(desk, case):
    for actor, why in ((staff("SPS", "receptionist"), WHY), (staff("UMAR-SPS"), WHY), (desk.actor, "corto")):
        with pytest.raises(DatabaseError):
            strict_open(actor, case.person_id, why)
    strict_open(desk.actor, case.person_id)


def test_by_raw_sql_reserved_reasons_follow_the_opening_and_nobody_lengthens_it(desk, case):
    mark_place_unsafe(actor=desk.actor, person_id=case.person_id, place=PlaceDraft("0501"), reason="Ahí vive quien la amenaza")

    def reasons(actor):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT text FROM people_reservedreason")
            return cursor.fetchall()

    assert reasons(desk.actor) == []
    opened(desk, case)
    assert reasons(desk.actor) == [("Ahí vive quien la amenaza",)]
    assert reasons(staff("SPS")) == []
    with pytest.raises(DatabaseError), acting_as(desk.actor), transaction.atomic():
        Override.objects.update(valid_until=now() + timedelta(days=9))
