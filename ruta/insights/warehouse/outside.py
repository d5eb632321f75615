"""What did others publish of some days, after which registry? Out of the same place as the facts, by the same engines."""

from datetime import date
from typing import Any

import ibis

from ruta.insights.warehouse.opening import Warehouse


def published(warehouse: Warehouse, series: str, since: date, until: date) -> list[dict[str, Any]]:
    """The figures of the country that tell of days within these, the longest period first; days as text."""
    table = warehouse.fact("external")
    whole = table.filter(table.series == series, table.place.fill_null("") == "", table.category.fill_null("") == "")
    within = whole.filter(whole.since >= ibis.date(since), whole.until <= ibis.date(until))
    told = within.select(
        since=within.since.cast("string"), until=within.until.cast("string"), registry=within.registry, value=within.value, source=within.source
    )  # fmt: skip
    return sorted(
        warehouse.kept(told), key=lambda row: (row["since"], [-ord(each) for each in row["until"]], row["registry"], row["value"])
    )
