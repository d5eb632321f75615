"""Two institutions with staff, a person of the first and a case ready for each verb."""

import pytest

from ruta.cases.actions import open_case
from ruta.cases.models import Case
from ruta.cases.tests.making import consent, register, staff
from ruta.people.models import Person


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def coordinator(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def elsewhere(db):
    """A counsellor of another institution."""
    return staff("UMAR-SPS")


@pytest.fixture
def person(dunia) -> Person:
    return register(dunia)


@pytest.fixture
def case(dunia, person) -> Case:
    """A case in intake, with the consent to manage it."""
    consent(dunia, person)
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
