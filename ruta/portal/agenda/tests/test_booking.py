"""Does a person choose, change and let go by a link, once, and does a calendar learn nothing about anybody?"""

import re
from datetime import UTC, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from icalendar import Calendar

from ruta.agenda.actions import call_off, invite, mint_invitation, revoke_feed, revoke_invitations, rotate_feed
from ruta.agenda.models import Appointment, Invitation
from ruta.agenda.selectors import moment_of
from ruta.agenda.tests.conftest import rows
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.models import Event
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.people.models import Contact
from ruta.referrals.tests.making import hear

__all__ = ["rows"]
pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def dunia(chief):
    return staff("SPS")


@pytest.fixture
def agenda(chief):
    """Every day of the week, because the database's own clock runs here."""
    return agenda_of(chief, hours={str(day): "8:00-16:00" for day in range(7)}, service_type="")


@pytest.fixture
def person(dunia):
    person = register(dunia)
    consent(dunia, person, purpose="notifications", categories=["contact"])
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9748-2206", safety="safe")
    return person


def link(dunia, person, agenda, **more):
    """A new link as its holder gets it."""
    invite(actor=dunia, person_id=person.pk, agenda_id=agenda.pk, **more)
    with acting_as(dunia), transaction.atomic():
        made = Invitation.objects.filter(person=person).order_by("-pk").first()
    return mint_invitation(actor=system(dunia.institution_id), invitation_id=made.pk).removeprefix(HOST)


def form(**more):
    return {"idempotency_key": str(uuid4())} | more


def appointments(dunia):
    with acting_as(dunia), transaction.atomic():
        return list(Appointment.objects.order_by("pk"))


def first_time(page):
    return re.findall(r'name="at" value="([^"]+)"', page.content.decode())[0].replace("&#x2B;", "+")


def test_a_person_chooses_once_and_looking_uses_nothing(client, dunia, person, agenda):
    path = link(dunia, person, agenda)
    page = [client.get(path) for _ in range(3)][-1]
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"].startswith("noindex")
    sent = form(hacer="elegir", at=first_time(page))
    assert client.post(path, sent)["Location"].endswith("?que=cita")
    assert client.post(path, sent)["Location"].endswith("?que=cita")  # a double click
    assert client.get(path).status_code == client.post(path, form(at=sent["at"])).status_code == 404
    (booked,) = appointments(dunia)
    assert (booked.person_id, booked.agenda_id, booked.owner_institution_id, booked.host_id) == (
        person.pk, agenda.pk, dunia.institution_id, dunia.institution_id,
    )  # fmt: skip


def test_who_was_slower_hears_what_is_free_and_the_link_lives(client, dunia, person, agenda):
    path = link(dunia, person, agenda)
    at = first_time(client.get(path))
    give(dunia, register(dunia), agenda, moment_of(at))
    answer = client.post(path, form(hacer="elegir", at=at))
    assert answer.status_code == 409
    assert "ya no está libre. Los que siguen" in answer.content.decode()
    assert client.post(path, form(hacer="elegir", at=first_time(answer))).status_code == 302
    assert client.post(path, form(hacer="elegir", at="nunca")).status_code == 404


def test_nothing_chosen_is_said_and_a_time_that_is_not_offered_is_refused(client, dunia, person, agenda):
    path = link(dunia, person, agenda)
    assert client.post(path, form(hacer="elegir")).status_code == 422
    assert client.post(path, form(hacer="elegir", at=(now() + timedelta(minutes=20)).isoformat())).status_code == 409
    assert appointments(dunia) == []


def booked_link(dunia, person, agenda):
    """A booked appointment two days ahead, and the link that the message about it carries."""
    booked = give(dunia, person, agenda, free(dunia, agenda)[20].starts_at)
    return booked, link(dunia, person, agenda, purpose="change", template="appointment_booked", appointment=booked)


