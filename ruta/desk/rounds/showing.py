"""How do a round and its questions read: their names, numbers and states in words?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.desk.roadmap.drawing import said_number
from ruta.roadmap.enums import RoundKind, Stage, Unit
from ruta.roadmap.models import Round
from ruta.roadmap.selectors import Asked

TONES = {Stage.MISSING: "", Stage.DRAFT: "way", Stage.SENT: "you", Stage.RETURNED: "care", Stage.ACCEPTED: "done"}


@dataclass(frozen=True)
class Told:
    """One question as a list shows it."""

    asked: Asked
    said: str
    wished: str
    stage: str
    tone: str


def period_words(begins: date, ends: date) -> str:
    """«jul a sep 2026»."""
    return _("%(first)s a %(last)s") % {
        "first": date_format(begins, "M" if begins.year == ends.year else "M Y").lower(),
        "last": date_format(ends, "M Y").lower(),
    }


def round_title(row: Round) -> str:
    """What a round is called."""
    return f"{RoundKind(row.kind).label}, {period_words(row.begins, row.ends)}"


def told(each: Asked) -> Told:
    """A question with its numbers in their unit."""
    ending = " %" if each.ask.kind == "activity" or each.ask.unit == Unit.PERCENT else ""

    def shown(value: Any) -> str:
        if value is not None and each.ask.unit == Unit.MILESTONE:
            return _("cumplido") if value >= 1 else _("todavía no")
        return "" if value is None else f"{said_number(value)}{ending}"

    return Told(each, shown(each.said), shown(each.wished), str(each.stage.label), TONES[each.stage])


def counted(asked: Iterable[Asked], row: Round) -> dict[str, int]:
    """How many questions stand where."""
    every = list(asked)
    waiting = sum(each.is_waiting for each in every)
    return {
        "total": len(every),
        "answered": len(every) - waiting,
        "sent": sum(each.stage == Stage.SENT for each in every),
        "accepted": sum(each.stage == Stage.ACCEPTED for each in every),
        "waiting": waiting,
        "late": waiting if is_late(row) else 0,
    }


def is_late(row: Round) -> bool:
    """Whether the time to answer is over and the round is not closed."""
    return row.is_open and row.due_on < today()
