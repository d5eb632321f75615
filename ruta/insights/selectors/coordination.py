"""Who coordinates with whom: which institutions have a live agreement and answered a referral (I11), and which offices apply the protocol (I15)?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum

from ruta.directory.models import Institution, Office, Service
from ruta.directory.selectors import protocol_units, standings
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, suppress_list
from ruta.insights.enums import Step
from ruta.insights.models import ReferralCube

ANSWERED = (Step.ACCEPTED, Step.DECLINED)
Roots = dict[int, int]


@dataclass(frozen=True, slots=True)
class Coordinating:
    """One institution with its directions: what is there, each thing counted from rows."""

    institution: Institution
    agreements: frozenset[int]
    is_verified: bool
    services: int
    exchanged: Cell
    categories: tuple[str, ...]
    has_answered: bool

    @property
    def applies(self) -> bool:
        """Whether it counts for the mechanism: an agreement that lives and a referral that was answered in the year."""
        return bool(self.agreements) and self.has_answered


@dataclass(frozen=True, slots=True)
class Unit:
    """An office that applies the protocol, and since when."""

    office: Office
    since: date


def coordination(day: date) -> list[Coordinating]:
    """Every institution of which there is something to tell, those of the driving team first."""
    roots = roots_of()
    agreed, verified, data = _agreed(day, roots)
    services = _services(roots)
    exchanged, answered = _exchanged(last_quarter(day), roots), _answered(day, roots)
    known = Institution.objects.filter(parent=None, is_active=True).order_by("-is_driving_team", "short_name", "pk")
    shown = [row for row in known if row.is_driving_team or row.pk in agreed or row.pk in services or exchanged.get(row.pk)]
    cells = _safe([exchanged.get(row.pk, 0) for row in shown])
    return [
        Coordinating(
            row,
            frozenset(agreed[row.pk]),
            row.pk in verified,
            services.get(row.pk, 0),
            cell,
            tuple(sorted(data[row.pk])),
            row.pk in answered,
        )
        for row, cell in zip(shown, cells, strict=True)
    ]


def coordinating_institutions(day: date) -> int:
    """How many institutions apply the mechanism on a day (I11); a direction counts as its institution."""
    roots = roots_of()
    return len(agreed_institutions(day, roots) & _answered(day, roots))


def agreed_institutions(day: date, roots: Roots) -> set[int]:
    """The institutions of which an agreement is in force."""
    return set(_agreed(day, roots)[0])


def units_applying(day: date) -> list[Unit]:
    """The municipal offices and centres under a protocol in force (I15), in the order in which they came."""
    since = protocol_units(day)
    rows = Office.objects.filter(pk__in=since).select_related("institution", "municipality").order_by("pk")
    return sorted((Unit(row, since[row.pk]) for row in rows), key=lambda unit: (unit.since, unit.office.name))


def last_quarter(day: date) -> tuple[date, date]:
    """The first days of the first and last months of the quarter that ended before a day."""
    begins = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    last = (begins - timedelta(days=1)).replace(day=1)
    return (last - timedelta(days=45)).replace(day=1), last


def roots_of() -> Roots:
    """Every institution with the one at the top of it."""
    parents = dict(Institution.objects.order_by("pk").values_list("pk", "parent"))
    return {pk: _top(pk, parents) for pk in parents}


def _top(pk: int, parents: dict[int, int | None]) -> int:
    seen = {pk}
    while (above := parents.get(pk)) is not None and above not in seen:
        seen.add(above)
        pk = above
    return pk


def _agreed(day: date, roots: Roots) -> tuple[dict[int, set[int]], set[int], dict[int, set[str]]]:
    agreed: dict[int, set[int]] = defaultdict(set)
    data: dict[int, set[str]] = defaultdict(set)
    verified: set[int] = set()
    for each in standings(day):
        root = roots[each.institution_id]
        agreed[root].add(each.agreement_id)
        data[root].update(each.categories)
        verified |= {root} if each.is_verified else set()
    return agreed, verified, data


def _services(roots: Roots) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for pk, count in Service.objects.filter(is_active=True).order_by().values_list("institution").annotate(Count("pk")):
        found[roots[pk]] += count
    return found


def _between(rows: Iterable[tuple[int, int, int]], roots: Roots) -> Iterable[tuple[int, int, int]]:
    """Sender, receiver and how many, of what went from one institution to another and not from a direction to its sister."""
    for sender, receiver, count in rows:
        if roots[sender] != roots[receiver]:
            yield roots[sender], roots[receiver], count


def _exchanged(quarter: tuple[date, date], roots: Roots) -> dict[int, int]:
    rows = ReferralCube.objects.filter(month__range=quarter, step=Step.SENT).order_by()
    found: dict[int, int] = defaultdict(int)
    for sender, receiver, count in _between(rows.values_list("sender", "receiver").annotate(Sum("n")), roots):
        found[sender] += count
        found[receiver] += count
    return found


def _answered(day: date, roots: Roots) -> set[int]:
    """Either side of a referral of the year that was accepted or declined."""
    rows = ReferralCube.objects.filter(month__year=day.year, month__lte=day, step__in=ANSWERED).order_by()
    return {side for *sides, _count in _between(rows.values_list("sender", "receiver").annotate(Sum("n")), roots) for side in sides}


def _safe(counts: list[int]) -> tuple[Cell, ...]:
    try:
        return suppress_list(counts).cells
    except CannotProtect:
        return (Cell(None, Mark.HIDDEN),) * len(counts)
