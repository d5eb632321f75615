"""Does a campaign go once to each who said yes to it, after another approved it, and is what came back counted without a name?"""

from dataclasses import replace
from datetime import time, timedelta

import pytest
import time_machine
from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.cases.actions import open_case
from ruta.cases.models import ServiceDelivery
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.actions import (
    CampaignTerms,
    SessionTerms,
    answer_campaign,
    approve_campaign,
    cancel_campaign,
    cancel_session,
    mint_campaign_link,
    note_opening,
    prefer,
    save_campaign,
    save_session,
    send_campaign,
    send_message,
    submit_campaign,
)
from ruta.communication.models import Campaign, CampaignReply, Message
from ruta.communication.policies import blocked_because
from ruta.communication.selectors import audience_of, messages_of, reply_of
from ruta.insights.selectors import campaign_effect
from ruta.people.models import Consent, Contact
from ruta.taxonomy.selectors import needs

pytestmark = pytest.mark.django_db
TERMS = CampaignTerms(title="Charla", text="Le invitamos a una charla gratis:", details="En la casa comunal.")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    with time_machine.travel("2026-03-16T15:00:00Z", tick=False):
        yield tmp_path


@pytest.fixture
def writer(db):
    return staff("SPS", "territorial_officer")


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


def reached(actor, *, says="outreach", phone="9748-2206", **fields):
    person = register(actor, **fields)
    if says:
        consent(actor, person, purpose=says, categories=["contact"])
    with acting_as(actor):
        Contact.objects.create(owner_institution_id=actor.institution_id, person=person, kind="phone", value=phone)
    return person


def approved(writer, chief, terms=TERMS):
    row = save_campaign(actor=writer, terms=terms)
    row = submit_campaign(actor=writer, campaign_id=row.pk, version=row.version)
    return approve_campaign(actor=chief, campaign_id=row.pk, version=row.version, is_approved=True)


def sent_out(actor, row):
    machine = system(actor.institution_id)
    send_campaign(actor=machine, campaign_id=row.pk)
    rows = asked(actor, lambda: list(messages_of(row).filter(state="queued").order_by("pk")))
    return [send_message(machine, each.pk) for each in rows]


def asked(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def test_it_goes_to_who_said_yes_to_such_news_and_to_no_child(writer, chief):
    willing = reached(writer)
    reached(writer, says="notifications", given="Ana")
    reached(writer, says="", given="Rosa")
    reached(writer, given="Niña", birth_date="2012-01-01")
    row = approved(writer, chief)
    (message,) = sent_out(writer, row)
    assert (message.person_id, message.state) == (willing.pk, "sent")
    assert Campaign.objects.get(pk=row.pk).state == "sent"


def test_it_goes_once_however_often_the_machine_asks(writer, chief):
    reached(writer)
    row = approved(writer, chief)
    sent_out(writer, row)
    asked(writer, lambda: Campaign.objects.filter(pk=row.pk).update(state="sending"))
    assert sent_out(writer, row) == []
    assert asked(writer, lambda: messages_of(row).count()) == 1


def test_nobody_lets_their_own_campaign_go_out(chief):
    row = save_campaign(actor=chief, terms=TERMS)
    row = submit_campaign(actor=chief, campaign_id=row.pk, version=row.version)
    with pytest.raises(Refused):
        approve_campaign(actor=chief, campaign_id=row.pk, version=row.version, is_approved=True)


def test_without_approval_nothing_leaves(writer):
    reached(writer)
    row = save_campaign(actor=writer, terms=TERMS)
    assert send_campaign(actor=system(writer.institution_id), campaign_id=row.pk) == 0
    assert asked(writer, Message.objects.exists) is False


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text", "Charla sobre violencia de género: " * 9),
        ("text", "Charla: {strict}"),
        ("text", "Hola {name}"),
        ("details", ""),
    ],
)
def test_words_that_tell_or_do_not_fit_are_refused(writer, name, words):
    strict = next(each.item.label("es") for each in needs() if each.sensitivity == "strict")
    said = {"title": TERMS.title, "text": TERMS.text, "details": TERMS.details, name: words.replace("{strict}", strict)}
    with pytest.raises(Invalid) as error:
        save_campaign(actor=writer, terms=CampaignTerms(**said))
    assert name in error.value.fields


def test_the_segment_and_the_place_narrow_it(writer):
    reached(writer, given="Ana", municipality_id="0501")
    reached(writer, given="Luis", sex="man", municipality_id="0801")
    reached(writer, given="Abuela", birth_date="1950-01-01", municipality_id="0501")
    counts = {}
    for segment, places in (("all", ()), ("women", ()), ("youth", ()), ("all", ("08",)), ("transit", ())):
        row = save_campaign(
            actor=writer, terms=CampaignTerms(title="Una", text="Una charla:", details="Allí.", segment=segment, departments=places)
        )
        counts[segment, places] = asked(writer, lambda row=row: audience_of(row)[1].allowed)
    assert counts == {("all", ()): 3, ("women", ()): 2, ("youth", ()): 2, ("all", ("08",)): 1, ("transit", ()): 0}


