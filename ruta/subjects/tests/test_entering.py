"""Does a code let its person in, once, soon and after few tries, and does nobody learn who is registered?"""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.errors import NotFound, NotOpen
from ruta.base.models import AccessLog
from ruta.cases.tests.making import register, staff
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.people.models import Contact
from ruta.referrals.tests.making import need_of
from ruta.subjects.actions import ask_entry, forget_entries, invite_in, look_up, switch_record, token_hash, try_code, use_entry_link
from ruta.subjects.actions.entering import Claim
from ruta.subjects.models import Entry, Visit
from ruta.subjects.rules import Reached, is_same
from ruta.subjects.selectors import records_of, visit_of

pytestmark = pytest.mark.django_db
NOBODY = system(None, "test")
BORN = date(1996, 4, 8)
PHONE = "9748-2206"


def asked(address=PHONE, born=BORN):
    """Somebody asks, and the job looks them up; gives the handle of the browser and what came of it."""
    handle = str(uuid4())
    ask_entry(actor=NOBODY, handle=handle, claim=Claim(address, born))
    with acting_as(NOBODY):
        row = Entry.objects.get(handle_sha256=token_hash(handle))
    return handle, look_up(actor=NOBODY, entry_id=row.pk)


def received(owner_id):
    """The digits as they leave; the row of the message never holds them."""
    machine = system(owner_id, "test")
    with acting_as(machine):
        message = Message.objects.filter(template="account_code", state="queued").latest("pk")
        assert not re.search(r"\d{6}", message.body)
    sent = []
    from ruta.communication.actions import messages as actions

    class Way:
        def send(self, outgoing):
            sent.append(outgoing.body)
            return ""

    before, actions.way_of = actions.way_of, lambda _channel: Way()
    try:
        send_message(machine, message.pk)
    finally:
        actions.way_of = before
    return re.search(r"\d{6}", sent[0])[0]


def test_the_code_lets_its_person_in_and_only_once(person):
    handle, outcome = asked()
    assert outcome == "sent"
    code = received(person.owner_institution_id)
    token = try_code(actor=NOBODY, handle=handle, code=code)
    visiting = visit_of(token_hash(token))
    assert visiting.person_id == person.pk
    assert try_code(actor=NOBODY, handle=handle, code=code) == ""


def test_a_code_of_another_browser_opens_nothing(person):
    asked()
    code = received(person.owner_institution_id)
    other, _ = asked()
    assert try_code(actor=NOBODY, handle=other, code=code) == ""


def test_five_tries_and_the_right_code_is_no_longer_good(person):
    handle, _ = asked()
    code = received(person.owner_institution_id)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert try_code(actor=NOBODY, handle=handle, code=wrong) == ""
    assert try_code(actor=NOBODY, handle=handle, code=code) == ""


def test_a_code_ends_after_ten_minutes(person):
    handle, _ = asked()
    code = received(person.owner_institution_id)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert try_code(actor=NOBODY, handle=handle, code=code) == ""


@pytest.mark.parametrize(("address", "born"), [("9999-0000", BORN), (PHONE, date(1990, 1, 1)), ("nadie@ejemplo.hn", BORN), ("12", BORN)])
def test_whoever_is_not_registered_leaves_the_same_row_and_no_message(person, address, born):
    handle, outcome = asked(address, born)
    assert outcome == "unknown"
    with acting_as(NOBODY):
        row = Entry.objects.get(handle_sha256=token_hash(handle))
        assert row.asked is None and row.person_id is None
    with acting_as(system(person.owner_institution_id, "test")):
        assert not Message.objects.filter(template="account_code").exists()


def test_a_mailbox_is_found_too_and_an_estimated_birthday_by_its_year(dunia):
    somebody = register(dunia, "Ana", "Paz", birth_date="1990-07-01", is_birth_date_estimated=True)
    with acting_as(dunia):
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=somebody, kind="email", value=" Ana.Paz@Ejemplo.hn")
    assert asked("ana.paz@ejemplo.hn ", date(1990, 2, 3))[1] == "sent"
    assert asked("ana.paz@ejemplo.hn ", date(1991, 2, 3))[1] == "unknown"


def test_an_unsafe_telephone_gets_no_message(person, contact, dunia):
    with acting_as(dunia):
        Contact.objects.filter(pk=contact.pk).update(safety="unsafe")
    assert asked()[1] == "unsafe"


def test_a_protection_case_gets_no_message(person, case, dunia):
    need_of(dunia, case, "confidential_health_service")
    assert asked()[1] == "protected"


def test_a_minor_gets_no_message_and_no_link(dunia):
    child = register(dunia, "Ana", "Paz", birth_date="2012-05-05")
    with acting_as(dunia):
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=child, kind="phone", value="9911-2233")
    assert asked("9911-2233", date(2012, 5, 5))[1] == "minor"
    with pytest.raises(NotOpen):
        invite_in(actor=dunia, person_id=child.pk)


def test_everything_is_logged_without_what_was_typed(person, as_superuser):
    handle, _ = asked()
    try_code(actor=NOBODY, handle=handle, code="x")
    with acting_as(system(person.owner_institution_id, "test")):
        pass
    kinds = set(AccessLog.objects.using("log").filter(kind__startswith="own_").values_list("kind", flat=True))
    assert {"own_asked", "own_sent", "own_code_wrong"} <= kinds


def test_a_link_of_the_office_opens_once(person, dunia):
    message, address = invite_in(actor=dunia, person_id=person.pk)
    assert message.state == "blocked" and address  # nobody allowed messages: it is shown once
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert use_entry_link(actor=NOBODY, token=token)
    assert use_entry_link(actor=NOBODY, token=token) == ""
    assert use_entry_link(actor=NOBODY, token="x") == ""


