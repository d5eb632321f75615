"""Does what is still owed of a case that was closed stay in the queue of whoever carried it?"""

import pytest

from ruta.base.context import acting_as
from ruta.cases.actions import close_case
from ruta.desk.queue import rows
from ruta.referrals.actions import accept, confirm, decline, deliver, dispute, withdraw
from ruta.referrals.tests.conftest import _monday, allowed, case, clock, dunia, mirna, need, send, service, step, unallowed  # noqa: F401
from ruta.referrals.tests.making import hear, slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(send, step):  # noqa: F811
    return send(plan_action_id=step.pk)


def test_who_complains_after_the_case_was_closed_is_heard(dunia, mirna, referral):  # noqa: F811
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    deliver(actor=mirna, referral_id=referral.pk, outcome="completed_certified")
    confirm(actor=dunia, referral_id=referral.pk, heard_by="phone")
    hear()
    close_case(actor=dunia, case_id=referral.case_id, reason="person_withdrew", note="Ya no quiere seguir.")
    hear()
    dispute(actor=dunia, referral_id=referral.pk, reason="dis_was_charged", heard_by="office")
    hear()
    with acting_as(dunia):
        assert [row.pk for row in rows.sent_referrals(dunia)] == [referral.pk]
        assert {row.code for row in rows.referral_tasks(dunia)} >= {"open_complaint"}


def test_a_check_of_safety_does_not_end_with_the_case(dunia, mirna, referral):  # noqa: F811
    decline(actor=mirna, referral_id=referral.pk, reason="prov_safety_concern")
    withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_risk_found")
    hear()
    close_case(actor=dunia, case_id=referral.case_id, reason="person_withdrew", note="Ya no quiere seguir.")
    hear()
    with acting_as(dunia):
        assert "safety_check" in {row.code for row in rows.referral_tasks(dunia)}
