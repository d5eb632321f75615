"""Who acts in the tests of this domain? A counsellor in the field, a colleague, the coordination, and INFOP."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from ruta.accounts.enums import Role
from ruta.field.actions import Incoming, enrol_device, receive
from ruta.field.selectors import offers_at_the_door
from ruta.people.tests.conftest import actor_of, as_

WRITTEN = datetime(2026, 11, 18, 15, tzinfo=UTC)


@pytest.fixture
def dunia(db):
    return actor_of("SETRASS-DGE")


@pytest.fixture
def colleague(db):
    return actor_of("SETRASS-DGE", email="colega@setrass.hn")


@pytest.fixture
def coordinator(db):
    return actor_of("SETRASS-DGE", Role.OFFICE_COORDINATOR)


@pytest.fixture
def infop(db):
    return actor_of("INFOP")


@pytest.fixture
def device(dunia):
    return enrol_device(actor=dunia, uid=uuid4(), label="Tableta de la unidad")


def words(actor, *purposes):
    """What the person heard, with the hash of each text."""
    with as_(actor):
        found = [each for each in offers_at_the_door(actor) if each.is_own and each.purpose in (purposes or ("case_management",))]
    return [{"grantee": each.institution.pk, "purpose": each.purpose, "notice": each.notice.sha256} for each in found]


def registration(actor, dni="0501-1996-04821", **changes):
    person = {
        "given_names": "Yeimi Lorena", "surnames": "Mejía Orellana", "sex": "woman", "birth_date": "1996-04-07", "municipality_id": "0501",
        "identifiers": [{"kind": "dni", "value": dni}], "contacts": [{"value": "9748-2206"}],
        "return": {"returned_on": "2026-03-14", "country": "MX", "entry_point": "camr", "kind": "forced"},
    }  # fmt: skip
    said = {"person": person | changes, "modality": "returned", "entry_point": "si_empleo_office", "grants": words(actor)}
    return said | {"manner": {"method": "signature_screen", "signature": "M1 1L2 2"}}


def incoming(verb, payload, *, number=1, key=None, after=None):
    return Incoming(
        key=key or uuid4(), number=number, verb=verb, written_at=WRITTEN + timedelta(minutes=number), payload=payload, after=after
    )


@pytest.fixture
def send(dunia, device):
    """Bring one thing; gives the row."""

    def bring(verb, payload, **more):
        return receive(actor=dunia, device=device, incoming=incoming(verb, payload, **more))

    return bring
