"""What do the published figures say of the country, by year and month, with nothing small in them?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.insights.definitions import Indicator, indicator, word
from ruta.insights.engine.suppression import Cell
from ruta.insights.selectors import ShareRow, attentions, kept_promises, referral_steps, shares, waits
from ruta.taxonomy.selectors import catalogue

COUNTS, SHARES, WAITS, REFERRALS = ("I01", "I03"), ("I14", "I42", "I46", "I52", "I55", "I57"), "I45", "I54"
"""Those that speak of services as a whole: none of children, of protection or of one officer."""
Period = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one period; nothing stands where something is hidden."""

    code: str
    label: str
    year: int
    month: int | None
    part: int | None
    whole: int | None
    value: float | None
    unit: str
    is_hidden: bool


def lines() -> Iterator[Line]:
    """Every published indicator of this year and the last."""
    for year in (today().year - 1, today().year):
        for code in COUNTS:
            yield from _counted(_named(code), year)
        for code in SHARES:
            yield from _shared(_named(code), year)
        yield from _waited(_named(WAITS), year)
        yield from _referred(_named(REFERRALS), year)


def promises() -> Iterator[Line]:
    """What the charter promises, and how often it was kept in the twelve months before today."""
    labels = {row.code: row.label() for row in catalogue("service_charter")} | {"box": _label(_named("I50"))}
    for code, kept in sorted(kept_promises().items()):
        yield Line(
            code, labels[code], today().year, None, kept.in_time.count, kept.due.count, _rounded(kept.percent), "%", kept.percent is None
        )


def _counted(each: Indicator, year: int) -> Iterator[Line]:
    found = attentions(year, each.code)
    yield _line(each, (year, None), found.figure, found.figure, is_hidden=found.figure is None)
    for month, count in enumerate(found.current, start=1):
        if month <= found.months:
            yield _line(each, (year, month), count, count, is_hidden=count is None)


def _shared(each: Indicator, year: int) -> Iterator[Line]:
    found = shares(each, ANYBODY, year, each.apart[0])
    if found.is_told:
        for row in (found.figure, *found.months):
            yield _share(each, year, row)


def _share(each: Indicator, year: int, row: ShareRow) -> Line:
    month = int(row.code) if row.code else None
    return _line(each, (year, month), row.whole.count, row.share, part=row.part.count, is_hidden=not _shown(row.part, row.whole))


def _waited(each: Indicator, year: int) -> Iterator[Line]:
    found = waits(each.code, year)
    for row in (found.figure, *found.months) if found.is_told else ():
        yield _line(each, (year, int(row.code) if row.code else None), row.count.count, row.median, is_hidden=not row.count.is_shown)


def _referred(each: Indicator, year: int) -> Iterator[Line]:
    steps = referral_steps(year=year)
    sent = steps[0].cell
    for step in steps[1:]:
        if sent.count != 0:
            yield Line(
                f"{each.code}:{step.step}", f"{_label(each)}: {step.label}", year, None, step.cell.count, sent.count,
                None if step.share is None else _rounded(step.share * 100), "%", not _shown(step.cell, sent),
            )  # fmt: skip


def _line(each: Indicator, period: Period, whole: int | None, value: float | None, *, part: int | None = None, is_hidden: bool) -> Line:
    unit = word("units", each.unit, _language())
    return Line(each.code, _label(each), *period, part, whole, _rounded(value), unit, is_hidden)


def _named(code: str) -> Indicator:
    found = indicator(code)
    if found is None:
        raise LookupError(code)
    return found


def _label(each: Indicator) -> str:
    return each.label[_language()]


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "es"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _shown(*cells: Cell) -> bool:
    return all(cell.is_shown for cell in cells)
