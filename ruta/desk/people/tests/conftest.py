"""Who sits at the desk? Somebody signed in, in one office and role, with a browser."""

import pytest
from django.test import Client

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.people.actions import register_person
from ruta.people.tests.conftest import actor_of, draft


def browser(institution: str, role: str = Role.COUNSELLOR):
    actor = actor_of(institution, role)
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    client.actor = actor
    return client


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def other_desk(db):
    return browser("INFOP")


@pytest.fixture
def yeimi(desk):
    return register_person(actor=desk.actor, office_id=desk.actor.office_id, draft=draft())
