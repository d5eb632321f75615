"""Who changes when an office receives, and which days are closed?"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ruta.accounts.selectors import live_members
from ruta.agenda.actions.booking import cancel_appointment
from ruta.agenda.actions.placing import keep
from ruta.agenda.enums import TAKES_PLACE, AppointmentState
from ruta.agenda.models import Agenda, Appointment, Closure
from ruta.agenda.policies import demand_keeping, demand_reserved
from ruta.agenda.selectors import agenda_for, midnight
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.base.windows import UnreadableHours, read_windows, write_windows
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import is_reserved, service_type

WEEK = range(7)
SHORTEST, LONGEST, MOST_AT_ONCE, FARTHEST = 5, 480, 200, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDraft:
    """What the office says of one agenda; `hours` by weekday as it is written."""

    name: str
    hours: Mapping[str, str] = field(default_factory=dict)
    minutes: int = 30
    capacity: int = 1
    service_type: str = ""
    officer_id: int | None = None
    room: str = ""
    bring: str = ""
    notice_hours: int = 2
    cancel_hours: int = 4
    ahead_days: int = 30
    is_open: bool = True


@action
def save_agenda(*, actor: Actor, draft: AgendaDraft, agenda_id: int | None = None, version: int | None = None) -> Agenda:
    """Open an agenda in the actor's office or change one. What is booked stays booked, with whoever receives now."""
    demand_keeping(actor)
    agenda = _agenda(actor, agenda_id, version)
    _demand_sound(draft, agenda.office_id)
    demand_reserved(actor, is_reserved=is_reserved(agenda.service_type) or is_reserved(draft.service_type))
    for name, value in asdict(draft).items():
        setattr(agenda, name, value.strip() if isinstance(value, str) else value)
    agenda.hours = _hours(draft)
    agenda.save()
    _hand_over(agenda)
    return agenda


@action
def close_days(*, actor: Actor, first: date | None, last: date | None, officer_id: int | None = None, label: str = "") -> Closure:
    """No appointments on these days: of the whole office, or of one officer."""
    demand_keeping(actor)
    last = last or first
    if first is None or last is None or last < first:
        sentence = _("Ponga el primer y el último día, en ese orden.")
        raise Invalid(sentence, fields={"first": sentence})
    if last < today():
        sentence = _("Esos días ya pasaron.")
        raise Invalid(sentence, fields={"last": sentence})
    _demand_officer(officer_id, actor.office_id or 0)
    closed = Closure.objects.create(
        owner_institution_id=actor.institution_id or 0, office_id=actor.office_id or 0, officer_id=officer_id, first_day=first, last_day=last,
        label=label.strip(), created_at=now(),
    )  # fmt: skip
    _take_offers_back(actor, closed)
    return closed


@action
def reopen_days(*, actor: Actor, closure_id: int) -> None:
    """The office, or the officer, receives on those days after all."""
    demand_keeping(actor)
    mine = Closure.objects.filter(pk=closure_id, owner_institution_id=actor.institution_id, office_id=actor.office_id or 0)
    if not mine.exists():
        raise NotFound(_("Ese cierre no existe o no es de su oficina. Recargue la página."))
    if not mine.filter(ended_at=None).update(ended_at=now()):
        raise NotOpen(_("Ya estaba quitado. Recargue la página."))


def _take_offers_back(actor: Actor, closed: Closure) -> None:
    """What is only offered on those days goes back: whoever waited keeps their turn and is offered another place."""
    held = Appointment.objects.filter(
        host_id=closed.owner_institution_id, office_id=closed.office_id, state=AppointmentState.HELD,
        starts_at__gte=midnight(closed.first_day), starts_at__lt=midnight(closed.last_day + timedelta(days=1)),
    )  # fmt: skip
    mine = held.filter(officer_id=closed.officer_id) if closed.officer_id else held
    for pk in mine.order_by("pk").values_list("pk", flat=True):
        cancel_appointment(actor=actor, appointment_id=pk)


def _hand_over(agenda: Agenda) -> None:
    """What is booked goes along to the hands of the agenda; where those are busy already it stays as it was, and the office sees it."""
    standing = Appointment.objects.filter(agenda=agenda, state__in=TAKES_PLACE, starts_at__gt=now()).exclude(officer_id=agenda.officer_id)
    for one in standing.select_related("agenda").order_by("pk"):
        one.officer_id = agenda.officer_id
        with suppress(Conflict):
            keep(one, ("officer_id",))


def _agenda(actor: Actor, agenda_id: int | None, version: int | None) -> Agenda:
    if agenda_id is None:
        return Agenda(owner_institution_id=actor.institution_id or 0, office_id=actor.office_id or 0, created_at=now())
    agenda = Agenda.objects.select_for_update().get(pk=agenda_for(actor, agenda_id).pk)
    if agenda.office_id != actor.office_id:
        raise NotFound(_("Esa agenda es de otra oficina. Cambie de oficina en el menú."))
    if version is not None and version != agenda.version:
        raise Conflict(_("Otra persona cambió esta agenda al mismo tiempo. Revise cómo quedó y repita."), version=agenda.version)
    agenda.version += 1
    return agenda


def _demand_sound(draft: AgendaDraft, office_id: int) -> None:
    faults = {
        "name": _("Póngale un nombre.") if not draft.name.strip() else "",
        "minutes": _("Entre 5 minutos y 8 horas.") if not SHORTEST <= draft.minutes <= LONGEST else "",
        "capacity": _("Entre 1 y 200 personas a la vez.") if not 1 <= draft.capacity <= MOST_AT_ONCE else "",
        "ahead_days": _("Entre 1 y 180 días.") if not 1 <= draft.ahead_days <= FARTHEST else "",
    }
    found = {name: sentence for name, sentence in faults.items() if sentence}
    if found:
        raise Invalid(next(iter(found.values())), fields=found)
    _demand_officer(draft.officer_id, office_id)
    try:
        if draft.service_type:
            service_type(draft.service_type)
    except UnknownCode as error:
        raise Invalid(_("Elija un servicio de la lista."), fields={"service_type": _("Elija un servicio de la lista.")}) from error


def _hours(draft: AgendaDraft) -> dict[str, str]:
    told: dict[str, str] = {}
    found: dict[str, str] = {}
    for day in WEEK:
        try:
            windows = read_windows(draft.hours.get(str(day), ""))
        except UnreadableHours:
            found[f"day_{day}"] = _("Escríbalo así: 8:00-12:00, 13:00-16:00")
        else:
            told |= {str(day): write_windows(windows)} if windows else {}
    if found:
        raise Invalid(_("Hay un horario que no se entiende."), fields=found)
    if not told:
        sentence = _("Ponga al menos un día con horario.")
        raise Invalid(sentence, fields={"day_0": sentence})
    return told


def _demand_officer(officer_id: int | None, office_id: int) -> None:
    if officer_id is not None and not live_members().filter(user=officer_id, office=office_id).exists():
        sentence = _("Esa persona no trabaja en esta oficina.")
        raise Invalid(sentence, fields={"officer_id": sentence})
