"""A person who is in, at the real time: the database says itself whether a visit has ended."""

import pytest

from ruta.portal.mine.doors import VISIT, _signer
from ruta.subjects.tests.conftest import (
    allowed,
    case,
    contact,
    dunia,
    herself,
    mirna,
    need,
    person,
    rows,
    send,
    service,
    step,
    stranger,
    token,
    unallowed,
)

__all__ = [
    "allowed",
    "case",
    "contact",
    "dunia",
    "herself",
    "mirna",
    "need",
    "person",
    "rows",
    "send",
    "service",
    "step",
    "stranger",
    "token",
    "unallowed",
]


@pytest.fixture
def inside(client, token):
    """The browser of the person."""
    client.cookies[VISIT] = _signer.sign(token)
    return client
