"""The world of referrals, with staff who can sign in."""

import pytest

from ruta.accounts.models import User
from ruta.referrals.tests.conftest import allowed, case, dunia, mirna, need, rows, send, service, step, stranger, unallowed

__all__ = ["allowed", "case", "dunia", "mirna", "need", "rows", "send", "service", "step", "stranger", "unallowed"]


@pytest.fixture
def signed_in(client):
    """The browser of a member of staff."""

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in