def test_channel_and_rest_of_the_person_hold_for_campaigns_too(writer, chief):

    person = reached(writer)
    prefer(actor=writer, person_id=person.pk, channel="whatsapp", quiet_from=time(8), quiet_to=time(12))
    row = approved(writer, chief)
    send_campaign(actor=system(writer.institution_id), campaign_id=row.pk)
    message = asked(writer, lambda: messages_of(row).get())
    assert message.channel == "whatsapp"
    assert message.not_before is not None


def test_the_link_counts_an_opening_and_the_last_answer_and_leads_to_nobody(writer, chief, folder):
    reached(writer)
    row = approved(writer, chief)
    sent_out(writer, row)
    token = next(folder.rglob("*.txt")).read_text().split("/n/")[1].split("/")[0]
    found = reply_of(token)
    assert found.is_live
    assert not hasattr(CampaignReply, "person")
    machine = found.actor
    assert note_opening(actor=machine, reply_id=found.reply.pk) is True
    assert note_opening(actor=machine, reply_id=found.reply.pk) is False
    answer_campaign(actor=machine, reply_id=found.reply.pk, said="no")
    assert answer_campaign(actor=machine, reply_id=found.reply.pk, said="yes").said == "yes"
    with pytest.raises(Invalid):
        answer_campaign(actor=machine, reply_id=found.reply.pk, said="quizá")
    with pytest.raises(NotFound):
        answer_campaign(actor=system(machine.institution_id + 1), reply_id=found.reply.pk, said="yes")
    assert reply_of("x") is None


