"""When is that counted which the explorer may tell? A year when it has been over for a month, how things stand once a quarter.

What was told stays for a quarter even if rows arrive late: two tellings a day apart would say what one person changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.base.transactions import action
from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.lattice import lattice_of
from ruta.insights.models import CellSet
from ruta.insights.papers import period_of, quarter_of
from ruta.insights.selectors.observatory import market_paper, results_paper
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.protecting import VERSION, fewest, padded, written

if TYPE_CHECKING:
    from ruta.insights.warehouse import Warehouse
    from ruta.insights.warehouse.crossing import Measure

LATE = timedelta(days=31)
QUARTER = timedelta(days=92)
YEARS, PAPERS = 5, 3
LETTERS = 64  # of a signature that is kept


@dataclass(frozen=True, slots=True)
class _Due:
    """A measure of a period that has to be counted."""

    measure: "Measure"
    period: str
    since: date | None
    until: date | None
    signature: str


@action
def count_cells(*, actor: Actor, tell: Callable[[str], None] = lambda _name: None) -> int:
    """Count what is due; says how many sets that were. Only the machine of the installation does."""
    if actor.kind != "system":
        raise Refused(_("Las cifras del explorador las cuenta el servidor."))
    least = fewest()
    with asking() as warehouse:
        due = list(_due(warehouse))
        for each in due:
            tell(f"{each.measure.code} {each.period}")
            _count(warehouse, each, least if each.measure.person or each.measure.is_heads else 0)
    return len(due)


def _count(warehouse: "Warehouse", due: _Due, least: int) -> None:
    from ruta.insights.warehouse.crossing import crossed

    counted = crossed(warehouse, due.measure, due.since, due.until)
    lattice = lattice_of(padded(counted) if due.measure.person else counted, Policy(threshold=least))
    row = CellSet(
        measure=due.measure.code, period=due.period, counted_on=today(), signature=due.signature, least=least, cells=written(lattice)
    )
    CellSet.objects.bulk_create([row], ignore_conflicts=True)  # of two at once the first is told


def _due(warehouse: "Warehouse") -> Iterator[_Due]:
    from ruta.insights.warehouse import signature
    from ruta.insights.warehouse.crossing import MEASURES

    for measure in MEASURES.values():
        rules = f"{VERSION}.{measure.version}" if measure.version else f"{VERSION}"
        word = f"{rules}:{signature(Path(settings.WAREHOUSE_FOLDER), [measure.fact])}"[:LETTERS]
        for period, since, until in _periods(warehouse, measure):
            last = CellSet.objects.filter(measure=measure.code, period=period).order_by("-counted_on").first()
            if last is None or _is_stale(last, word):
                yield _Due(measure, period, since, until, word)


def _is_stale(last: CellSet, word: str) -> bool:
    """Told anew in another quarter if anything changed; at once where it was protected by older rules."""
    is_older = last.signature.partition(":")[0] != word.partition(":")[0]
    return is_older or (last.signature != word and quarter_of(last.counted_on) != quarter_of(today()))


def _periods(warehouse: "Warehouse", measure: "Measure") -> Iterator[tuple[str, date | None, date | None]]:
    from ruta.insights.warehouse.crossing import years_of

    if measure.is_stock:
        yield quarter_of(today()), None, None
        return
    over = [year for year in years_of(warehouse, measure) if date(year, 12, 31) + LATE < today()]
    for year in over[-YEARS:]:
        yield str(year), date(year, 1, 1), date(year, 12, 31)


@action
def answer_beforehand(*, actor: Actor) -> None:
    """Ask what the reports of the market and of results ask, so that nobody waits for it; nothing of the database is written."""
    from ruta.insights.warehouse import forget_old

    del actor
    for year in range(today().year, today().year - PAPERS, -1):
        market_paper(period_of(str(year)))
    market_paper(period_of(quarter_of(today())))
    market_paper(period_of(quarter_of(today() - QUARTER)))
    for year in (today().year, today().year - 1):
        results_paper(period_of(str(year)))
    forget_old(Path(settings.WAREHOUSE_FOLDER))
