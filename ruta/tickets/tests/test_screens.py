"""What does the address of a screen open? By raw SQL: numbers of its own office, and nothing of anybody."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Refused
from ruta.tickets.actions import Ask, call_next, make_device, revoke_device, take_ticket
from ruta.tickets.models import Device, Line
from ruta.tickets.selectors import device_of
from tests.architecture import rows

READABLE = {"tickets_line", "tickets_ticket", "tickets_call"}
# Every column that a screen can read. Add one only if a stranger in the waiting room may know it.
KNOWN = {
    "tickets_line": {"id", "owner_institution_id", "office_id", "letter", "name", "about", "position", "is_active"},
    "tickets_ticket": {
        "id", "owner_institution_id", "office_id", "day", "line_id", "letter", "serial", "state", "goes_first", "due_at", "window_id", "for_window_id",
        "calls", "went_first", "place_at", "taken_at", "called_at", "served_at", "ended_at", "device_id",
    },
    "tickets_call": {"id", "owner_institution_id", "ticket_id", "office_id", "number", "window_name", "at"},
}  # fmt: skip


@pytest.fixture
def busy(room):
    """A number with everything that could tell somebody, called."""
    take_ticket(actor=room.kiosk, line_id=room.lines[0], ask=Ask(priority="disability", phone="9748-2206"))
    call_next(actor=room.officers[0], window_id=room.windows[0])
    return room


def counted(actor, table):
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f"SELECT count(*) FROM {table}")
                return cursor.fetchone()[0]
        except ProgrammingError as error:
            assert isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege), error
            return 0


@pytest.mark.parametrize("which", ["kiosk", "television"])
def test_a_screen_reads_numbers_only(busy, as_superuser, which):
    actor = getattr(busy, which)
    seen = {table for table in rows.protected(as_superuser) if counted(actor, table)}
    assert seen == READABLE
    assert {table: set(rows.columns(as_superuser, table)) for table in READABLE} == KNOWN


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tickets_ticket SET state = 'done'",
        "DELETE FROM tickets_ticket",
        "UPDATE tickets_line SET name = 'x'",
        "UPDATE tickets_device SET revoked_at = NULL",
        "DELETE FROM tickets_call",
    ],
)
def test_a_screen_changes_nothing(busy, statement):
    with acting_as(busy.kiosk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0


FORGED = """
INSERT INTO tickets_ticket (owner_institution_id, office_id, day, line_id, letter, serial, state, goes_first, went_first, calls, place_at, taken_at, device_id)
SELECT owner_institution_id, {office}, '2026-03-02', id, 'A', 900, {state}, false, false, 0, now(), now(), {device} FROM tickets_line LIMIT 1
"""


@pytest.mark.parametrize(
    ("who", "office", "state", "device"),
    [
        ("television", "office_id", "'waiting'", "nullif(current_setting('ruta.device'), '')::bigint"),  # a television gives no numbers
        ("kiosk", "office_id + 1", "'waiting'", "nullif(current_setting('ruta.device'), '')::bigint"),
        ("kiosk", "office_id", "'done'", "nullif(current_setting('ruta.device'), '')::bigint"),
        ("kiosk", "office_id", "'waiting'", "NULL"),
    ],
)
def test_a_screen_forges_nothing(busy, who, office, state, device):
    statement = FORGED.format(office=office, state=state, device=device)
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, acting_as(getattr(busy, who)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_another_office_of_the_same_institution_is_not_seen(busy, as_superuser):
    other = as_superuser.execute("SELECT id FROM directory_office WHERE code = 'TGU'").fetchone()[0]
    elsewhere = Actor(kind="device", device_id=busy.television.device_id)
    with acting_as(busy.coordinator), transaction.atomic():
        Line.objects.create(owner_institution_id=busy.coordinator.institution_id, office_id=other, letter="Z", name="Otra")
    with acting_as(elsewhere), transaction.atomic():
        assert set(Line.objects.values_list("office_id", flat=True)) == {busy.office.pk}


def test_an_address_taken_back_opens_nothing_at_once(busy):
    assert counted(busy.television, "tickets_call") == 1
    device = revoke_device(actor=busy.coordinator, device_id=busy.television.device_id)
    assert counted(busy.television, "tickets_call") == 0
    assert device_of(device.pk, device.nonce) is None


def test_only_the_coordinator_makes_one(busy):
    with pytest.raises(Refused, match="coordina"):
        make_device(actor=busy.officers[0], kind="kiosk", name="x")
    assert counted(busy.officers[0], "tickets_device") == 2
    with acting_as(busy.coordinator), transaction.atomic():
        assert len({device.nonce for device in Device.objects.all()}) == 2


@pytest.mark.parametrize("more", [{"institution_id": 1}, {"user_id": 1}, {"role": "counsellor"}, {"referral_id": 1}, {"sees_strict": True}])
def test_a_screen_is_a_member_of_nothing(more):
    assert Actor(kind="device", device_id=1).institution_id is None
    with pytest.raises(ValueError, match=r"link|screen"):
        Actor(kind="device", device_id=1, **more)
    with pytest.raises(ValueError, match="screen"):
        Actor(kind="staff", institution_id=1, device_id=1)


def test_what_a_screen_keeps_for_a_start_without_network_names_no_office_and_no_number(busy, client):
    worker = client.get("/pantallas/trabajador.js")
    assert "/pantallas/sin-red/" in worker.content.decode()
    assert worker.headers["Service-Worker-Allowed"] == "/pantallas/"
    page = client.get("/pantallas/sin-red/")
    assert "No hay conexión" in page.content.decode() and not page.cookies
    with acting_as(busy.officers[0]), transaction.atomic():
        assert not any(line.name in page.content.decode() for line in Line.objects.order_by("pk"))
