"""Does a referral go all the way round, and does each side see and do only its own?"""

import pytest
from django.db import transaction

from ruta.agenda.models import Appointment
from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.referrals.actions import (
    accept,
    confirm,
    decline,
    deliver,
    expire,
    mark_received,
    person_declines,
    record_attended,
    reroute,
    send_referral,
    withdraw,
)
from ruta.referrals.errors import NoConsent
from ruta.referrals.models import Referral, ReferralPacket, ReferralStep, ReferralTask
from ruta.referrals.packet import Packet, verify
from ruta.referrals.selectors import state_word
from ruta.referrals.tests.making import allow, need_of, sent, slot

pytestmark = pytest.mark.django_db


def again(actor, referral):
    with acting_as(actor), transaction.atomic():
        return Referral.objects.get(pk=referral.pk)


def test_the_whole_ring(dunia, mirna, step, send):
    referral = send(plan_action_id=step.pk)
    assert referral.number.startswith("D-2026-")
    assert (referral.state, referral.waits_on, referral.position) == ("sent", "receiver", 1)
    mark_received(actor=mirna, referral_id=referral.pk)
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    record_attended(actor=mirna, referral_id=referral.pk)
    deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full", note="Aprobó la prueba.")
    assert again(dunia, referral).waits_on == "person"
    confirm(actor=dunia, referral_id=referral.pk, heard_by="phone")
    done = again(dunia, referral)
    assert (done.state, done.position) == ("confirmed", 6)
    with acting_as(dunia):
        verbs = list(ReferralStep.objects.filter(referral=referral).order_by("pk").values_list("verb", "side"))
    assert verbs == [
        ("send", "sender"), ("acknowledge", "receiver"), ("accept", "receiver"), ("schedule", "receiver"), ("attend", "receiver"),
        ("deliver", "receiver"), ("confirm", "sender"),
    ]  # fmt: skip


def test_the_packet_holds_the_allowed_categories_and_nothing_else(mirna, send):
    referral = send()
    with acting_as(mirna), transaction.atomic():
        packet = ReferralPacket.objects.get(referral=referral)
    assert set(packet.categories) == {"identity", "contact"}  # nothing is known of education and work
    assert "9748-2206" in packet.content
    assert "1996" not in packet.content  # an age, not a birth date
    assert verify(Packet(packet.content, packet.sha256))
    assert referral.packet_hash == packet.sha256


def test_the_sender_may_leave_data_out(dunia, send):
    referral = send(leave_out=["contact"])
    with acting_as(dunia):
        assert ReferralPacket.objects.get(referral=referral).categories == ["identity"]


def test_without_permission_nothing_leaves(dunia, service, unallowed):
    with pytest.raises(NoConsent) as refusal:
        unallowed()
    assert (refusal.value.grantee_id, refusal.value.purpose) == (service.institution_id, "referral")
    with acting_as(dunia):
        assert not ReferralPacket.objects.exists()


def test_the_same_key_sends_one_referral(send):
    key = "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f"
    first = send(idempotency=key)
    second = send(idempotency=key)
    assert first.pk == second.pk


def test_a_second_referral_to_the_same_service_is_refused(send):
    send()
    with pytest.raises(NotOpen, match="Ya hay una derivación abierta"):
        send()


