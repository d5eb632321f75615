"""Is a place open, how complete is an entry, how far away is it, and how does an agreement go on? No Django, no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import cos, radians

from ruta.base.windows import DAY_MINUTES, Window

FRESH_DAYS = 90
"""After so many days without a word of its owner an entry is stale (R42)."""
# A search counts hundreds of metres. What makes an entry less useful counts as so much farther away.
NATIONAL_HM = 400  # a service by telephone or for the whole country: behind what one reaches in an hour
STALE_HM = 250  # one whose owner has not confirmed it
BESIDE_HM = 600  # the typed words stand in the entry, but not in its name
KM_PER_DEGREE = 111.2
DAYS_AHEAD = 8

TOLD, MISSING, NOT_APPLICABLE = "told", "missing", "not_applicable"
WEIGHTS: Mapping[str, int] = {
    "description": 3, "populations": 2, "eligibility": 2, "papers": 2, "cost": 3, "hours": 3, "entry": 3, "reach": 3, "place": 2, "capacity": 1,
    "languages": 1, "accessibility": 1, "focal_point": 2,
}  # fmt: skip
NEVER_NOT_APPLICABLE = frozenset({"description", "entry", "reach", "focal_point", "cost"})
"""Every service has these; nobody may say that they do not apply."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether it is open, and until when that holds; no moment when it holds for longer than a week."""

    is_open: bool
    until: datetime | None


def opening(week: Mapping[int, Sequence[Window]], at: datetime, is_closed: Callable[[date], bool]) -> Opening | None:
    """What the hours of a week (Monday is 0) say of this moment; nothing where nobody told any hours."""
    if not any(week.values()):
        return None
    ends = _end_of(week, at, is_closed)
    return (
        Opening(is_open=False, until=_next(week, at, is_closed)) if ends is None else Opening(is_open=True, until=_unless_always(ends, at))
    )


def _end_of(week: Mapping[int, Sequence[Window]], at: datetime, is_closed: Callable[[date], bool]) -> datetime | None:
    """When the window around this moment ends, over midnight too; none when there is no window around it."""
    end, moment = None, at
    while (end is None or end - at < timedelta(days=DAYS_AHEAD)) and not is_closed(moment.date()):
        minute = moment.hour * 60 + moment.minute
        around = next((one for one in week.get(moment.weekday(), ()) if one.opens <= minute < one.closes), None)
        if around is None:
            break
        end = _midnight(moment) + timedelta(minutes=around.closes)
        if around.closes < DAY_MINUTES:
            break
        moment = end
    return end


def _unless_always(ends: datetime, at: datetime) -> datetime | None:
    return ends if ends - at < timedelta(days=DAYS_AHEAD - 1) else None


def _next(week: Mapping[int, Sequence[Window]], at: datetime, is_closed: Callable[[date], bool]) -> datetime | None:
    for ahead in range(DAYS_AHEAD):
        begin = _midnight(at) + timedelta(days=ahead)
        starts = [begin + timedelta(minutes=one.opens) for one in week.get(begin.weekday(), ())]
        found = min((each for each in starts if each > at), default=None)
        if found and not is_closed(begin.date()):
            return found
    return None


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of what applies is told, in per cent, and what is missing, the heaviest first."""

    score: int
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]


def quality(said: Mapping[str, str]) -> Quality:
    """What is missing counts against an entry; what does not apply is left out of the count."""
    told = sum(weight for fact, weight in WEIGHTS.items() if said.get(fact) == TOLD)
    open_ones = [fact for fact in WEIGHTS if said.get(fact, MISSING) == MISSING]
    counted = told + sum(WEIGHTS[fact] for fact in open_ones)
    return Quality(
        score=round(100 * told / counted) if counted else 100,
        missing=tuple(sorted(open_ones, key=lambda fact: (-WEIGHTS[fact], list(WEIGHTS).index(fact)))),
        not_applicable=tuple(fact for fact in WEIGHTS if said.get(fact) == NOT_APPLICABLE),
    )


def is_stale(verified_on: date | None, today: date) -> bool:
    """Whether nobody has confirmed an entry for so long that it may be wrong."""
    return verified_on is None or (today - verified_on).days > FRESH_DAYS


def degrees_to_hm(latitude: float) -> tuple[float, float]:
    """Hundreds of metres in one degree northwards and eastwards here: on the scale of a country the earth is flat enough."""
    return KM_PER_DEGREE * 10, KM_PER_DEGREE * 10 * cos(radians(latitude))


# How people say it, and the word that the catalogues use.
COLLOQUIAL: Mapping[str, str] = {
    "chamba": "empleo", "chance": "empleo", "jale": "empleo", "brete": "empleo", "pisto": "credito", "plata": "credito", "cedula": "dni",
    "papeles": "documento", "partida": "nacimiento", "colegio": "educacion", "escuela": "educacion", "doctor": "medica", "medico": "medica",
    "clinica": "salud", "psicologo": "psicologica", "psicologa": "psicologica", "abogado": "legal", "abogada": "legal", "guarderia": "cuidado",
    "negocio": "emprendimiento", "posada": "alojamiento", "albergue": "alojamiento", "comida": "alimentacion", "casa": "vivienda",
    "golpes": "violencia", "maltrato": "violencia", "celular": "telefono", "compu": "computadora",
}  # fmt: skip

NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("in_force", "dropped"),
    "in_force": ("suspended", "ended", "expired", "renewed"),
    "suspended": ("in_force", "ended", "expired", "renewed"),
    "ended": (),
    "expired": (),
    "renewed": (),
    "dropped": (),
}
"""Which state of an agreement follows which; the database holds the same table."""
BY_HAND: Mapping[str, tuple[str, ...]] = {
    "draft": ("dropped",),
    "in_force": ("suspended", "ended"),
    "suspended": ("in_force", "ended"),
}
"""What somebody says; being published, expiring and being renewed happen by themselves."""
REASONED = frozenset({"suspended", "ended", "dropped"})
"""States that are not entered without saying why."""
RENEW_AHEAD = timedelta(days=30)
"""An agreement is to be renewed or ended so long before its last day."""


def may_follow(state: str, wanted: str) -> bool:
    """Whether an agreement in this state can be brought to that one."""
    return wanted in NEXT[state]


def is_over(valid_until: date | None, today: date) -> bool:
    """Whether the last day of an agreement has passed; one without a last day goes on."""
    return valid_until is not None and valid_until < today


def renew_by(valid_until: date) -> date:
    """The day by which somebody says what becomes of an agreement that ends."""
    return valid_until - RENEW_AHEAD


def scope_of(number: str, purpose: str) -> str:
    """The name under which another system asks to read: one for each agreement and purpose."""
    return f"{number}:{purpose}"
