"""Does the rest follow by itself: plan and need, attention, permission, agenda, ladder?"""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from ruta.agenda.actions import mark_appointment
from ruta.base.context import acting_as, system
from ruta.cases.models import Need, PlanAction, ServiceDelivery
from ruta.referrals.actions import accept, confirm, decline, deliver, dispute, record_attended, record_no_show, schedule
from ruta.referrals.jobs import climb_of
from ruta.referrals.models import Referral, ReferralStep, ReferralTask
from ruta.referrals.tests.making import hear, slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(send, step):
    return send(plan_action_id=step.pk)


def states(actor, referral):
    with acting_as(actor), transaction.atomic():
        fresh = Referral.objects.get(pk=referral.pk)
        return fresh.state, PlanAction.objects.get(pk=referral.plan_action_id).state, Need.objects.get(pk=referral.need_id).state


def test_the_plan_moves_by_itself_and_only_the_person_ends_it(dunia, mirna, referral):
    hear()
    assert states(dunia, referral) == ("sent", "in_progress", "in_progress")
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    deliver(actor=mirna, referral_id=referral.pk, outcome="completed_certified")
    hear()
    assert states(dunia, referral) == ("delivered", "in_progress", "in_progress")
    with acting_as(dunia):
        delivery = ServiceDelivery.objects.get()
    assert (delivery.provider_id, delivery.modality, delivery.sex) == (mirna.institution_id, "returned", "woman")
    confirm(actor=dunia, referral_id=referral.pk, heard_by="phone")
    hear()
    assert states(dunia, referral) == ("confirmed", "done", "met")


def test_a_dispute_takes_it_back(dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk)
    deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full")
    confirm(actor=dunia, referral_id=referral.pk, heard_by="phone")
    hear()
    dispute(actor=dunia, referral_id=referral.pk, reason="dis_not_received", heard_by="office")
    hear()
    assert states(dunia, referral) == ("disputed", "in_progress", "in_progress")


def test_what_is_declined_waits_for_another_way(dunia, mirna, referral):
    hear()
    decline(actor=mirna, referral_id=referral.pk, reason="prov_outside_area")
    hear()
    assert states(dunia, referral) == ("declined", "open", "open")


def test_a_reason_can_show_a_need_nobody_had_written_down(dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    record_no_show(actor=mirna, referral_id=referral.pk, reason="nos_care")
    hear()
    with acting_as(dunia):
        assert Need.objects.filter(case=referral.case_id, code="care_support_to_work", state="open").exists()


def test_nobody_telephones_after_whoever_came(dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    record_no_show(actor=mirna, referral_id=referral.pk, reason="nos_unknown")
    hear()
    with acting_as(dunia):
        assert ReferralTask.objects.filter(referral=referral, code="change_channel_and_retry", done_at=None).exists()
    record_attended(actor=mirna, referral_id=schedule(actor=mirna, referral_id=referral.pk, slot=slot(2)).pk)
    hear()
    with acting_as(dunia):
        assert not ReferralTask.objects.filter(referral=referral, done_at=None).exists()


def test_a_withdrawn_permission_takes_the_referral_back(dunia, mirna, referral, allowed, rows):
    from ruta.people.actions import withdraw_consent

    withdraw_consent(actor=dunia, consent_id=allowed.pk, reason="Ya no quiere.")
    hear()
    assert states(dunia, referral) == ("withdrawn", "open", "open")
    assert rows(mirna, "SELECT reason FROM referrals_referral") == [("wdr_consent_withdrawn",)]


def test_the_agenda_moves_the_referral(clock, dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot(1))
    with acting_as(mirna), transaction.atomic():
        appointment = Referral.objects.get(pk=referral.pk).appointment
    clock.shift(26 * 3600)
    mark_appointment(actor=mirna, appointment_id=appointment.pk, state="seen")
    hear()
    assert states(dunia, referral)[0] == "attended"


def test_who_cannot_come_gets_another_date(dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot(2))
    with acting_as(mirna), transaction.atomic():
        appointment = Referral.objects.get(pk=referral.pk).appointment
    mark_appointment(actor=mirna, appointment_id=appointment.pk, state="excused")
    hear()
    assert states(dunia, referral)[0] == "accepted"


def rungs(actor, referral):
    with acting_as(actor), transaction.atomic():
        told = ReferralStep.objects.filter(referral=referral, verb="escalate").order_by("pk")
        return [step.facts["rung"] for step in told], Referral.objects.get(pk=referral.pk).escalation


def at(clock, text):
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))


