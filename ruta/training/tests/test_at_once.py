"""What happens when a person is enrolled twice, or leaves and comes back, at the same moment? One step of the plan, one place, and nobody waits for ever."""

import pytest
from django.db import transaction

from ruta.agenda.tests.test_at_once import together
from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.models import PlanAction
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.training.actions import enrol_person, withdraw_enrolment
from ruta.training.models import Enrolment
from ruta.training.tests.conftest import course, edition

TURNS = 4


@pytest.fixture
def world(committed):
    counsellor = staff("SPS")
    person = register(counsellor)
    consent(counsellor, person)
    planned(counsellor, open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned"), 5, 9)
    workshop = course(counsellor, kind="workshop", name="Buscar empleo", service_type="job_search_workshop", least_grade=None)
    return counsellor, person, [edition(counsellor, workshop) for _turn in range(2)]


def test_two_editions_at_once_write_one_step(world):
    counsellor, person, editions = world
    said = together(*(lambda made=made: enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk) for made in editions))
    assert said == ["ok", "ok"]
    with acting_as(counsellor), transaction.atomic():
        steps = PlanAction.objects.filter(service_type="job_search_workshop")
        assert steps.count() == 1
        assert set(Enrolment.objects.values_list("plan_action", flat=True)) == {steps.get().pk}


def test_leaving_and_coming_back_at_once_end_both(world):
    counsellor, person, (made, _other) = world
    row = enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk)
    for _turn in range(TURNS):
        said = together(
            lambda: withdraw_enrolment(actor=counsellor, enrolment_id=row.pk),
            lambda: enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk),
        )
        assert said == ["ok", "ok"]
    with acting_as(counsellor), transaction.atomic():
        assert Enrolment.objects.filter(person=person).count() == 1