def test_the_message_about_a_booking_carries_a_link_that_changes_it(client, dunia, person, agenda, settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    booked = give(dunia, person, agenda, free(dunia, agenda)[20].starts_at)
    hear()
    with acting_as(dunia), transaction.atomic():
        message = Message.objects.get(template="appointment_booked")
    assert "Orientación" not in message.body and "Entrevista" not in message.body
    send_message(system(dunia.institution_id), message.pk)
    path = re.search(r"http://localhost:8000(/c/\S+/)", next(tmp_path.rglob("*.txt")).read_text()).group(1)
    assert "Sí voy a ir" in client.get(path).content.decode()
    assert client.post(path, form(hacer="voy"))["Location"].endswith("?que=voy")
    at = first_time(client.get(path, {"hacer": "cambiar"}))
    assert client.post(path, form(hacer="elegir", at=at)).status_code == 302
    (moved,) = appointments(dunia)
    assert (moved.pk, moved.starts_at) == (booked.pk, moment_of(at))


def test_the_person_cancels_and_the_office_reads_who(client, dunia, person, agenda):
    _booked, path = booked_link(dunia, person, agenda)
    assert client.post(path, form(hacer="no"))["Location"].endswith("?que=no")
    (gone,) = appointments(dunia)
    assert (gone.state, gone.cancelled_by) == ("cancelled", "person")


def test_too_late_the_telephone_stands_instead_of_the_buttons(client, chief, dunia, person):
    strict = agenda_of(chief, name="Estricta", hours={str(day): "8:00-16:00" for day in range(7)}, cancel_hours=240)
    booked = give(dunia, person, strict, free(dunia, strict)[0].starts_at)
    path = link(
        dunia, person, strict, purpose="change", template="appointment_booked", appointment=booked, expires_at=now() + timedelta(days=1)
    )
    assert "Llame al" in client.get(path).content.decode()
    assert client.post(path, form(hacer="no")).status_code == 403
    assert appointments(dunia)[0].state == "booked"


def test_every_link_that_is_no_good_looks_the_same(client, dunia, person, agenda):
    revoked = link(dunia, person, agenda)
    revoke_invitations(actor=dunia, person_id=person.pk)
    with time_machine.travel(now() - timedelta(days=9), tick=False):
        expired = link(dunia, person, agenda)
    unsafe = link(dunia, person, agenda)
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=agenda.office_id), reason="La buscan ahí")
    hear()
    pages = [client.get(path) for path in (revoked, expired, unsafe, "/c/7K2M9Q7K2M9Q7K2M9Q7K2M/")]
    assert {page.status_code for page in pages} == {404}
    assert all("Este enlace ya no abre" in page.content.decode() for page in pages)


@pytest.mark.parametrize("kind", ["institution", "office", "municipality"])
def test_a_link_stops_with_the_mark_itself_before_any_job_has_run(client, dunia, person, agenda, kind):
    other = link(dunia, register(dunia), agenda)
    path = link(dunia, person, agenda)
    assert client.get(path).status_code == 200
    office = agenda.office
    place = {"institution": office.institution_id, "office": office.pk, "municipality": office.municipality_id}[kind]
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(**{f"{kind}_id": place}), reason="La buscan ahí")
    page = client.get(path)
    assert page.status_code == 404 and office.short_name not in page.content.decode()
    assert client.post(path, form(hacer="elegir", at="x")).status_code == 404
    assert client.get(other).status_code == 200  # it is a danger to one person


def test_whoever_is_called_off_where_it_became_unsafe_is_not_asked_to_come_back(dunia, person, agenda):
    booked = give(dunia, person, agenda, free(dunia, agenda)[0].starts_at)
    hear()
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=agenda.office_id), reason="La buscan ahí")
    call_off(actor=dunia, appointment_id=booked.pk, by="office", note="Se cerró")
    hear()
    with acting_as(dunia), transaction.atomic():
        assert not Message.objects.filter(template="appointment_called_off").exists()