def test_the_ladder_climbs_rung_by_rung_and_each_once(clock, dunia, referral):
    # Three working days to acknowledge: Thursday 16:00 in Honduras.
    assert climb_of(dunia.institution_id) == 0
    steps = [
        ("2026-03-19T14:30", [1]),  # three quarters used
        ("2026-03-19T22:30", [1, 2]),  # late on both sides
        ("2026-03-23T22:30", [1, 2, 3]),  # both coordinations
        ("2026-03-26T22:30", [1, 2, 3, 4]),  # offer to reroute
    ]
    for moment, climbed in steps:
        at(clock, moment)
        climb_of(dunia.institution_id)
        climb_of(dunia.institution_id)
        assert rungs(dunia, referral) == (climbed, climbed[-1]), moment


def test_what_nobody_answers_runs_out_and_comes_back(clock, dunia, referral):
    at(clock, "2026-03-26T22:30")
    climb_of(dunia.institution_id)
    at(clock, "2026-04-20T22:30")
    climb_of(dunia.institution_id)
    hear()
    assert states(dunia, referral) == ("expired", "open", "open")


def test_the_ladder_of_one_institution_is_not_anothers(clock, dunia, mirna, referral):
    at(clock, "2026-03-26T22:30")
    assert climb_of(mirna.institution_id) == 0
    assert rungs(dunia, referral) == ([], 0)


def test_an_answer_begins_the_ladder_anew(clock, dunia, mirna, referral):
    at(clock, "2026-03-19T22:30")
    climb_of(dunia.institution_id)
    accept(actor=mirna, referral_id=referral.pk)
    assert rungs(dunia, referral)[1] == 0


def test_a_case_with_an_open_referral_does_not_close(dunia, referral):
    from ruta.cases.models import Case
    from ruta.cases.policies import open_referrals

    with acting_as(dunia), transaction.atomic():
        assert open_referrals(dunia, Case.objects.get(pk=referral.case_id)) == 1


def test_the_event_survives_a_machine_that_dies_before_delivery(dunia, referral):
    """Nothing was delivered yet: the event waits in the outbox, and delivering it later does it once."""
    from ruta.base.models import Delivery, Event

    waiting = Event.objects.filter(name="ReferralSent")
    assert waiting.count() == 1
    assert not Delivery.objects.filter(event__in=waiting).exists()
    hear()
    hear()
    assert Delivery.objects.filter(event__in=waiting, listener__endswith="put_in_progress").count() == 1
    assert states(dunia, referral)[1] == "in_progress"
    with acting_as(system(dunia.institution_id)):
        assert Delivery.objects.filter(event__in=waiting).count() >= 1


def test_the_line_of_the_case_tells_every_step_and_what_lies_ahead(dunia, mirna, referral):
    from ruta.cases.models import Case
    from ruta.cases.timeline import contributed

    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    with acting_as(dunia), transaction.atomic():
        told = contributed(dunia, Case.objects.get(pk=referral.case_id))
    assert [(entry.title, entry.kind) for entry in told if entry.source == "referrals"] == [
        ("Envió la derivación", "event"), ("Aceptó", "event"), ("Dio cita", "event"), ("Tiene cita", "ahead"),
    ]  # fmt: skip
