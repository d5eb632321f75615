"""What did officers write of a territory: the latest that was approved, and what waits for another's eyes?"""

from django.db.models import QuerySet

from ruta.insights.enums import TextState
from ruta.insights.models import SheetText


def approved_texts(territory: str) -> dict[str, SheetText]:
    """The latest approved version of each section."""
    return _latest(SheetText.objects.filter(territory_ref=territory, state=TextState.APPROVED))


def latest_texts(territory: str) -> dict[str, SheetText]:
    """The latest version of each section, whatever became of it."""
    return _latest(SheetText.objects.filter(territory_ref=territory))


def waiting_texts(territory: str) -> list[SheetText]:
    """What waits for another's eyes."""
    return list(SheetText.objects.filter(territory_ref=territory, state=TextState.WRITTEN).order_by("section", "pk"))


def _latest(rows: QuerySet[SheetText]) -> dict[str, SheetText]:
    return {row.section: row for row in rows.order_by("section", "version")}
