"""Does a message wait as a row, stay back when it must, and leave after commit?"""

from string import Formatter

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import IntegrityError

from ruta.base.context import acting_as, system
from ruta.cases.tests.making import consent, register, staff
from ruta.communication import channels
from ruta.communication.actions import link_length, queue_message, send_message
from ruta.communication.actions import messages as actions
from ruta.communication.models import Message
from ruta.communication.rules import BASIC, EXTENDED, filled, fits, to_gsm
from ruta.people.models import Contact, Person
from ruta.taxonomy.selectors import catalogue

pytestmark = pytest.mark.django_db
FACTS = {"name": "Yeimi", "ref": "D-2026-01873", "days": "3"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    with time_machine.travel("2026-03-16T15:00:00Z", tick=False):
        yield tmp_path


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def person(dunia):
    return register(dunia)


def reachable(actor, person, safety="safe", *, says_yes=True):
    if says_yes:
        consent(actor, person, purpose="notifications", categories=["contact"])
    with acting_as(actor):
        Contact.objects.create(owner_institution_id=actor.institution_id, person=person, kind="phone", value="9748-2206", safety=safety)


def told(actor, person, **more):
    return queue_message(actor=actor, template="dispute_received", person_id=person.pk, facts=FACTS, **more)


def test_a_message_is_a_row_first_and_a_file_after(dunia, person, folder):
    reachable(dunia, person)
    message = told(dunia, person)
    assert message.state == "queued"
    assert list(folder.rglob("*.txt")) == []
    sent = send_message(system(dunia.institution_id), message.pk)
    assert sent.state == "sent"
    text = next(folder.rglob("*.txt")).read_text()
    assert "9748-2206" in text
    assert "aclaracion sobre D-2026-01873" in text


def test_sent_once_however_often_it_is_asked(dunia, person, folder):
    reachable(dunia, person)
    message = told(dunia, person)
    send_message(system(dunia.institution_id), message.pk)
    send_message(system(dunia.institution_id), message.pk)
    assert len(list(folder.rglob("*.txt"))) == 1


def test_the_same_news_is_told_once(dunia, person):
    reachable(dunia, person)
    assert told(dunia, person, once_key="7:x") is not None
    assert told(dunia, person, once_key="7:x") is None


@pytest.mark.parametrize(
    ("safety", "says_yes", "why"),
    [(None, True, "no_contact"), ("unsafe", True, "unsafe"), ("safe", False, "no_consent"), ("messages", True, "")],
)
def test_what_is_held_back_says_why(dunia, person, safety, says_yes, why):
    if safety:
        reachable(dunia, person, safety, says_yes=says_yes)
    message = told(dunia, person)
    assert (message.state, message.blocked_because) == ("blocked" if why else "queued", why)


def test_by_raw_sql_the_database_lets_no_message_out_to_a_dangerous_number_either(dunia, person):
    reachable(dunia, person)
    queued = told(dunia, person)
    with acting_as(dunia), transaction.atomic():
        Contact.objects.update(safety="unsafe")
    copied = "owner_institution_id, person_id, template, channel, subject, body, link_kind, language, blocked_because, attempts, last_error, once_key"
    insert = f"INSERT INTO communication_message (address, state, {copied}) SELECT %s, 'queued', {copied} FROM communication_message"
    for sql, values in (
        (insert, ["+504 " + queued.address]),
        ("UPDATE communication_message SET state = 'sent' WHERE id = %s", [queued.pk]),
    ):
        with pytest.raises(IntegrityError, match="not safe"), acting_as(dunia), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    assert send_message(system(dunia.institution_id), queued.pk).blocked_because == "unsafe"


def test_an_alert_holds_everything_back(dunia, person, monkeypatch):
    from ruta.communication import policies

    reachable(dunia, person)
    monkeypatch.setitem(policies._stops, "alerts", lambda person_id: person_id == person.pk)
    assert told(dunia, person).blocked_because == "alert"


def test_no_more_than_four_a_week(dunia, person):
    reachable(dunia, person)
    states = [told(dunia, person).blocked_because for _ in range(5)]
    assert states == ["", "", "", "", "weekly_limit"]


def test_the_night_waits_for_the_morning(dunia, person):
    reachable(dunia, person)
    with time_machine.travel("2026-03-17T03:00:00Z", tick=False):  # 21:00 in Honduras
        message = told(dunia, person)
    assert message.not_before.isoformat() == "2026-03-17T07:00:00-06:00"


def test_a_failure_is_counted_raised_and_at_last_given_up(dunia, person, monkeypatch):
    reachable(dunia, person)
    message = told(dunia, person)

    class Broken:
        def send(self, _message):
            raise OSError

    monkeypatch.setattr(actions, "way_of", lambda channel: Broken())
    machine = system(dunia.institution_id)
    for _ in range(actions.MOST_ATTEMPTS - 1):
        with pytest.raises(OSError):
            send_message(machine, message.pk)
    assert send_message(machine, message.pk).state == "failed"
    with acting_as(dunia):
        assert Message.objects.get().last_error == "OSError"


def test_mail_goes_by_mail_where_there_is_a_server(dunia, settings, mailoutbox):
    settings.MESSAGE_WAYS = {"email": "ruta.communication.channels.MailWay"}
    message = queue_message(actor=dunia, template="dispute_received", address="enlace@example.hn", facts=FACTS)
    send_message(system(dunia.institution_id), message.pk)
    assert mailoutbox[0].subject == "Recibimos su aclaración sobre D-2026-01873"


def test_every_short_text_of_the_catalogue_fits_with_a_link_of_ours():
    source = catalogue("notifications")
    sample = dict(source["rules"]["sample_values"]) | {"ref": "D-2026-123456", "name": "Maria"}
    for row in source:
        for language in ("es", "en"):
            text = to_gsm(filled(row[f"sms_{language}"], sample | {"link": "{link}"}))
            assert set(text.replace("{link}", "")) <= BASIC | EXTENDED
            if row.code.startswith(("referral", "partner", "outcome", "dispute", "appointment_missed")):
                assert fits(text, link_length=link_length()), (row.code, len(text))


def test_both_languages_of_a_message_ask_for_the_same_facts():
    for row in catalogue("notifications"):
        for name in ("sms", "email_subject", "email_body"):
            asked = [{place for _text, place, *_rest in Formatter().parse(row[f"{name}_{language}"]) if place} for language in ("es", "en")]
            assert asked[0] == asked[1], (row.code, name)


def test_whoever_reads_english_and_no_spanish_is_written_to_in_english(dunia):
    person = register(dunia)
    consent(dunia, person, purpose="notifications")
    with acting_as(dunia), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(languages=["en"])
        message = queue_message(actor=dunia, template="dispute_received", person_id=person.pk, facts=FACTS)
    assert "working days" in message.body or "We call you" in message.body


def test_the_folder_is_the_default_way(settings):
    assert isinstance(channels.way_of("sms"), channels.FolderWay)
