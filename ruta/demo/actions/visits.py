"""Where were the travelling teams of a demonstration announced, and on which of those days did they come? Invented, places by their real names."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from ruta.agenda.enums import VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import services_brought
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.directory.models import Office

NORTH, CENTRE = "UI-SPS", "UI-TGU"
BROUGHT = {"registration_intake", "itinerant_attention", "territorial_information", "labour_rights_information"}
BEGINS, ENDS, EVENING = time(8, 30), time(14), time(17)
HELD, OFF, MOVED, AHEAD = VisitState.HELD, VisitState.CALLED_OFF, VisitState.MOVED, VisitState.ANNOUNCED


@dataclass(frozen=True, slots=True)
class Day:
    """One announced day: who goes where, in how many days from today, announced how many before; what became of it."""

    unit: str
    town: str
    place: str
    days: int
    before: int
    state: VisitState = HELD
    late: int = 0
    why: str = ""


# One that moved is followed by the day in its place.
DAYS = (
    Day(NORTH, "0502", "Cancha techada de la colonia López Arellano", -150, 18),
    Day(NORTH, "1804", "Salón municipal, frente al parque", -128, 15),
    Day(CENTRE, "0824", "Centro comunal, junto a la iglesia", -121, 14),
    Day(NORTH, "0501", "Escuela de la colonia Rivera Hernández", -106, 16),
    Day(CENTRE, "0801", "Mercado zonal Belén, entrada norte", -99, 12, OFF, why="El bus de la unidad se dañó y ese día no hubo otro."),
    Day(NORTH, "0201", "Casa comunal de Trujillo", -84, 20, MOVED, why="La carretera quedó cerrada por la lluvia."),
    Day(NORTH, "0201", "Casa comunal de Trujillo", -70, 12),
    Day(CENTRE, "0601", "Parque central de Choluteca", -63, 15),
    Day(
        CENTRE, "1701", "Alcaldía de Nacaome", -49, 13, late=1, why="El equipo llegó al día siguiente: la salida anterior terminó de noche."
    ),
    Day(NORTH, "0511", "Salón comunal de Villanueva", -35, 14),
    Day(NORTH, "1804", "Salón municipal, frente al parque", -21, 15),
    Day(CENTRE, "0703", "Casa de la cultura de Danlí", -14, 16),
    Day(NORTH, "0502", "Cancha techada de la colonia López Arellano", -6, 15, AHEAD),
    Day(NORTH, "0506", "Cancha municipal, barrio El Faro", 3, 9),
    Day(CENTRE, "0801", "Mercado zonal Belén, entrada norte", 6, 10),
    Day(NORTH, "0501", "Escuela de la colonia Rivera Hernández", 10, 12),
    Day(CENTRE, "0601", "Parque central de Choluteca", 13, 8, MOVED, why="Ese día hay elecciones del patronato en el parque."),
    Day(CENTRE, "0601", "Parque central de Choluteca", 17, 18),
    Day(NORTH, "0201", "Casa comunal de Trujillo", 20, 21),
)


def make_visits(*, actor: Actor) -> int:
    """Write them once for the institution of the travelling units; says how many."""
    units = {row.code: row for row in Office.objects.filter(code__in=(NORTH, CENTRE), is_active=True)}
    if len(units) != len((NORTH, CENTRE)):
        return 0
    own = units[NORTH].institution_id
    with acting_as(system(own, actor.reason or "demo")), transaction.atomic():
        if ItinerantVisit.objects.filter(owner_institution=own).exists():
            return 0
        services = sorted(BROUGHT & {code for code, _label in services_brought(own)}) or sorted(BROUGHT)
        last = None
        for told in DAYS:
            row = _row(told, units[told.unit], services)
            row.instead_of = last if last and last.state == MOVED else None
            row.save(force_insert=True)
            last = row
    return len(DAYS)


def _row(told: Day, unit: Office, services: list[str]) -> ItinerantVisit:
    day = today() + timedelta(days=told.days)
    state = AHEAD if told.state == HELD and day >= today() else told.state
    return ItinerantVisit(
        owner_institution_id=unit.institution_id, office=unit, municipality_id=told.town, place=told.place, day=day, starts_at=BEGINS, ends_at=ENDS,
        services=services, announced_on=_announced(told, day), state=state, held_on=day + timedelta(days=told.late) if state == HELD else None,
        reason=told.why, told_at=None if state == AHEAD else min(datetime.combine(day, EVENING, HONDURAS) + timedelta(days=told.late), now()),
    )  # fmt: skip


def _announced(told: Day, day: date) -> date:
    return min(day - timedelta(days=told.before), today())
