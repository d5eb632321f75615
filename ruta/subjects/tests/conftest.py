"""The world of referrals, at the real time: the database says itself whether a visit has ended."""

import pytest

from ruta.base.context import Actor, acting_as, system
from ruta.people.models import Contact
from ruta.referrals.tests.conftest import allowed, case, dunia, mirna, need, rows, send, service, step, stranger, unallowed
from ruta.subjects.actions import begin_visit, token_hash
from ruta.subjects.selectors import visit_of

__all__ = ["allowed", "case", "dunia", "mirna", "need", "rows", "send", "service", "step", "stranger", "unallowed"]
NOBODY = system(None, "test")


@pytest.fixture
def person(case, dunia):
    with acting_as(dunia):
        return case.person


@pytest.fixture
def token(person):
    return begin_visit(actor=NOBODY, person_id=person.pk, institution_id=person.owner_institution_id, by="code")


@pytest.fixture
def herself(token) -> Actor:
    visiting = visit_of(token_hash(token))
    assert visiting is not None
    return visiting.actor


@pytest.fixture
def contact(person, dunia):
    with acting_as(dunia):
        return Contact.objects.get(person=person)
