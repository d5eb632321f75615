"""What is one line of the work queue, and in which band does it stand?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import HONDURAS, now


class Kind(StrEnum):
    """What the line is about; the filter chips."""

    REFERRAL = "referral"
    APPOINTMENT = "appointment"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    CASE = "case"
    CONSENT = "consent"
    DUPLICATE = "duplicate"
    PERMIT = "permit"
    OPINION = "opinion"
    ROUND = "round"
    AGREEMENT = "agreement"
    VISIT = "visit"


KIND_LABELS = {
    Kind.REFERRAL: _("Derivaciones"),
    Kind.APPOINTMENT: _("Citas"),
    Kind.PLAN: _("Planes"),
    Kind.FOLLOW_UP: _("Seguimientos"),
    Kind.CASE: _("Casos"),
    Kind.CONSENT: _("Permisos"),
    Kind.DUPLICATE: _("Duplicados"),
    Kind.PERMIT: _("Trámites"),
    Kind.OPINION: _("Opiniones"),
    Kind.ROUND: _("Rondas"),
    Kind.AGREEMENT: _("Convenios"),
    Kind.VISIT: _("Visitas"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that needs somebody: who, what, by when, and the one button."""

    kind: Kind
    name: str
    words: str
    due: datetime
    button: str
    address: tuple[str | int, ...]  # name of the place and its numbers: made a URL only for the lines that are shown
    since: datetime | None = None
    person_address: tuple[str | int, ...] = ()

    @property
    def is_primary(self) -> bool:
        """Whether its button is filled: what is late asks first."""
        return self.band == "late"

    @property
    def url(self) -> str:
        """Where the button leads."""
        return reverse(str(self.address[0]), args=self.address[1:])

    @property
    def person_url(self) -> str:
        """Where the name leads."""
        return reverse(str(self.person_address[0]), args=self.person_address[1:]) if self.person_address else self.url

    @property
    def band(self) -> str:
        """Late, today, this week, or later."""
        moment = now()
        if self.due < moment:
            return "late"
        if self.due.astimezone(HONDURAS).date() == moment.date():
            return "today"
        return "week"


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of the queue with its lines."""

    code: str
    label: str
    tone: str
    icon: str
    tasks: list[Task]
    is_whole: bool = False

    @property
    def count(self) -> int:
        """How many lines stand in it."""
        return len(self.tasks)

    @property
    def shown(self) -> list[Task]:
        """The lines of a first look: nobody does more than these today, and a hundred take a second to draw."""
        return self.tasks if self.is_whole else self.tasks[:FIRST_LOOK]

    @property
    def rest(self) -> int:
        """How many lines wait behind."""
        return len(self.tasks) - len(self.shown)


FIRST_LOOK = 10
MOST = 30  # lines a source gives at the most: beyond that, a list with filters serves better
BANDS = [
    ("late", _("Tarde"), "late", "exclamation-diamond-fill"),
    ("today", _("Hoy"), "you", "sun"),
    ("week", _("Esta semana"), "", "calendar-week"),
]


def end_of(day: date) -> datetime:
    """The moment when a day is over in Honduras: what is due on a day is late on the next one."""
    return datetime.combine(day, time(23, 59, 59), HONDURAS)


def bands(tasks: Iterable[Task], whole: str = "") -> list[Band]:
    """The lines in their bands, late first, each by its deadline; the band named in `whole` shows all of them."""
    found: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda task: (task.due, task.name)):
        found.setdefault(task.band, []).append(task)
    return [Band(code, str(label), tone, icon, found[code], is_whole=code == whole) for code, label, tone, icon in BANDS if code in found]


def within_a_week(tasks: Iterable[Task]) -> list[Task]:
    """Only what is late or due in the next seven days; the rest does not need anybody today."""
    limit = now() + timedelta(days=7)
    return [task for task in tasks if task.due <= limit]


def counts(tasks: Iterable[Task]) -> list[tuple[Kind, str, str]]:
    """How many lines of each kind, for the chips: «30+» where there may be more; kinds without lines are left out."""
    found = Counter(task.kind for task in tasks)
    return [(kind, str(label), told(found[kind])) for kind, label in KIND_LABELS.items() if found[kind]]


def told(count: int) -> str:
    """A count that may have been cut."""
    return f"{count}+" if count >= MOST else str(count)
