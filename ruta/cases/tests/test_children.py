"""Does a minor's case stay in intake until an adult answers, the child agrees, and protection has written and assessed?"""

import pytest
from django.db import connection

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import NotOpen
from ruta.cases.actions import assess, open_case
from ruta.cases.selectors import case_facts, verbs_of
from ruta.cases.tests.making import ANSWERS, EMPLOYABILITY, consent, register, staff
from ruta.people.actions import GuardianDraft, answer_notice, record_guardian, tell_senaf
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
CHILD = {
    "accompanied": "parent", "link_verified": "document", "senaf_notified": "yes", "siblings": "no", "authority": "parent",
    "authority_informed": "yes", "authority_conflict": "no", "explained": "yes", "assent": "yes", "child_afraid": "no",
    "risk_violence": "none", "risk_sexual": "none", "risk_gangs": "none", "risk_trafficking": "none", "risk_neglect": "none",
    "risk_work": "none", "risk_health": "none", "early_union": "no", "family_located": "yes", "return_family_safe": "yes",
    "in_school": "yes", "birth_certificate": "yes", "best_interest_note": "Vivir con su mamá y volver a la escuela.",
    "decided_by": "officer", "review_date": "2027-03-01",
}  # fmt: skip


@pytest.fixture
def protection(db):
    return staff("SPS", "child_protection_officer")


@pytest.fixture
def child(dunia):
    person = register(dunia, "Nahúm", birth_date=today().replace(year=today().year - 12), sex="man")
    consent(dunia, person)
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")


def missing(actor, case):
    with acting_as(actor):
        return next((each.missing for each in verbs_of(actor, case) if each.code == "assess"), None)


def guarded(actor, case):
    record_guardian(actor=actor, person_id=case.person_id, guardian=GuardianDraft("mother", "Rosa Murillo", "document"))


def screened(actor, case, **changes):
    return assess(actor=actor, case_id=case.pk, instrument="child_best_interests", answers=CHILD | changes)


def test_a_minor_does_not_leave_intake_and_all_four_are_named(dunia, child):
    assert len(missing(dunia, child)) == 4
    with pytest.raises(NotOpen) as held:
        assess(actor=dunia, case_id=child.pk, instrument=EMPLOYABILITY, answers=ANSWERS)
    assert "SENAF" in str(held.value.message)
    with as_(dunia):
        child.refresh_from_db()
    assert child.state == "intake"


def test_protecting_a_child_is_open_at_once_and_does_not_leave_intake(dunia, protection, child):
    screened(protection, child)
    with as_(dunia):
        child.refresh_from_db()
    assert child.state == "intake"
    assert [sentence for sentence in missing(dunia, child) if "autorice" in sentence]
    assert len(missing(dunia, child)) == 1


def test_with_everything_there_the_case_goes_on(dunia, protection, child):
    screened(protection, child)
    guarded(dunia, child)
    assert missing(dunia, child) == ()


def test_senaf_stands_in_for_a_guardian(dunia, protection, child):
    screened(protection, child)
    notice = tell_senaf(actor=dunia, person_id=child.person_id, reason="no_authority", whereabouts="En la oficina")
    assert missing(dunia, child)
    answer_notice(actor=staff("SENAF", "child_protection_officer"), notice_id=notice, answer="assumed", act="ACTA-1")
    assert missing(dunia, child) == ()


@pytest.mark.parametrize("change", [{"assent": "no"}, {"assent": "unsure"}])
def test_without_assent_it_waits(dunia, protection, child, change):
    screened(protection, child, **change)
    guarded(dunia, child)
    assert any("de acuerdo" in sentence for sentence in missing(dunia, child))


def test_a_decision_that_is_pending_is_no_best_interest_note(dunia, protection, child):
    screened(protection, child, decided_by="pending")
    guarded(dunia, child)
    assert any("interés superior" in sentence for sentence in missing(dunia, child))


def test_the_little_ones_are_not_asked(dunia, protection):
    person = register(dunia, "Ian", birth_date=today().replace(year=today().year - 4))
    consent(dunia, person)
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    assert not any("de acuerdo" in sentence for sentence in missing(dunia, case))


def test_an_adult_lacks_nothing_and_costs_no_question(dunia, case):
    with as_(dunia):
        assert not case_facts(dunia, case).child.is_minor


def test_by_raw_sql_another_institution_learns_nothing_of_the_assessment(dunia, protection, elsewhere, child):
    screened(protection, child)

    def standing(actor):
        with as_(actor), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ruta_child_standing(%s)", [child.pk])
            return cursor.fetchall()

    assert standing(dunia) == [(True, True, True)]
    assert standing(elsewhere) == []
