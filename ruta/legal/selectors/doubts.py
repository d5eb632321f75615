"""Which gaps and doubts wait, what was answered, and which criteria hold?"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.legal.enums import CriterionState
from ruta.legal.models import Criterion, Gap, Instrument, Opinion
from ruta.legal.policies import can_keep
from ruta.legal.selectors.instruments import query


def gaps(actor: Actor) -> QuerySet[Gap]:
    """Those of the institution; whoever keeps the compendium sees all."""
    rows = Gap.objects.select_related("instrument")
    return rows if can_keep(actor) else rows.filter(owner_institution_id=actor.institution_id or 0)


def gap_of(actor: Actor, gap_id: int) -> Gap:
    """One of them."""
    found = gaps(actor).filter(pk=gap_id).first()
    if found is None:
        raise NotFound(_("Esa duda no existe o es de otra institución."))
    return found


def opinions_on(gap: Gap) -> QuerySet[Opinion]:
    """What legal advice said of it, the newest first."""
    return Opinion.objects.filter(gap=gap).order_by("-given_at", "-pk")


def criteria(actor: Actor | None = None) -> QuerySet[Criterion]:
    """What holds; the public reads what is public, whoever keeps the compendium also what waits."""
    rows = Criterion.objects.defer("found_by").select_related("instrument")
    if can_keep(actor):
        return rows
    holds = Q(state=CriterionState.PUBLISHED)
    return rows.filter(holds if actor and actor.kind == "staff" else holds & Q(is_public=True))


def found_criteria(actor: Actor, text: str) -> QuerySet[Criterion]:
    """Those whose question or answer has these words."""
    rows = criteria(actor)
    return rows.filter(found_by=query(text)) if text.strip() else rows


def criterion_of(number: str, actor: Actor | None = None) -> Criterion:
    """One criterion."""
    found = criteria(actor).filter(number=number).first()
    if found is None:
        raise NotFound(_("Ese criterio no existe o ya no está vigente."))
    return found


def criteria_of_gap(gap: Gap) -> QuerySet[Criterion]:
    """The criteria that came of a gap."""
    return Criterion.objects.defer("found_by").filter(gap_ref=gap.pk).order_by("pk")


def criteria_on(instrument: Instrument, *, is_inside: bool) -> QuerySet[Criterion]:
    """What holds about a norm."""
    rows = Criterion.objects.defer("found_by").filter(instrument=instrument, state=CriterionState.PUBLISHED).order_by("number")
    return rows if is_inside else rows.filter(is_public=True)
