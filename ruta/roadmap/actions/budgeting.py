"""How does an institution say what it set aside for returned persons in a year?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, Refused
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.models import YearBudget
from ruta.roadmap.policies import can_budget_for
from ruta.roadmap.rules import MOST_LEMPIRAS


@dataclass(frozen=True, slots=True)
class Budgeted:
    """What is said of one year, in whole lempiras; no amount where there is no line of its own."""

    year: int
    amount: int | None
    spent: int | None
    is_in_poa: bool
    document: str


@action
def report_year_budget(*, actor: Actor, institution: Institution, said: Budgeted) -> YearBudget:
    """Add a word about a year; the ones before stay."""
    if not can_budget_for(actor, institution.pk):
        raise Refused(_("Lo anota el enlace de monitoreo de esa institución, coordinación central o administración."))
    if problems := _problems(said):
        raise Invalid(_("Revise el presupuesto."), fields=problems)
    return YearBudget.objects.create(
        institution=institution, year=said.year, amount=said.amount, spent=said.spent, is_in_poa=said.is_in_poa,
        document=said.document.strip(), at=clock.now(), by=actor.user_id,
    )  # fmt: skip


def _problems(said: Budgeted) -> dict[str, str]:
    found = {}
    if said.spent is not None and said.amount is None:
        found["amount"] = _("Diga de cuánto era el presupuesto.")
    if said.year > clock.today().year + 1:
        found["year"] = _("Ese año todavía no se presupuesta.")
    elif said.spent and said.year > clock.today().year:
        found["spent"] = _("Ese año todavía no llega: no se ha ejecutado nada.")
    for name in ("amount", "spent"):
        if (getattr(said, name) or 0) > MOST_LEMPIRAS:
            found[name] = _("Pasa de un billón de lempiras: revise la cifra.")
    if not said.document.strip():
        found["document"] = _("Diga en qué documento está: acuerdo, POA o resolución.")
    return found
