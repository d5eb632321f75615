"""Do links really leave, does the person's answer reach whoever asks, and is the whole way told in the line of the case?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotOpen
from ruta.cases.models import FollowUp
from ruta.cases.tests.making import consent
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.desk.queue.sources import everything_for
from ruta.employers.actions import ContactTerms, save_contact
from ruta.people.events import MarkedUnsafe
from ruta.people.models import Contact
from ruta.placements import listeners
from ruta.placements.actions import answer_alone, follow_placement, record_contact, send_shortlist, token_hash
from ruta.placements.jobs import ask_of
from ruta.placements.models import Application
from ruta.placements.selectors import application_row, shortlist_row
from ruta.placements.selectors.history import case_entries
from ruta.placements.tests.test_applications import FIRST_DAY, HIRED

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(dunia, person):
    """The person has a safe telephone and wants messages."""
    consent(dunia, person, purpose="notifications", categories=["contact"])
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(
            owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9748-2206", safety="safe", is_main=True
        )


@pytest.fixture
def letters(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    settings.MESSAGE_WAYS = dict.fromkeys(("sms", "email"), "ruta.communication.channels.FolderWay")

    def leave(actor):
        machine = system(actor.institution_id)
        with acting_as(machine), transaction.atomic():
            waiting = list(Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
        for pk in waiting:
            send_message(machine, pk)
        return "\n".join(each.read_text() for each in sorted(tmp_path.rglob("*.txt")))

    return leave


def tokens(text, kind):
    return [part.split("/")[0] for part in text.split(f"/{kind}/")[1:]]


def tell(actor, listener, **ids):
    with acting_as(system(actor.institution_id)), transaction.atomic():
        listener(**ids)


def test_a_proposal_reaches_the_person_with_a_link_that_opens(broker, allowed, reachable, publish_one, lead, letters):
    row = lead(publish_one())
    tell(broker, listeners.write_to_whom_it_concerns, application_id=row.pk)
    tell(broker, listeners.write_to_whom_it_concerns, application_id=row.pk)
    text = letters(broker)
    (token,) = tokens(text, "postulacion")
    assert "Albañil" in text
    with transaction.atomic():
        assert application_row(token_hash(token))[3] == "live"
        tell(broker, listeners.close_links_into_danger, **vars_of(MarkedUnsafe(row.person_id, "contact", 1)))
        assert application_row(token_hash(token))[3] == "revoked"


def vars_of(event):
    return {name: getattr(event, name) for name in event.__slots__}


def test_a_shortlist_reaches_the_employer_and_no_link_is_shown(broker, allowed, publish_one, lead, letters):
    row = lead(publish_one(technical_selection=True), "apply", "preselect")
    save_contact(actor=broker, employer_id=row.employer_id, terms=ContactTerms(name="Rosa Paz", email="rosa@ejemplo.hn", is_main=True))
    shortlist, address = send_shortlist(actor=broker, vacancy_id=row.vacancy_id, application_ids=[row.pk])
    assert address == ""
    (token,) = tokens(letters(broker), "terna")
    with transaction.atomic():
        assert shortlist_row(token_hash(token))[0] == shortlist.pk


def test_how_it_goes_is_asked_answered_and_told(dunia, broker, allowed, reachable, publish_one, lead, letters, case):  # noqa: PLR0913, PLR0917 (fixtures)
    row = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    with acting_as(system(broker.institution_id)):
        follow_placement(actor=system(broker.institution_id), application_id=row.pk)
    with acting_as(dunia), transaction.atomic():
        FollowUp.objects.filter(case=case.pk, subject="placement_30").update(due_on=today())
    due = [task for task in in_read(broker, everything_for) if task.kind == "follow_up"]
    assert [task.address[1] for task in due] == [row.pk]
    with acting_as(dunia), transaction.atomic():  # the machine stood still on the day
        FollowUp.objects.filter(case=case.pk, subject="placement_30").update(due_on=today() - timedelta(days=2))
    assert ask_of(broker.institution_id) == 1
    assert ask_of(broker.institution_id) == 0
    assert tokens(letters(broker), "postulacion")
    someone = Actor(kind="person", person_id=row.person_id, reason="test")
    with acting_as(someone):
        answer_alone(actor=someone, application_id=row.pk, works="yes")
    assert [task for task in in_read(broker, everything_for) if task.kind == "follow_up"] == []
    with acting_as(dunia), transaction.atomic():
        assert Application.objects.get(pk=row.pk).kept_until == today()
        told = [each.title for each in case_entries(dunia, case)]
    assert told[-1].startswith("Sigue trabajando ahí: Albañil")
    assert any(each.startswith("La contrataron") for each in told)


def test_whoever_brokers_notes_a_contact_once(broker, allowed, publish_one, lead, case):
    row = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    with acting_as(system(broker.institution_id)):
        follow_placement(actor=system(broker.institution_id), application_id=row.pk)
    with acting_as(broker), transaction.atomic():
        first = FollowUp.objects.filter(case=case.pk).order_by("due_on").first()
    said = {"application_id": row.pk, "follow_up_id": first.pk, "result": "reached", "channel": "phone"}
    noted = record_contact(actor=broker, works="no", **said)
    assert noted.left_on == today()
    with pytest.raises(NotOpen, match="ya está anotado"):
        record_contact(actor=broker, works="no", **said)


def test_whoever_says_twice_that_something_goes_wrong_is_called_once(dunia, broker, allowed, publish_one, lead, case):
    row = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    someone = Actor(kind="person", person_id=row.person_id, reason="test")
    for _again in range(3):
        with acting_as(someone):
            answer_alone(actor=someone, application_id=row.pk, works="trouble")
    with acting_as(dunia), transaction.atomic():
        due = FollowUp.objects.filter(case=case.pk, done_at=None, due_on__lte=today())
        assert list(due.values_list("note", flat=True)) == ["Pidió que le llamen."]


def in_read(actor, ask):
    with acting_as(actor, read_only=True), transaction.atomic():
        return ask(actor)