def test_no_more_of_this_ends_that_permission_and_no_other(writer, chief):
    person = reached(writer)
    consent(writer, person, purpose="notifications", categories=["contact"])
    row = approved(writer, chief)
    (message,) = sent_out(writer, row)
    answer_campaign(actor=system(writer.institution_id), reply_id=message.link_ref, said="stop")
    live = asked(writer, lambda: set(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", flat=True)))
    assert live == {"notifications"}
    after = answer_campaign(actor=system(writer.institution_id), reply_id=message.link_ref, said="yes")
    assert after.said == "stop", "what ended does not look given again"


def test_what_is_called_off_goes_no_further(writer, chief):
    reached(writer)
    row = approved(writer, chief)
    cancel_campaign(actor=writer, campaign_id=row.pk, version=row.version, note="Cambió el lugar.")
    assert send_campaign(actor=system(writer.institution_id), campaign_id=row.pk) == 0
    with pytest.raises(NotOpen):
        cancel_campaign(actor=writer, campaign_id=row.pk, version=None, note="Otra vez.")


def waiting(actor, row):
    send_campaign(actor=system(actor.institution_id), campaign_id=row.pk)
    return asked(actor, lambda: messages_of(row).get())


def test_a_message_that_waits_leaves_no_more_once_it_is_called_off_or_unwanted(writer, chief):
    person = reached(writer)
    machine = system(writer.institution_id)
    row = approved(writer, chief)
    message = waiting(writer, row)
    asked(writer, lambda: Campaign.objects.filter(pk=row.pk).update(state="cancelled"))
    assert send_message(machine, message.pk).blocked_because == "called_off"
    message = waiting(writer, approved(writer, chief, CampaignTerms(title="Otra", text="Otra charla:", details="Allí.")))
    asked(writer, lambda: Consent.objects.filter(person=person).update(withdrawn_at=now()))
    assert send_message(machine, message.pk).blocked_because == "no_consent"


def test_news_for_everybody_take_no_place_from_ones_own(writer, chief):
    person = reached(writer)
    for number in range(4):
        waiting(writer, approved(writer, chief, CampaignTerms(title=f"Charla {number}", text="Una charla:", details="Allí.")))
    with acting_as(writer):
        contact = Contact.objects.get(person=person)
        consent(writer, person, purpose="notifications", categories=["contact"])
        assert blocked_because(writer.institution_id, person.pk, "campaign", contact) == "weekly_limit"
        assert blocked_because(writer.institution_id, person.pk, "referral_sent", contact) == ""


def test_whoever_changed_it_last_does_not_approve_it(writer, chief):
    row = save_campaign(actor=writer, terms=TERMS)
    row = save_campaign(actor=chief, terms=TERMS, campaign_id=row.pk, version=row.version)
    row = submit_campaign(actor=writer, campaign_id=row.pk, version=row.version)
    with pytest.raises(Refused):
        approve_campaign(actor=chief, campaign_id=row.pk, version=row.version, is_approved=True)


def test_the_effect_is_counted_and_few_are_not_told(writer, chief):
    for number in range(12):
        reached(writer, given=f"Persona {number}", phone=f"9748-{2200 + number}")
    row = approved(writer, chief)
    machine = system(writer.institution_id)
    replies = [message.link_ref for message in sent_out(writer, row)]
    for place, reply in enumerate(replies):
        if place < 7:
            note_opening(actor=machine, reply_id=reply)
        if place < 2:
            answer_campaign(actor=machine, reply_id=reply, said="yes")
    effect = asked(writer, lambda: campaign_effect(Campaign.objects.get(pk=row.pk)))
    assert [cell.count for _name, cell in effect.steps] == [12, 12, 7, 7, None]
    assert {cell.count for cell in effect.said.values()} == {None}


def test_a_link_of_another_institution_is_not_minted(writer, chief):
    reached(writer)
    row = approved(writer, chief)
    send_campaign(actor=system(writer.institution_id), campaign_id=row.pk)
    reply = CampaignReply.objects.get(campaign=row)
    mint_campaign_link(actor=system(writer.institution_id + 1), reply_id=reply.pk)
    assert CampaignReply.objects.get(pk=reply.pk).token_sha256 == ""


def test_who_shares_a_telephone_is_written_to_once_there(writer, chief):
    reached(writer)
    reached(writer, given="Ana", phone="+504 97482206")
    reached(writer, given="Rosa", phone="9748-2207")
    row = approved(writer, chief)
    assert [message.address for message in sent_out(writer, row)] == ["9748-2206", "9748-2207"]
    because = asked(writer, lambda: list(messages_of(row).filter(state="blocked").values_list("blocked_because", flat=True)))
    assert because == ["same_address"]


def test_a_message_that_waits_invites_to_no_talk_that_was_called_off(writer, chief):
    reached(writer)
    talk = save_session(
        actor=writer,
        terms=SessionTerms(
            topic="Derechos", place="Casa comunal", municipality_code="0501", held_on=today() + timedelta(days=9), starts_at=time(9)
        ),
    )
    row = approved(writer, chief, replace(TERMS, session_id=talk.pk))
    message = waiting(writer, row)
    cancel_session(actor=writer, session_id=talk.pk, version=None, note="No hay local.")
    assert send_message(system(writer.institution_id), message.pk).blocked_because == "called_off"


def test_who_wrote_a_campaign_does_not_approve_it_though_another_corrected_it(writer, chief):
    row = save_campaign(actor=chief, terms=TERMS)
    row = save_campaign(actor=writer, terms=replace(TERMS, title="Charlas"), campaign_id=row.pk, version=row.version)
    row = submit_campaign(actor=writer, campaign_id=row.pk, version=row.version)
    with pytest.raises(Refused):
        approve_campaign(actor=chief, campaign_id=row.pk, version=row.version, is_approved=True)
    other = staff("SPS", "office_coordinator")
    assert approve_campaign(actor=other, campaign_id=row.pk, version=row.version, is_approved=True).state == "sending"


def test_who_came_is_counted_from_the_day_of_their_own_message_and_a_failure_is_told(writer, chief):
    persons = [reached(writer, given=f"Persona {number}", phone=f"9748-{2200 + number}") for number in range(24)]
    row = approved(writer, chief)
    sent_out(writer, row)
    for person in persons[:6]:
        served_on(writer, person, today() + timedelta(days=3))
    effect = lambda: asked(writer, lambda: campaign_effect(Campaign.objects.get(pk=row.pk)))  # noqa: E731
    assert effect().came.count == 6
    late = now() + timedelta(days=20)
    asked(writer, lambda: messages_of(row).filter(person=persons[23]).update(sent_at=late))  # sent again after it failed
    assert effect().came.count == 6, "one that was sent again moves nobody else's days"
    asked(writer, lambda: messages_of(row).filter(person__in=persons[16:]).update(state="failed"))
    assert effect().held["failed"].count == 8


def served_on(actor, person, day):
    counsellor = staff("SPS")
    case = open_case(actor=counsellor, person_id=person.pk, modality="returned", entry_point="si_empleo_office")
    with acting_as(counsellor), transaction.atomic():
        ServiceDelivery.objects.create(
            owner_institution_id=actor.institution_id, case=case, person=person, service_type="orientation", provider_id=actor.institution_id,
            office_id=actor.office_id, delivered_on=day, outcome="delivered_full", modality="returned", sex="woman",
        )  # fmt: skip