def test_the_receiver_reads_packet_and_steps_but_never_the_case(mirna, stranger, step, rows, send):
    send(plan_action_id=step.pk)
    tables = {"referrals_referral": 1, "referrals_referralpacket": 1, "referrals_referralstep": 1}
    for table, count in tables.items():
        assert rows(mirna, f"SELECT count(*) FROM {table}") == [(count,)]
        assert rows(stranger, f"SELECT count(*) FROM {table}") == [(0,)]
    for table in ("cases_case", "cases_casestep", "cases_need", "cases_planaction", "cases_personalplan", "referrals_referrallink"):
        assert rows(mirna, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_a_draft_is_nobody_elses(dunia, mirna, case, service, rows):
    from ruta.referrals.actions import draft_referral

    draft_referral(actor=dunia, case_id=case.pk, service_id=service.pk)
    assert rows(mirna, "SELECT count(*) FROM referrals_referral") == [(0,)]


@pytest.mark.parametrize(
    "change",
    ["owner_institution_id = receiver_id", "request = 'otra cosa'", "packet_hash = 'x'", "case_id = case_id + 1", "number = 'D-1'"],
)
def test_the_receiver_cannot_change_what_was_sent(mirna, rows, change, send):
    referral = send()
    with pytest.raises(Exception, match=r"never changes|only the sender|row-level"), transaction.atomic():
        rows(mirna, f"UPDATE referrals_referral SET {change} WHERE id = %s RETURNING id", [referral.pk])


def test_steps_are_append_only_and_nobody_speaks_for_the_other_side(dunia, mirna, rows, send):
    referral = send()
    assert rows(mirna, "UPDATE referrals_referralstep SET note = 'x' RETURNING id") == []
    assert rows(dunia, "DELETE FROM referrals_referralstep RETURNING id") == []
    forged = (
        "INSERT INTO referrals_referralstep (owner_institution_id, receiver_id, referral_id, verb, side, state, actor_institution_id, reason, note) "
        "VALUES (%s, %s, %s, 'confirm', 'sender', 'confirmed', %s, '', '') RETURNING id"
    )
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        rows(mirna, forged, [referral.owner_institution_id, referral.receiver_id, referral.pk, mirna.institution_id])


def test_the_packet_cannot_be_written_over(dunia, mirna, rows, send):
    send()
    for actor in (dunia, mirna):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            rows(actor, "UPDATE referrals_referralpacket SET content = '{}' RETURNING id")


def test_a_withdrawn_permission_hides_the_content_in_the_next_statement(dunia, mirna, allowed, rows, send):
    send()
    rows(dunia, "UPDATE people_consent SET withdrawn_at = now() WHERE id = %s RETURNING id", [allowed.pk])
    assert rows(mirna, "SELECT count(*) FROM referrals_referralpacket") == [(0,)]
    assert rows(mirna, "SELECT packet_hash <> '' FROM referrals_referral") == [(True,)]
    assert rows(dunia, "SELECT count(*) FROM referrals_referralpacket") == [(1,)]


def test_wrong_state_wrong_side_and_third_parties_are_refused(dunia, mirna, stranger, send):
    referral = send()
    with pytest.raises(NotOpen):
        deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full")
    with pytest.raises(Refused):
        accept(actor=dunia, referral_id=referral.pk)
    with pytest.raises(NotFound):
        accept(actor=stranger, referral_id=referral.pk)
    mark_received(actor=mirna, referral_id=referral.pk)
    with pytest.raises(NotOpen):
        mark_received(actor=mirna, referral_id=referral.pk)
    with pytest.raises(Conflict):
        accept(actor=mirna, referral_id=referral.pk, version=1)


def test_a_receptionist_does_not_send(case, service):
    from ruta.cases.tests.making import staff

    with pytest.raises(Refused):
        send_referral(actor=staff("SPS", "receptionist"), case_id=case.pk, service_id=service.pk)


@pytest.mark.parametrize("days", [-1, 2_900_000])
def test_an_appointment_in_the_past_or_beyond_all_calendars_is_refused_and_nothing_moves(mirna, send, days):
    referral = send()
    with pytest.raises(Invalid) as problem:
        accept(actor=mirna, referral_id=referral.pk, slot=slot(days))
    assert "starts_at" in problem.value.fields
    assert again(mirna, referral).state == "sent"


def codes(actor, referral):
    with acting_as(actor):
        return set(ReferralTask.objects.filter(referral=referral).values_list("code", "institution_id"))


def test_the_provider_declines_and_the_sender_offers_another(dunia, mirna, send):
    referral = send()
    with pytest.raises(Invalid):  # this reason asks when there will be room
        decline(actor=mirna, referral_id=referral.pk, reason="prov_no_capacity")
    from datetime import date

    decline(actor=mirna, referral_id=referral.pk, reason="prov_no_capacity", review_on=date(2026, 5, 4))
    assert again(dunia, referral).state == "declined"
    assert state_word(again(dunia, referral)).label == "No aceptada"
    assert codes(dunia, referral) == {
        ("keep_on_waitlist", referral.receiver_id), ("offer_alternative_provider", referral.owner_institution_id),
    }  # fmt: skip


def test_the_person_declines_and_other_things_follow(dunia, send):
    referral = send()
    with pytest.raises(Invalid):  # who heard it?
        person_declines(actor=dunia, referral_id=referral.pk, reason="pers_not_interested")
    with pytest.raises(Invalid):  # a reason of the provider is not the person's
        person_declines(actor=dunia, referral_id=referral.pk, reason="prov_no_capacity", heard_by="phone")
    person_declines(actor=dunia, referral_id=referral.pk, reason="pers_not_interested", heard_by="phone")
    assert state_word(again(dunia, referral)).label == "La persona no quiso"
    assert codes(dunia, referral) == {("close_need_on_request", referral.owner_institution_id)}


def test_a_reserved_reason_stays_with_the_sender(dunia, mirna, rows, send):
    referral = send()
    person_declines(actor=dunia, referral_id=referral.pk, reason="pers_fear_or_distrust", note="Tuvo miedo.", heard_by="office")
    assert rows(mirna, "SELECT reason, note FROM referrals_referralstep WHERE verb = 'refuse'") == [("restricted", "")]
    assert rows(mirna, "SELECT reason FROM referrals_referral") == [("restricted",)]
    assert rows(mirna, "SELECT count(*) FROM referrals_referraltask") == [(0,)]
    with acting_as(dunia):
        assert set(ReferralTask.objects.values_list("reason", "reason_note")) == {("pers_fear_or_distrust", "Tuvo miedo.")}


def test_a_strict_need_travels_under_its_own_purpose_and_by_its_own_role(dunia, case):
    from ruta.cases.tests.making import staff
    from ruta.directory.models import Service

    officer = staff("SPS", "protection_officer")
    threats = need_of(officer, case, "protection_plan")
    service = Service.objects.select_related("institution").get(institution__code="SEDH", service_type="protection_case_management")
    with pytest.raises(Refused, match="protegida"):
        sent(dunia, case, service, threats)
    with pytest.raises(NoConsent) as refusal:
        sent(officer, case, service, threats)
    assert refusal.value.purpose == "protection"


def test_withdrawing_closes_the_packet_to_the_receiver(dunia, mirna, rows, send):
    referral = send()
    withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_sent_by_mistake")
    assert rows(mirna, "SELECT count(*) FROM referrals_referralpacket") == [(0,)]
    assert again(dunia, referral).closed_at is not None


@pytest.mark.parametrize("ends", ["by the sender", "by the receiver", "by the clock"])
def test_whoever_is_led_elsewhere_takes_no_place_any_more(dunia, mirna, send, ends):
    referral = accept(actor=mirna, referral_id=send().pk, slot=slot())
    with acting_as(mirna), transaction.atomic():
        expected = Appointment.objects.get(referral_ref=referral.pk)
    if ends == "by the clock":
        expire(actor=system(dunia.institution_id), referral_id=referral.pk, reason="exp_no_contact")
    else:
        reroute(actor=dunia if ends == "by the sender" else mirna, referral_id=referral.pk, reason="rer_safety")
    with acting_as(mirna), transaction.atomic():
        assert Appointment.objects.get(pk=expected.pk).state == "cancelled"
    assert again(dunia, referral).appointment_id is None


def test_a_draft_is_discarded_and_what_was_sent_is_not(dunia, mirna, case, service):
    from ruta.base.models import AuditEvent
    from ruta.referrals.actions import discard_draft, draft_referral

    draft = draft_referral(actor=dunia, case_id=case.pk, service_id=service.pk)
    with pytest.raises(NotFound):
        discard_draft(actor=mirna, referral_id=draft.pk)
    discard_draft(actor=dunia, referral_id=draft.pk)
    with acting_as(dunia):
        assert not Referral.objects.exists()
        assert AuditEvent.objects.filter(table_name="referrals_referral", verb="delete").exists()
    allow(dunia, case, service)
    gone = sent(dunia, case, service)
    with pytest.raises(NotOpen, match="ya se envió"):
        discard_draft(actor=dunia, referral_id=gone.pk)
