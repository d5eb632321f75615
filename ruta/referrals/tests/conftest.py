"""A case in San Pedro Sula, INFOP with an instructor, and a third institution that must see nothing."""

from functools import partial

import pytest
import time_machine
from django.db import connection

from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff
from ruta.directory.models import Service
from ruta.people.models import Contact
from ruta.referrals.tests.making import allow, need_of, plan_step, sent

MONDAY = "2026-03-16T15:00:00Z"  # 9:00 in Honduras


@pytest.fixture(autouse=True)
def _monday(request):
    """Working days are counted from a Monday morning; a test may move the clock."""
    if "committed" in request.fixturenames or "live" in request.keywords:
        yield None
        return
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def clock(_monday):
    return _monday


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def mirna(db):
    """Who answers at INFOP."""
    return staff("INFOP-SPS", "partner_officer")


@pytest.fixture
def stranger(db):
    """Staff of an institution that nobody asked."""
    return staff("UMAR-TGU")


@pytest.fixture
def service(db):
    return Service.objects.select_related("institution", "office").get(office__code="INFOP-SPS", service_type="infop_skills_certification")


@pytest.fixture
def case(dunia):
    person = register(dunia)
    with acting_as(dunia):
        Contact.objects.create(
            owner_institution_id=dunia.institution_id,
            person=person,
            kind="phone",
            value="9748-2206",
            safety="safe",
            note="seguro de 8 a 12",
        )
    consent(dunia, person)
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")


@pytest.fixture
def need(dunia, case):
    return need_of(dunia, case, "skills_certification", "high")


@pytest.fixture
def step(dunia, case, need):
    return plan_step(dunia, case, need)


@pytest.fixture
def allowed(dunia, case, service):
    """The person lets INFOP know who they are, how to reach them and what they can do."""
    return allow(dunia, case, service)


@pytest.fixture
def unallowed(dunia, case, need, service):
    """Send the need of the case to INFOP, whatever was allowed."""
    return partial(sent, dunia, case, service, need)


@pytest.fixture
def send(allowed, unallowed):
    """Send it with the person's permission."""
    return unallowed


@pytest.fixture
def rows():
    """Raw SQL as whoever acts."""

    def ask(actor, sql, params=()):
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return ask
