"""Who acts in the tests of this domain? A counsellor of SI EMPLEO and one of INFOP, each in their institution."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership, User
from ruta.accounts.selectors import actor_in
from ruta.base.context import acting_as
from ruta.directory.models import Institution, Office
from ruta.people.actions import ContactDraft, DisabilityDraft, IdentifierDraft, Manner, PersonDraft, ReturnDraft, register_person


@contextmanager
def as_(actor):
    with acting_as(actor), transaction.atomic():
        yield


def actor_of(institution_code: str, role: str = Role.COUNSELLOR, email: str = ""):
    office = Office.objects.filter(institution__code=institution_code).order_by("pk").first()
    email = email or f"{role}@{institution_code.lower()}.hn"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, "x", full_name=f"{role} {institution_code}")
    membership, _ = Membership.objects.get_or_create(user=user, office=office, role=role)
    return actor_in(membership)


@pytest.fixture
def dunia(db):
    return actor_of("SETRASS-DGE")


@pytest.fixture
def infop(db):
    return actor_of("INFOP")


@pytest.fixture
def infop_id(db):
    return Institution.objects.get(code="INFOP").pk


def draft(**changes):
    facts = {
        "given_names": "Yeimi Lorena",
        "surnames": "Mejía Orellana",
        "sex": "woman",
        "birth_date": date(1996, 4, 7),
        "municipality_id": "0501",
        "identifiers": (IdentifierDraft("dni", "0501-1996-04821"),),
        "contacts": (ContactDraft("9748-2206"),),
        "return_episode": ReturnDraft(date(2026, 3, 14), "MX", "camr", "forced"),
        "disability": DisabilityDraft("some"),
    }
    return PersonDraft(**facts | changes)


@pytest.fixture
def yeimi(dunia):
    return register_person(actor=dunia, office_id=dunia.office_id, draft=draft())


SIGNED = Manner(method="signature_screen", signature="M1 1L2 2")
