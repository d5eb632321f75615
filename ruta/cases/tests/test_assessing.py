"""Do answers become a reading with reasons, needs and alerts, and may a person decide otherwise?"""

import pytest

from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.cases.actions import assess, override_segment, raise_needs, resolve_alert, save_draft
from ruta.cases.models import Assessment, Case, CaseAlert, CaseStep, Need
from ruta.cases.selectors import open_codes
from ruta.cases.tests.making import ANSWERS, EMPLOYABILITY, assessed, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def acting(dunia):
    with acting_as(dunia):
        yield


def test_an_assessment_moves_the_case_and_says_why(case, dunia):
    done = assessed(dunia, case)
    case.refresh_from_db()
    assert (case.state, case.segment) == ("assessed", done.segment)
    assert case.strategy
    assert done.drivers[0]["sentence_es"]
    assert done.reading["segment"]["reason"].endswith(".")
    assert CaseStep.objects.filter(case=case, verb="assess", state="assessed").exists()
    assert Event.objects.get(name="CaseAssessed").payload["assessment_id"] == done.pk


def test_missing_answers_are_named_and_nothing_is_kept(case, dunia):
    with pytest.raises(Invalid) as error:
        assess(actor=dunia, case_id=case.pk, instrument=EMPLOYABILITY, answers={"work_status": "not_working"})
    assert error.value.fields["urgency"] == "Falta esta respuesta."
    assert not Assessment.objects.exists()


def test_a_draft_waits_and_becomes_the_assessment(case, dunia):
    draft = save_draft(actor=dunia, case_id=case.pk, instrument=EMPLOYABILITY, answers={"work_status": "not_working"})
    case.refresh_from_db()
    assert (draft.state, case.state) == ("draft", "intake")
    assert assessed(dunia, case).pk == draft.pk


def test_without_consent_the_assessment_is_refused_with_the_reason(dunia, person):
    from ruta.cases.actions import open_case

    bare = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    with pytest.raises(NotOpen, match="Falta el permiso de la persona"):
        assessed(dunia, bare)


def test_other_roles_and_institutions_are_refused(case, elsewhere):
    with pytest.raises(Refused):
        assess(actor=staff("SPS", "broker"), case_id=case.pk, instrument=EMPLOYABILITY, answers=ANSWERS)
    with pytest.raises(NotFound):
        assess(actor=elsewhere, case_id=case.pk, instrument=EMPLOYABILITY, answers=ANSWERS)


def test_a_strict_instrument_is_applied_by_protection_only(case, dunia):
    with pytest.raises(Refused, match="protección"):
        assess(actor=dunia, case_id=case.pk, instrument="protection_screening", answers={})


def test_needs_are_raised_once_with_priority_and_term_of_the_catalogue(case, dunia):
    done = assessed(dunia, case)
    codes = {row["code"] for row in done.reading["needs"]}
    raised = raise_needs(actor=dunia, assessment_id=done.pk)
    assert {need.code for need in raised} == codes
    assert codes
    assert all(need.source == "instrument" and need.due_on and need.priority for need in raised)
    assert raise_needs(actor=dunia, assessment_id=done.pk) == []
    assert Need.objects.filter(case=case).count() == len(codes)


def other_segment(done: Assessment) -> str:
    return next(code for code in "abc" if code != done.segment)


def test_an_override_keeps_both_and_needs_reason_and_note(case, dunia):
    done = assessed(dunia, case)
    with pytest.raises(Invalid) as error:
        override_segment(actor=dunia, assessment_id=done.pk, segment=done.segment, reason="x", note=" ")
    assert set(error.value.fields) == {"segment", "reason", "note"}
    to = other_segment(done)
    override_segment(actor=dunia, assessment_id=done.pk, segment=to, reason="person_preference", note="No puede trabajar de noche.")
    done.refresh_from_db()
    case.refresh_from_db()
    assert (done.override_segment, case.segment, done.segment != to) == (to, to, True)
    assert case.strategy


def test_two_overrides_at_once_conflict_with_both_values(case, dunia):
    done = assessed(dunia, case)
    to = other_segment(done)
    override_segment(actor=dunia, assessment_id=done.pk, segment=to, reason="other", note="Primera.", version=done.version)
    with pytest.raises(Conflict) as error:
        override_segment(actor=dunia, assessment_id=done.pk, segment="unscored", reason="other", note="Segunda.", version=done.version)
    assert error.value.facts["both"] == [{"field": "segment", "theirs": to, "yours": "unscored"}]


def test_an_alert_blocks_until_who_was_notified_resolves_it(case, dunia, coordinator):
    done = assessed(dunia, case)
    alert = CaseAlert.objects.create(
        owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, assessment=done, code="x", severity="critical",
        message="Responder hoy.", notify_roles=["office_coordinator"], blocks=["plan_activation", "case_closing"],
    )  # fmt: skip
    assert not {"plan", "close"} & open_codes(dunia, case)
    with pytest.raises(Refused):
        resolve_alert(actor=dunia, alert_id=alert.pk, note="Ya.")
    with pytest.raises(Invalid):
        resolve_alert(actor=coordinator, alert_id=alert.pk, note=" ")
    resolve_alert(actor=coordinator, alert_id=alert.pk, note="Se acompañó.")
    case.refresh_from_db()
    assert "close" in open_codes(dunia, case)
    with pytest.raises(NotOpen):
        resolve_alert(actor=coordinator, alert_id=alert.pk, note="Otra vez.")


def test_alerts_of_the_answers_are_kept(case, dunia):
    assess(actor=dunia, case_id=case.pk, instrument=EMPLOYABILITY, answers=ANSWERS | {"worries": ["safety"]})
    alert = CaseAlert.objects.get(case=case)
    assert (alert.code, alert.notify_roles) == ("safety_worry", ["counsellor", "protection_officer"])
    assert Case.objects.get(pk=case.pk).segment == "c"
