"""How do figures that others publish come in? Each with its source; one that changed replaces the one before, and the audit keeps both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.base.transactions import action
from ruta.insights.engine.posts import Published
from ruta.insights.models import ExternalFigure


@dataclass(frozen=True, slots=True)
class Kept:
    """How many figures are new, how many changed, and how many stood already as they are."""

    created: int
    changed: int
    same: int


@action
def keep_figures(*, actor: Actor, figures: Sequence[Published]) -> Kept:
    """Keep them; only the machine of the installation does, out of a file."""
    if actor.kind != "system":
        raise Refused(_("Las series publicadas las carga quien administra el servidor."))
    created = changed = 0
    for each in figures:
        told = {
            "persons": each.persons, "source": each.source, "link": each.link, "is_provisional": each.is_provisional, "note": each.note,
        }  # fmt: skip
        row = (
            ExternalFigure.objects.select_for_update()
            .filter(series=each.series, year=each.quarter.year, quarter=each.quarter.number)
            .first()
        )
        if row is None:
            ExternalFigure.objects.create(series=each.series, year=each.quarter.year, quarter=each.quarter.number, loaded_at=now(), **told)
            created += 1
        elif any(getattr(row, name) != value for name, value in told.items()):
            for name, value in (told | {"loaded_at": now()}).items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return Kept(created, changed, len(figures) - created - changed)
