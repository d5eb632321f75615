"""Is nobody referred, written or linked into a danger that is known, whoever asks and however?"""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from ruta.base.context import acting_as, system
from ruta.base.errors import NotOpen
from ruta.cases.tests.making import consent, staff
from ruta.communication.actions import LinkTo, queue_message, send_message
from ruta.people.actions import PlaceDraft, end_unsafe_place, mark_contact_unsafe, mark_place_unsafe
from ruta.people.models import Contact
from ruta.people.selectors import safe_contacts
from ruta.referrals.actions import draft_referral, mint_link
from ruta.referrals.actions.linking import PERSON_LINK
from ruta.referrals.models import Referral, ReferralLink
from ruta.referrals.selectors.danger import in_danger
from ruta.referrals.selectors.facts import facts_of
from ruta.referrals.tests.making import hear, sent

pytestmark = pytest.mark.django_db
WHY = "Ahí vive quien la amenaza"


@pytest.fixture
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    return tmp_path


def places(service):
    return {
        "institution": PlaceDraft(institution_id=service.institution_id), "office": PlaceDraft(office_id=service.office_id),
        "municipality": PlaceDraft(municipality_id=service.office.municipality_id),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["institution", "office", "municipality"])
def test_nobody_is_referred_into_danger_until_it_is_over(dunia, case, service, need, allowed, kind):
    place = mark_place_unsafe(actor=dunia, person_id=case.person_id, place=places(service)[kind], reason=WHY)
    with pytest.raises(NotOpen) as refused:
        sent(dunia, case, service, need)
    assert WHY not in str(refused.value.message)
    end_unsafe_place(actor=staff("SPS", "protection_officer"), place_id=place, reason="Se mudó")
    assert sent(dunia, case, service, need).state == "sent"


def test_by_raw_sql_the_database_refuses_too(dunia, case, service, need, allowed):
    draft = draft_referral(actor=dunia, case_id=case.pk, service_id=service.pk, need_id=need.pk)
    mark_place_unsafe(actor=dunia, person_id=case.person_id, place=places(service)["municipality"], reason=WHY)
    with pytest.raises(IntegrityError), acting_as(dunia), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_referral SET state = 'sent' WHERE id = %s", [draft.pk])


def test_what_is_under_way_comes_to_the_queue_and_its_links_stop(dunia, case, service, need, allowed):
    referral = sent(dunia, case, service, need, receiver_contact="taller@ejemplo.hn")
    with acting_as(dunia), transaction.atomic():
        mint_link(actor=dunia, referral_id=referral.pk, audience="partner")
        assert not in_danger(dunia).exists()
    mark_place_unsafe(actor=dunia, person_id=case.person_id, place=places(service)["office"], reason=WHY)
    hear()
    with acting_as(dunia), transaction.atomic():
        assert list(in_danger(dunia).values_list("pk", flat=True)) == [referral.pk]
        assert not ReferralLink.objects.filter(referral=referral, audience="partner", revoked_at=None).exists()


@pytest.mark.parametrize("when", ["before it is written", "before it leaves"])
def test_no_message_about_a_referral_leads_the_person_there(dunia, case, service, send, folder, when):
    with acting_as(dunia), transaction.atomic():
        consent(dunia, case.person, purpose="notifications", categories=["contact"])
    referral = send()
    if when == "before it is written":
        mark_place_unsafe(actor=dunia, person_id=case.person_id, place=places(service)["office"], reason=WHY)
    facts = {"name": "Yeimi", "ref": referral.number, "days": "3"}
    link = LinkTo(PERSON_LINK, referral.pk)
    message = queue_message(actor=dunia, template="referral_sent", person_id=case.person_id, facts=facts, link=link)
    mark_place_unsafe(actor=dunia, person_id=case.person_id, place=places(service)["municipality"], reason=WHY)
    held = send_message(system(dunia.institution_id), message.pk)
    assert (message.state, held.state, held.blocked_because) == (
        "queued" if when == "before it leaves" else "blocked", "blocked", "unsafe",
    )  # fmt: skip
    assert list(folder.rglob("*.txt")) == []


def test_a_packet_carries_no_copy_of_a_number_that_is_not_safe(dunia, case):
    with acting_as(dunia), transaction.atomic():
        contact = Contact.objects.filter(person=case.person_id).first()
    mark_contact_unsafe(actor=dunia, contact_id=contact.pk, reason=WHY)
    with acting_as(dunia), transaction.atomic():  # as a merge or a file brings it: another spelling, called safe
        bare = f"+504{contact.value.replace('-', '')}"
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=case.person, kind="phone", value=bare, safety="safe")
        Contact.objects.create(
            owner_institution_id=dunia.institution_id, person=case.person, kind="phone", value="9999-1111", safety="safe"
        )
        assert [each.value for each in safe_contacts(case.person_id)] == ["9999-1111"]
        assert facts_of(case, None, "infop")["contact"]["phone"] == "9999-1111"


def test_a_message_that_waits_does_not_leave_for_a_number_marked_since(dunia, case, settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    with acting_as(dunia), transaction.atomic():
        consent(dunia, case.person, purpose="notifications", categories=["contact"])
        contact = Contact.objects.filter(person=case.person_id).order_by("-is_main", "pk").first()
    facts = {"name": "Yeimi", "ref": "D-2026-01873", "days": "3"}
    message = queue_message(actor=dunia, template="dispute_received", person_id=case.person_id, facts=facts)
    assert message.state == "queued"
    mark_contact_unsafe(actor=dunia, contact_id=contact.pk, reason=WHY)
    held = send_message(system(dunia.institution_id), message.pk)
    assert (held.state, held.blocked_because) == ("blocked", "unsafe")
    assert list(tmp_path.rglob("*.txt")) == []
    again = queue_message(actor=dunia, template="dispute_received", person_id=case.person_id, facts=facts)
    assert (again.state, again.blocked_because) == ("blocked", "unsafe")


def test_the_persons_links_stop_when_the_telephone_is_a_danger(dunia, case, service, need, allowed):
    referral = sent(dunia, case, service, need)
    with acting_as(dunia), transaction.atomic():
        mint_link(actor=dunia, referral_id=referral.pk, audience="person")
        contact = Contact.objects.filter(person=case.person_id).first()
    mark_contact_unsafe(actor=dunia, contact_id=contact.pk, reason=WHY)
    hear()
    with acting_as(dunia), transaction.atomic():
        assert not ReferralLink.objects.filter(referral=referral, audience="person", revoked_at=None).exists()


def test_no_referral_leaves_with_the_dangerous_number_as_its_address(dunia, case, service, need, allowed):
    with acting_as(dunia), transaction.atomic():
        contact = Contact.objects.filter(person=case.person_id).first()
    mark_contact_unsafe(actor=dunia, contact_id=contact.pk, reason=WHY)
    with pytest.raises(NotOpen):
        sent(dunia, case, service, need, receiver_contact=contact.value)
    with acting_as(dunia), transaction.atomic():
        assert set(Referral.objects.values_list("state", flat=True)) <= {"draft"}
