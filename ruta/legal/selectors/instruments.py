"""Which norms are there, about what, and what has each to do with others?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.legal.enums import RECEIVED, Link
from ruta.legal.models import CONFIG, Correction, Instrument, Relation

LATEST = 30
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Related:
    """What one norm does to another, read from either end."""

    relation: Relation
    other: Instrument
    is_received: bool

    @property
    def words(self) -> str:
        """What stands before the name of the other."""
        kind = Link(self.relation.kind)
        return str(RECEIVED[kind] if self.is_received else kind.label)


def query(text: str) -> SearchQuery:
    """What somebody typed: words in any order, «quoted» together, -without; accents and endings do not matter."""
    return SearchQuery(" ".join(text.split())[:LONGEST], config=CONFIG, search_type="websearch")


def instruments(text: str = "") -> QuerySet[Instrument]:
    """The norms of the compendium, perhaps only those whose title, number or subject has these words."""
    rows = Instrument.objects.defer("found_by")
    if not text.strip():
        return rows
    return rows.filter(Q(found_by=query(text)) | Q(number__icontains=text.strip()[:60]))


def instrument_of(code: str) -> Instrument:
    """One norm by its code."""
    found = Instrument.objects.defer("found_by").filter(code=code).first()
    if found is None:
        raise NotFound(_("Esa norma no está en el compendio."))
    return found


def related(instrument: Instrument) -> list[Related]:
    """The norms that it regulates, amends or repeals, and those that do so to it."""
    rows = Relation.objects.filter(Q(source=instrument) | Q(target=instrument)).select_related("source", "target").order_by("kind", "pk")
    return [Related(row, row.target if row.source_id == instrument.pk else row.source, row.target_id == instrument.pk) for row in rows]


def corrections(instrument: Instrument) -> QuerySet[Correction]:
    """What was corrected of a norm, the newest first."""
    return Correction.objects.filter(instrument=instrument).order_by("-at", "-pk")[:LATEST]


def subjects() -> list[tuple[str, str]]:
    """The subjects that the norms have, by name."""
    rows = Instrument.objects.order_by("subject").values_list("subject", flat=True).distinct()
    return [(each, each.capitalize()) for each in rows]


def titled(but: int | None = None) -> Sequence[tuple[str, str]]:
    """Code and title of every norm but one, to choose from."""
    rows = Instrument.objects.exclude(pk=but or 0).order_by("sort_title", "pk")
    return [(code, f"{title} ({number})" if number else title) for code, title, number in rows.values_list("code", "title", "number")]
