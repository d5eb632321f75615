"""How did attentions change in the offices that apply the municipal or CAMR protocol (I02)? The cells of I01, over those offices alone."""

from dataclasses import dataclass

from ruta.base.clock import today
from ruta.insights.engine.change import Change, Figure, year_on_year
from ruta.insights.selectors.categories import least_of
from ruta.insights.selectors.cells import ATTENTIONS, modalities_of, office_counts
from ruta.insights.selectors.coordination import units_applying
from ruta.insights.selectors.figures import whole_months


@dataclass(frozen=True, slots=True)
class UnderProtocol:
    """Of how many offices, and how their attentions changed; no change where there is nothing to compare or it would point at few."""

    offices: int
    change: Change | None


def attentions_under_protocol(year: int) -> UnderProtocol:
    """The same offices in both years, those whose protocol lives today: one that joins adds nothing to the change by joining."""
    units = {unit.office.pk for unit in units_applying(today())}
    months = whole_months(year)
    if not units or not months:
        return UnderProtocol(len(units), None)
    least = least_of({*modalities_of(ATTENTIONS, year), *modalities_of(ATTENTIONS, year - 1)})
    pairs = [_parted(units, each, months) for each in (year, year - 1)]
    if any(0 < count < least for pair in pairs for count in pair):
        return UnderProtocol(len(units), None)
    (now, _rest), (before, _rest_before) = pairs
    return UnderProtocol(len(units), year_on_year(Figure(now, months), Figure(before, months)))


def _parted(units: set[int], year: int, months: int) -> tuple[int, int]:
    """Those of the offices, and those of all others: where either is small the other would tell it."""
    counts = office_counts(ATTENTIONS, year, until=months)
    mine = sum(count for (office, _each), count in counts.items() if office in units)
    return mine, sum(counts.values()) - mine
