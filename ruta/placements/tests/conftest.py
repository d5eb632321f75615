"""Who looks for work, and who keeps what they can do?"""

import pytest

from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def broker(db):
    return staff("SPS", "broker")


@pytest.fixture
def elsewhere(db):
    return staff("UMAR-SPS")


@pytest.fixture
def person(dunia):
    found = register(dunia, municipality_id="0501", education="BASICA_III", languages=["es"])
    consent(dunia, found)
    return found


@pytest.fixture
def case(dunia, person):
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
