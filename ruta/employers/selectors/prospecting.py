"""When is there work in which sector and place, whom does the service not reach yet, and who was visited?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import ExtractMonth

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.employers.models import Employer, Expectation, Season, Vacancy, Visit
from ruta.employers.rules import level_of
from ruta.employers.selectors.employers import NON_USER_AFTER, employers
from ruta.taxonomy.models import Sector
from ruta.territory.models import Department

SECTOR, PLACE = "section", "department"
TWELVE = range(1, 13)


@dataclass(slots=True)
class Cell:
    """One month of one sector in one place."""

    month: int
    openings: int = 0  # published in that month of the last two years
    peaks: int = 0  # employers that said they hire most then
    seasons: list[str] = field(default_factory=list)
    planned: int = 0
    done: int = 0
    level: int = 0  # 0 to 4, of its row


@dataclass(slots=True)
class Line:
    """A sector (or a department) with its twelve months, and how many of its employers the service does not reach."""

    code: str
    label: str
    employers: int = 0
    non_users: int = 0
    cells: list[Cell] = field(default_factory=lambda: [Cell(month) for month in TWELVE])


def is_non_user(employer: Employer) -> bool:
    """Whether an employer offered nothing for a year."""
    return employer.last_vacancy_on is None or employer.last_vacancy_on < today() - NON_USER_AFTER


def non_users() -> Q:
    """The same, asked of the database."""
    return Q(last_vacancy_on=None) | Q(last_vacancy_on__lt=today() - NON_USER_AFTER)


def calendar(actor: Actor, year: int, *, department: str = "", section: str = "") -> list[Line]:
    """Sectors of a department, or departments of a sector, or of all: where there is something to see, in the order of their names."""
    axis = PLACE if section or not department else SECTOR
    only = {key: value for key, value in ((PLACE, department), (SECTOR, section)) if value}
    own: dict[str, Any] = {"owner_institution_id": actor.institution_id or 0} | only
    lines: dict[str, Line] = {code: Line(code, label) for code, label in _named(axis).items()}
    _count_employers(lines, axis, own)
    _count_openings(lines, axis, own, year)
    _count_peaks(lines, axis, actor, only)
    _count_visits(lines, axis, own, year)
    for season in Season.objects.filter(**own).order_by("title", "pk"):
        for month in season.months:
            lines[getattr(season, axis)].cells[month - 1].seasons.append(season.title)
    return [_levelled(line) for line in lines.values() if _shows(line)]


def visits(actor: Actor) -> QuerySet[Visit]:
    """The visits of the actor's institution."""
    return Visit.objects.filter(owner_institution_id=actor.institution_id or 0).select_related("employer")


def visits_of(employer: Employer) -> QuerySet[Visit]:
    """The visits of an employer, the newest first."""
    return Visit.objects.filter(employer=employer).order_by("-planned_on", "-pk")


def seasons(actor: Actor) -> QuerySet[Season]:
    """The seasons that the institution noted."""
    return Season.objects.filter(owner_institution_id=actor.institution_id or 0).order_by("section", "department", "title", "pk")


def to_visit(actor: Actor, *, section: str, department: str, month: date) -> QuerySet[Employer]:
    """Whom somebody could visit in a month: employers of a sector and place without a visit in it, those that the service does not reach first."""
    has_one = Visit.objects.filter(employer=OuterRef("pk"), planned_on__year=month.year, planned_on__month=month.month).exclude(
        state="cancelled"
    )
    rows = employers(actor).filter(~Exists(has_one), **{key: value for key, value in ((SECTOR, section), (PLACE, department)) if value})
    return rows.order_by(Case(When(non_users(), then=0), default=1), "sort_name", "pk")


def expectations_of(employer: Employer) -> QuerySet[Expectation]:
    """What it said that it expects, the newest first."""
    return Expectation.objects.filter(employer=employer).order_by("-asked_on", "-pk")


def segments(actor: Actor, *, department: str = "") -> dict[str, dict[str, int]]:
    """Employers of each sector: all, those that the service does not reach, by size and by segment."""
    rows = employers(actor).filter(**({PLACE: department} if department else {}))
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counted = (
        rows.values_list("section", "size", "segment")
        .annotate(n=Count("pk"), out=Count("pk", filter=non_users()))
        .order_by("section", "size", "segment")
    )
    for section, size, segment, count, outside in counted:
        line = found[section]
        for key in ("all", f"size:{size}", f"segment:{segment}"):
            line[key] += count
        line["outside"] += outside
    return {section: dict(line) for section, line in found.items()}


def _named(axis: str) -> Mapping[str, str]:
    if axis == SECTOR:
        return dict(Sector.objects.filter(level=1).order_by("code").values_list("code", "name_es"))
    return dict(Department.objects.order_by("name").values_list("code", "name"))


def _count_employers(lines: Mapping[str, Line], axis: str, own: Mapping[str, Any]) -> None:
    rows = Employer.objects.filter(**own).values_list(axis).annotate(n=Count("pk"), out=Count("pk", filter=non_users())).order_by(axis)
    for code, count, outside in rows:
        if code in lines:
            lines[code].employers, lines[code].non_users = count, outside


def _count_openings(lines: Mapping[str, Line], axis: str, own: Mapping[str, Any], year: int) -> None:
    published = Vacancy.objects.filter(**own, published_at__year__range=(year - 1, year)).annotate(month=ExtractMonth("published_at"))
    for code, month, count in published.values_list(axis, "month").annotate(n=Sum("openings")).order_by(axis, "month"):
        if code in lines:
            lines[code].cells[month - 1].openings = count


def _count_peaks(lines: Mapping[str, Line], axis: str, actor: Actor, only: Mapping[str, str]) -> None:
    own = {"owner_institution_id": actor.institution_id or 0} | {f"employer__{key}": value for key, value in only.items()}
    newest = Expectation.objects.filter(**own).order_by("employer", "-asked_on", "-pk").distinct("employer")
    for code, months in newest.values_list(f"employer__{axis}", "peak_months"):
        for month in months if code in lines else ():
            lines[code].cells[month - 1].peaks += 1


def _count_visits(lines: Mapping[str, Line], axis: str, own: Mapping[str, Any], year: int) -> None:
    rows = Visit.objects.filter(**own, planned_on__year=year).exclude(state="cancelled").annotate(month=ExtractMonth("planned_on"))
    counted = rows.values_list(axis, "month").annotate(n=Count("pk"), closed=Count("pk", filter=Q(state="done"))).order_by(axis, "month")
    for code, month, count, done in counted:
        if code in lines:
            lines[code].cells[month - 1].planned, lines[code].cells[month - 1].done = count, done


def _shows(line: Line) -> bool:
    return bool(line.employers or any(cell.openings or cell.seasons or cell.planned for cell in line.cells))


def _levelled(line: Line) -> Line:
    most = max(cell.openings for cell in line.cells)
    for cell in line.cells:
        cell.level = level_of(cell.openings, most)
    return line
