"""Which cells may be told of a measure and a period? Looked up in what was counted and protected once; nothing is counted when somebody asks."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.insights.models import CellSet
from ruta.insights.papers import PaperPeriod, period_of

Shown = int | None


@dataclass(frozen=True, slots=True)
class Cells:
    """The newest set of a measure and a period."""

    measure: str
    period: str
    counted_on: date
    least: int
    held: dict[str, Any]

    @property
    def whole(self) -> Shown:
        """All of it."""
        return self.held["whole"]  # type: ignore[no-any-return]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what it may be taken apart."""
        return tuple(self.held["lists"])

    def by(self, dimension: str) -> dict[str, Shown]:
        """One dimension."""
        return dict(zip(self.held["categories"][dimension], self.held["lists"][dimension], strict=True))

    def crossing(self, first: str, second: str) -> dict[tuple[str, str], Shown]:
        """Two dimensions, in whichever order they are asked."""
        if f"{first}|{second}" not in self.held["tables"]:
            return {(one, other): count for (other, one), count in self.crossing(second, first).items()}
        codes = self.held["categories"]
        rows = zip(codes[first], self.held["tables"][f"{first}|{second}"], strict=True)
        return {(one, other): count for one, row in rows for other, count in zip(codes[second], row, strict=True)}

    def finer(self, dimension: str) -> dict[str, Shown]:
        """The parts of the categories of a dimension."""
        return dict(self.held["finer"].get(dimension, {}))

    def is_apart(self, dimension: str) -> bool:
        """Whether the categories of a dimension were taken apart."""
        return dimension in self.held["finer"]

    @property
    def paper_period(self) -> PaperPeriod:
        """Its period as reports say it: how things stand is of the day on which it was counted."""
        period = period_of(self.period)
        return replace(period, until=min(self.counted_on, period.ends))


def counted_periods() -> dict[str, list[str]]:
    """Of which periods each measure can be asked, the newest first."""
    found: dict[str, list[str]] = {}
    for measure, period in CellSet.objects.order_by("measure", "-period").values_list("measure", "period").distinct():
        found.setdefault(measure, []).append(period)
    return found


def cells_of(measure: str, period: str = "") -> Cells:
    """The newest set; of the newest period where none is named."""
    row = find_cells(measure, period)
    if row is None:
        raise NotFound(_("Eso no está contado. Los años se cuentan un mes después de terminar; lo demás, cada trimestre."))
    return row


def newest_cells(measure: str) -> list[Cells]:
    """Each period as everybody reads it elsewhere: two tellings of it side by side would say who came between."""
    rows = CellSet.objects.filter(measure=measure).order_by("period", "-counted_on").distinct("period")
    return [Cells(row.measure, row.period, row.counted_on, row.least, row.cells) for row in rows]


def find_cells(measure: str, period: str = "") -> Cells | None:
    """The same, or nothing."""
    rows = CellSet.objects.filter(measure=measure, **({"period": period} if period else {}))
    row = rows.order_by("-period", "-counted_on").first()
    return Cells(row.measure, row.period, row.counted_on, row.least, row.cells) if row else None
