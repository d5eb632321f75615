"""Are the agreements of a demonstration written once, marked, and do they give the board something to tell?"""

import pytest

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.demo.actions import make_agreements
from ruta.directory.models import Agreement, AgreementContact, Institution
from ruta.directory.selectors import protocol_units, scopes, standings

pytestmark = pytest.mark.django_db


def test_they_are_written_once_in_every_state():
    made = make_agreements(actor=system(None, "test"))
    assert make_agreements(actor=system(None, "test")) == 0
    central = Actor(
        kind="staff",
        institution_id=Institution.objects.get(code="SETRASS-DGE").pk,
        user_id=1,
        membership_id=1,
        office_id=1,
        role="administrator",
    )
    with acting_as(central):
        rows = list(Agreement.objects.order_by("pk"))
        assert len(rows) == made
        assert all(row.is_demo for row in rows)
        assert {row.state for row in rows} == {"in_force", "suspended", "ended", "draft"}
        assert scopes()
        assert AgreementContact.objects.exists()
        live = standings(today())
        assert any(each.is_verified for each in live)
        assert any(not each.is_verified for each in live)
        assert len(protocol_units(today())) >= 4
