"""Who sits at the desk, with which case before them?"""

import pytest
from django.test import Client

from ruta.accounts.models import User
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff


class Desk(Client):
    """A browser in which a member of staff is signed in."""

    def __init__(self, actor):
        super().__init__()
        self.actor = actor
        self.force_login(User.objects.get(pk=actor.user_id))


@pytest.fixture
def desk(db):
    return Desk(staff("SPS"))


@pytest.fixture
def coordinator(db):
    return Desk(staff("SPS", "office_coordinator"))


@pytest.fixture
def protection(db):
    return Desk(staff("SPS", "protection_officer"))


@pytest.fixture
def elsewhere(db):
    return Desk(staff("UMAR-SPS"))


@pytest.fixture
def person(desk):
    found = register(desk.actor)
    consent(desk.actor, found)
    return found


@pytest.fixture
def case(desk, person):
    return open_case(actor=desk.actor, person_id=person.pk, modality="returned", entry_point="camr")
