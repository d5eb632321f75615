"""What may a kiosk or a television read? Numbers of its own office, through the address that opened it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from ruta.agenda.selectors import midnight
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.tickets.enums import DeviceKind
from ruta.tickets.models import Call, Device, Ticket
from ruta.tickets.rules import WAITS

OPEN = "SELECT office_id, owner_institution_id, kind, name, office_name, prints FROM ruta_open_device(%s, %s)"
SIGNER = Signer(salt="tickets.screen", sep="~")
CHECKS = 97
SHOWN = 6
HEARD_AGAIN = timedelta(minutes=2)  # an older call is shown to a screen that comes back, and not spoken again


@dataclass(frozen=True, slots=True)
class Opened:
    """A screen whose address is good."""

    device_id: int
    office_id: int
    owner_institution_id: int
    kind: str
    name: str
    office_name: str
    prints: bool

    @property
    def is_kiosk(self) -> bool:
        """Whether it gives numbers."""
        return self.kind == DeviceKind.KIOSK

    @property
    def actor(self) -> Actor:
        """The screen itself: no user, no institution."""
        return Actor(kind="device", device_id=self.device_id, reason=f"device {self.device_id}")


def device_of(device_id: int, nonce: str) -> Opened | None:
    """The screen behind what an address carries; nothing when it was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [device_id, nonce])
        row = cursor.fetchone()
    return Opened(device_id, *row) if row else None


def token_of(device: Device) -> str:
    """What the address of a screen carries: signed, so that none is invented, and named by the device, so that it can be taken back."""
    return SIGNER.sign(f"{device.pk}.{device.nonce}")


def screen_of(token: str) -> Opened | None:
    """The screen behind an address; a forged one is not looked up."""
    try:
        device_id, _, nonce = SIGNER.unsign(token).partition(".")
    except BadSignature:
        return None
    return device_of(int(device_id), nonce)


def device_topic(device_id: int) -> str:
    """What one screen listens to."""
    return f"tickets.device.{device_id}"


def code_of(appointment_id: int) -> str:
    """What somebody types at a kiosk to say that they came: the number of the appointment and two digits that betray a guess."""
    return f"{appointment_id}{_check(str(appointment_id)):02d}"


def appointment_of(code: str) -> int | None:
    """The appointment of a code; nothing when its last digits do not fit."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()) or not 3 <= len(digits) <= 14:
        return None
    return int(digits[:-2]) if int(digits[-2:]) == _check(digits[:-2]) else None


def _check(number: str) -> int:
    return int(salted_hmac("tickets.appointment", number).hexdigest()[:8], 16) % CHECKS


def calls_of_today(office_id: int) -> QuerySet[Call]:
    """The calls of an office today, newest first."""
    return Call.objects.filter(office_id=office_id, at__gte=midnight(today())).order_by("-pk")


def screen_board(office_id: int) -> list[dict[str, Any]]:
    """The last call of each of the last numbers, newest first: as many as a television shows."""
    shown: dict[str, Call] = {}
    for call in calls_of_today(office_id)[: SHOWN * 4]:
        shown.setdefault(call.number, call)
    return [dict(_told(call)) for call in list(shown.values())[:SHOWN]]


def calls_since(office_id: int, last_id: int) -> list[dict[str, Any]]:
    """What a screen that was away did not hear, as long as it is still news."""
    rows = Call.objects.filter(office_id=office_id, pk__gt=last_id, at__gte=now() - HEARD_AGAIN).order_by("pk")
    return [dict(_told(call)) for call in rows[:SHOWN]]


def latest_call(office_id: int) -> int:
    """The last call of today, or nothing."""
    return calls_of_today(office_id).values_list("pk", flat=True).first() or 0


def ticket_of_screen(office_id: int, ticket_id: int) -> tuple[Ticket, int] | None:
    """A number that this office gave today, and how many wait before it in its line."""
    ticket = Ticket.objects.filter(pk=ticket_id, office_id=office_id, day=today()).select_related("line").first()
    if ticket is None:
        return None
    before = Ticket.objects.filter(line=ticket.line, day=ticket.day, state__in=WAITS, place_at__lt=ticket.place_at)
    return ticket, before.count()


def _told(call: Call) -> Mapping[str, Any]:
    return {"id": call.pk, "number": call.number, "window": call.window_name, "at": call.at.astimezone(HONDURAS).isoformat()}
