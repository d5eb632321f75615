"""What did others publish of some days, after which registry? Out of the same place as the facts, by the same engines."""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from ruta.insights.warehouse.opening import Warehouse

TOLD = ("place", "category", "registry", "value", "unit", "source", "link")
Rows = list[dict[str, Any]]


def published(warehouse: Warehouse, series: str, since: date, until: date) -> Rows:
    """The figures of the country that tell of days within these, the longest period first; days as text."""
    return [row for row in parts_published(warehouse, series, since, until) if not row["place"] and not row["category"]]


def parts_published(warehouse: Warehouse, series: str, since: date, until: date) -> Rows:
    """The same with its places and categories: the country first, then place by place."""
    table = warehouse.fact("external")
    within = table.filter(table.series == series, table.since >= ibis.date(since), table.until <= ibis.date(until))
    days = {name: within[name].cast("string") for name in ("since", "until")}
    told = within.select(**days, **{name: _plain(within, name) for name in TOLD})
    return sorted(warehouse.kept(told), key=_order)


def series_of(warehouse: Warehouse) -> list[str]:
    """Which series there are."""
    return sorted(row["series"] for row in warehouse.kept(warehouse.fact("external").select("series").distinct()))


def _plain(table: ir.Table, name: str) -> Any:
    return table[name] if name == "value" else table[name].fill_null("")


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    later_first = [-ord(each) for each in row["until"]]
    return row["place"], row["category"], row["since"], later_first, row["registry"], row["value"]
