"""What waits in the offices of a demonstration? A few lines, windows and screens, and the numbers of a morning."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.demo.cast import CAST
from ruta.directory.models import Office
from ruta.tickets.actions import LineTerms
from ruta.tickets.enums import DeviceKind, Priority, TicketState
from ruta.tickets.models import Call, Counter, Detail, Device, Line, Step, Ticket, Window

LINES = (
    LineTerms(letter="A", name="Orientación y empleo", about="Buscar trabajo, cursos, mi itinerario", position=1),
    LineTerms(letter="B", name="Documentos y constancias", about="Papeles, firmas, entregas", position=2),
    LineTerms(letter="C", name="Tengo cita", about="Vengo a una cita de hoy", position=3),
)
NAMES = ("Ventanilla 1", "Ventanilla 2", "Ventanilla 3")
TICKETS, WAITING = 26, 8
EVERY = timedelta(minutes=7)
S = TicketState


def make_waiting_rooms(*, actor: Actor) -> int:
    """Furnish the offices of the cast that have no waiting room yet; says how many got one."""
    codes = sorted({post.office for player in CAST for post in player.posts if post.office != "DGE"})
    made = 0
    for office in Office.objects.filter(code__in=codes).order_by("pk"):
        machine = system(office.institution_id, actor.reason or "demo")
        with acting_as(machine), transaction.atomic():
            if not Line.objects.filter(office=office).exists():
                _furnish(office)
                made += 1
    return made


def _furnish(office: Office) -> None:
    whose = {"owner_institution_id": office.institution_id, "office_id": office.pk}
    lines = Line.objects.bulk_create(
        Line(letter=one.letter, name=one.name, about=one.about, position=one.position, **whose) for one in LINES
    )  # fmt: skip
    windows = Window.objects.bulk_create(Window(name=name, lines=[line.pk for line in lines], **whose) for name in NAMES)
    chance = Random(office.pk)  # noqa: S311 (a demonstration)
    kinds = ((DeviceKind.KIOSK, "Entrada"), (DeviceKind.TELEVISION, "Sala de espera"))
    Device.objects.bulk_create(
        Device(kind=kind, name=name, nonce=f"{chance.getrandbits(96):024x}", made_at=now(), **whose) for kind, name in kinds
    )  # fmt: skip
    _morning(whose, lines, windows, chance)


def _morning(whose: dict[str, int], lines: list[Line], windows: list[Window], chance: Random) -> None:
    first = now() - EVERY * (TICKETS + 1)
    count = dict.fromkeys((line.letter for line in lines), 0)
    tickets = []
    for place in range(TICKETS):
        line = lines[chance.choice((0, 0, 0, 1, 1, 2))]
        count[line.letter] += 1
        at = first + EVERY * place + timedelta(seconds=chance.randrange(200))
        tickets.append(_ticket(whose, line, count[line.letter], at, windows[place % len(windows)], chance))
    for ticket in tickets[-WAITING:]:
        ticket.state, ticket.window, ticket.called_at, ticket.served_at, ticket.ended_at, ticket.calls = (
            S.WAITING,
            None,
            None,
            None,
            None,
            0,
        )
    kept = Ticket.objects.bulk_create(tickets)
    day = today()
    Counter.objects.bulk_create(Counter(office_id=whose["office_id"], letter=letter, day=day, last=last) for letter, last in count.items())
    _beside(whose, kept, chance)


def _ticket(whose: dict[str, int], line: Line, serial: int, at: datetime, window: Window, chance: Random) -> Ticket:
    wait, serve = timedelta(minutes=chance.randint(3, 38)), timedelta(minutes=chance.randint(4, 21))
    missed = chance.random() < 0.08
    called = min(at + wait, now() - timedelta(minutes=2))
    ended = min(called + serve, now() - timedelta(minutes=1))
    return Ticket(
        **whose, day=today(), line=line, letter=line.letter, serial=serial, state=S.NO_SHOW if missed else S.DONE,
        goes_first=chance.random() < 0.22, window=window, calls=2 if missed else 1, place_at=at, taken_at=at, called_at=called,
        served_at=None if missed else called, ended_at=ended,
    )  # fmt: skip


def _beside(whose: dict[str, int], tickets: list[Ticket], chance: Random) -> None:
    owner = {"owner_institution_id": whose["owner_institution_id"]}
    reasons = [code for code in Priority.values if code]
    Detail.objects.bulk_create(Detail(ticket=one, priority=chance.choice(reasons), **owner) for one in tickets if one.goes_first)
    called = sorted((one for one in tickets if one.called_at), key=lambda one: one.called_at or now())
    Call.objects.bulk_create(
        Call(ticket=one, number=one.number, window_name=one.window.name, at=one.called_at or now(), **whose) for one in called if one.window
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(ticket=one, verb="call", state=S.CALLED, line_id=one.line_id, window=one.window, at=one.called_at or now(), **owner) for one in called
    )  # fmt: skip