def test_the_holder_reaches_one_person_at_one_agenda_and_nothing_else(dunia, person, agenda, chief, rows):
    other = agenda_of(chief, name="Otra")
    mine, theirs = (give(dunia, who, agenda, free(dunia, agenda)[at].starts_at) for who, at in ((person, 0), (register(dunia), 3)))
    link(dunia, person, agenda)
    with acting_as(dunia), transaction.atomic():
        made = Invitation.objects.order_by("-pk").first()
    holder = Actor(kind="person", person_id=person.pk, invitation_id=made.pk)
    assert rows(holder, "SELECT id FROM agenda_appointment") == [(mine.pk,)]
    assert rows(holder, "SELECT id FROM agenda_agenda") == [(agenda.pk,)]
    assert rows(holder, "SELECT id FROM agenda_invitation") == [(made.pk,)]
    assert len(rows(holder, "SELECT * FROM ruta_busy(%s, now(), now() + interval '30 days', NULL)", [agenda.pk])) == 2
    assert rows(holder, "SELECT * FROM ruta_busy(%s, now(), now() + interval '30 days', NULL)", [other.pk]) == []
    for table in (
        "people_person",
        "people_contact",
        "agenda_closure",
        "agenda_waitingentry",
        "agenda_calendarfeed",
        "cases_case",
        "referrals_referral",
    ):
        assert rows(holder, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert rows(
        holder,
        "WITH done AS (UPDATE agenda_appointment SET subject = 'x' WHERE id = %s RETURNING 1) SELECT count(*) FROM done",
        [theirs.pk],
    ) == [(0,)]
    for forged in ("agenda_id = %s", "person_id = %s"):
        value = other.pk if forged.startswith("agenda") else theirs.person_id
        with pytest.raises(Exception, match=r"row-level security|never changes"):
            rows(holder, f"UPDATE agenda_appointment SET {forged} WHERE id = {mine.pk} RETURNING id", [value])
    revoke_invitations(actor=dunia, person_id=person.pk)
    assert rows(holder, "SELECT count(*) FROM agenda_appointment") == [(0,)]


def test_only_the_hash_of_a_link_is_kept(dunia, person, agenda):
    token = link(dunia, person, agenda).split("/")[2]
    with acting_as(dunia), transaction.atomic():
        kept = Invitation.objects.order_by("-pk").first()
    assert len(token) >= 22
    assert re.fullmatch("[0-9a-f]{64}", kept.token_sha256) and token not in kept.token_sha256


def test_a_calendar_reads_times_numbers_and_initials(client, dunia, chief, person, rows):
    hers = agenda_of(chief, name="Secreta", officer_id=dunia.user_id, hours={str(day): "8:00-16:00" for day in range(7)})
    starts = [place.starts_at for place in free(dunia, hers)[:2]]
    kept, gone = give(dunia, person, hers, starts[0]), give(dunia, register(dunia, given="Óscar", surnames="Zúniga"), hers, starts[1])
    call_off(actor=dunia, appointment_id=gone.pk, by="person")
    path = rotate_feed(actor=dunia).removeprefix(HOST)
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    first, second = events[f"cita-{kept.pk}@ruta"], events[f"cita-{gone.pk}@ruta"]
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (
        starts[0].astimezone(UTC),
        starts[0].astimezone(UTC) + timedelta(minutes=30),
    )
    assert str(first["summary"]) == f"Cita {kept.pk} Y. M."
    assert (str(first["status"]), str(second["status"]), str(second["summary"])) == ("CONFIRMED", "CANCELLED", f"Cita {gone.pk} Ó. Z.")
    text = answer.content.decode()
    for word in ("Yeimi", "Mejía", "Zúniga", "Secreta", "Entrevista", "9748"):
        assert word not in text
    new = rotate_feed(actor=dunia).removeprefix(HOST)
    assert (client.get(path).status_code, client.get(new).status_code) == (404, 200)
    revoke_feed(actor=dunia)
    assert client.get(new).status_code == 404


def test_a_calendar_ends_with_the_work_in_the_institution(client, dunia):
    from ruta.accounts.models import Membership

    path = rotate_feed(actor=dunia).removeprefix(HOST)
    Membership.objects.filter(user=dunia.user_id).update(is_active=False)
    answer = client.get(path)
    assert b"VEVENT" not in answer.content
    assert Event.objects.count() == 0
