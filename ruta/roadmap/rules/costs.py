"""What does something cost, year by year, and do two sheets of costs say the same?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ruta.base.sentences import gettext_noop

FIRST_YEAR, LAST_YEAR = 2020, 2060
LONGEST, MANY = 400, 10**6
MOST_LEMPIRAS = 10**12  # more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Cost:
    """One line: quantity × unit cost × periods, in prices of a base year, indexed to the year in which it is spent."""

    key: str  # of the row of the plan
    concept: str
    source: str
    year: int
    quantity: Decimal
    unit_cost: int
    times: int
    rate: Decimal  # percent a year
    base_year: int

    @property
    def amount(self) -> int:
        """Whole lempiras."""
        return amount_of(self)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(self).items()}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Cost":
        """What JSON kept."""
        read: dict[str, Any] = {each.name: said[each.name] for each in fields(cls)}
        return cls(**read | {name: Decimal(read[name]) for name in ("quantity", "rate")})


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of a file against the sheet: new, changed, gone, or not readable."""

    number: int  # the row as the reader of the file sees it; 0 for a line that the file no longer holds
    line: int | None
    before: Cost | None
    after: Cost | None
    problems: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What accepting it does."""
        if self.problems:
            return "bad"
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"


def amount_of(cost: Cost) -> int:
    """Quantity × unit cost × periods × (1 + index) to the years since the base, rounded to whole lempiras."""
    grown = (1 + cost.rate / 100) ** (cost.year - cost.base_year)
    return int((cost.quantity * cost.unit_cost * cost.times * grown).quantize(Decimal(1), ROUND_HALF_UP))


def totals(costs: Iterable[Cost]) -> dict[tuple[str, int], int]:
    """What each source pays in each year."""
    found: dict[tuple[str, int], int] = {}
    for cost in costs:
        place = (cost.source, cost.year)
        found[place] = found.get(place, 0) + cost.amount
    return found


def cost_problems(cost: Cost, keys: Collection[str], sources: Collection[str]) -> dict[str, str]:
    """What is wrong with a line: a sentence per field, that its reader's language may still translate."""
    year = gettext_noop("El año va de 2020 a 2060.")
    more = gettext_noop("Va un número mayor que cero, y no tan grande.")
    checks = (
        ("key", cost.key in keys, gettext_noop("Esa fila no está en la versión vigente del plan.")),
        ("concept", 0 < len(cost.concept.strip()) <= LONGEST, gettext_noop("Diga en hasta 400 letras qué se compra o se paga.")),
        ("source", cost.source in sources, gettext_noop("Esa fuente no es del plan: elija una de la lista.")),
        ("year", FIRST_YEAR <= cost.year <= LAST_YEAR, year),
        ("base_year", FIRST_YEAR <= cost.base_year <= LAST_YEAR, year),
        ("quantity", 0 < cost.quantity <= MANY, more),
        ("times", 0 < cost.times <= MANY, more),
        ("unit_cost", 0 <= cost.unit_cost <= MOST_LEMPIRAS, gettext_noop("Va un número de lempiras, cero o más.")),
        ("rate", -50 <= cost.rate <= 100, gettext_noop("El índice va de -50 a 100 % al año.")),
    )
    found = {name: sentence for name, holds, sentence in checks if not holds}
    if not found and cost.amount > MOST_LEMPIRAS:
        found["unit_cost"] = gettext_noop("El total pasa de un billón de lempiras: revise las cifras.")
    return found


def differences(now: Mapping[int, Cost], read: Sequence[tuple[int, int | None, Cost | None, tuple[str, ...]]]) -> list[Difference]:
    """Every row of a file that says something else than the sheet, and every line that the file no longer holds.

    A row is its number, the line that it names, its cost and what could not be read of it.
    """
    found = [
        Difference(number, line, before, cost, problems)
        for number, line, cost, problems in read
        if (before := now.get(line) if line is not None else None) != cost or problems
    ]
    named = {line for _number, line, _cost, _problems in read}
    return found + [Difference(0, line, cost, None) for line, cost in now.items() if line not in named]