def test_coming_in_again_ends_the_visit_before(person):
    first = visit_of(token_hash(_in(person)))
    _in(person)
    with acting_as(system(person.owner_institution_id, "test")):
        assert Visit.objects.get(pk=first.visit_id).ended_at is not None


def _in(person):
    handle, _ = asked()
    return try_code(actor=NOBODY, handle=handle, code=received(person.owner_institution_id))


def test_old_rows_are_forgotten(person):
    handle, _ = asked()
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        assert forget_entries(actor=NOBODY) == 1
    assert staff("SPS") and try_code(actor=NOBODY, handle=handle, code="000000") == ""


@pytest.fixture
def elsewhere(dunia, person):
    """The same person, registered by INFOP with the same telephone."""
    infop = staff("INFOP-SPS")
    other = register(infop, person.given_names.split()[0], person.surnames, birth_date=str(BORN))
    with acting_as(infop):
        Contact.objects.create(owner_institution_id=infop.institution_id, person=other, kind="phone", value="+504 97482206")
    return other


def come_in(person):
    handle, outcome = asked()
    assert outcome == "sent"
    return try_code(actor=NOBODY, handle=handle, code=received(person.owner_institution_id))


def test_each_institutions_record_is_offered_one_at_a_time_and_no_institution_learns_of_the_other(person, elsewhere):
    token = come_in(person)
    rows = records_of(token_hash(token))
    assert {row.person_id for row in rows} == {person.pk, elsewhere.pk}
    first = visit_of(token_hash(token))
    other = next(row for row in rows if row.person_id != first.person_id)
    fresh = switch_record(actor=NOBODY, token_sha256=token_hash(token), person_id=other.person_id)
    assert visit_of(token_hash(token)) is None
    assert visit_of(token_hash(fresh)).person_id == other.person_id
    assert {row.person_id for row in records_of(token_hash(fresh))} == {person.pk, elsewhere.pk}
    for record, foreign in ((person, elsewhere), (elsewhere, person)):
        with acting_as(system(record.owner_institution_id, "test")), transaction.atomic():
            assert set(Visit.objects.values_list("person", flat=True)) == {record.pk}
        seen = AccessLog.objects.using("log").filter(owner_institution_id=record.owner_institution_id, kind__startswith="own_")
        assert foreign.pk not in set(seen.values_list("person_id", flat=True))
    with acting_as(staff("SPS")), transaction.atomic():
        assert not Entry.objects.exists()  # which records there are, no staff reads


def test_a_link_of_the_office_opens_its_own_record_alone(person, elsewhere, dunia):
    _message, address = invite_in(actor=dunia, person_id=person.pk)
    token = use_entry_link(actor=NOBODY, token=address.rstrip("/").rsplit("/", 1)[1])
    assert [row.person_id for row in records_of(token_hash(token))] == [person.pk]
    with pytest.raises(NotFound):
        switch_record(actor=NOBODY, token_sha256=token_hash(token), person_id=elsewhere.pk)


def test_nobody_changes_to_a_record_that_did_not_answer(person, elsewhere, dunia):
    token, stranger = come_in(person), register(dunia, "Otra", "Persona")
    for wanted in (stranger.pk, 0):
        with pytest.raises(NotFound):
            switch_record(actor=NOBODY, token_sha256=token_hash(token), person_id=wanted)
    assert records_of(token_hash("otro")) == []


def test_twins_with_one_telephone_get_no_code(person, dunia):
    twin = register(dunia, "Karla", person.surnames, birth_date=str(BORN))
    with acting_as(dunia):
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=twin, kind="phone", value=PHONE)
    assert asked()[1] == "several"
    with acting_as(system(person.owner_institution_id, "test")):
        assert not Message.objects.filter(template="account_code").exists()


def test_a_danger_known_to_one_institution_holds_the_message_of_all_and_is_not_told(person, elsewhere):
    infop = staff("INFOP-SPS")
    with acting_as(infop):
        Contact.objects.filter(person=elsewhere).update(safety="unsafe")
    handle, outcome = asked()
    with acting_as(NOBODY):
        first = Entry.objects.get(handle_sha256=token_hash(handle)).person_id
    assert outcome == ("blocked" if first == person.pk else "unsafe")


def test_what_became_reserved_meanwhile_is_not_opened(person, elsewhere, case, dunia):
    token = come_in(person)
    if visit_of(token_hash(token)).person_id == person.pk:
        token = switch_record(actor=NOBODY, token_sha256=token_hash(token), person_id=elsewhere.pk)
    need_of(dunia, case, "confidential_health_service")
    with pytest.raises(NotFound):
        switch_record(actor=NOBODY, token_sha256=token_hash(token), person_id=person.pk)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (("María José", "Paz Lobo", ()), ("Maria", "Paz", ()), True),
        (("María José", "Paz Lobo", ()), ("María Isabel", "Paz Lobo", ()), False),
        (("Yeimi", "Mejía", ()), ("Jeimy", "Mejia", ()), True),
        (("Ana", "Paz", ("dni:1",)), ("Otra", "Persona", ("dni:1",)), True),
        (("Ana", "Paz", ("dni:1",)), ("Ana", "Paz", ("dni:2",)), False),
        (("Ana", "Paz", ()), ("Ana", "Lobo", ()), False),
        (("", "", ()), ("", "", ()), False),
    ],
)
def test_records_are_of_one_person_by_document_or_by_name(one, other, is_one):
    made = [Reached(number, number, row[0], row[1], frozenset(row[2])) for number, row in enumerate((one, other))]
    assert is_same(*made) is is_one and is_same(*reversed(made)) is is_one
