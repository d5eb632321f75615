"""When does each row of a version fall, by whose word, and how does it stand in its chain?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.roadmap.models import Dependency, Node, PlanVersion
from ruta.roadmap.planning import Fit, Job, critical_path, deadline_span, month_span, months_after, term_months
from ruta.roadmap.selectors.reading import Span, periods_of, targets_of


class Basis(models.TextChoices):
    """Where the days of a row come from."""

    SAID = "said", _("fechas del plan")
    TARGETS = "targets", _("años de sus metas")
    TERM = "term", _("plazo en meses")
    DEADLINE = "deadline", _("vencimiento en meses")
    ABOVE = "above", _("fila que la contiene")
    BELOW = "below", _("filas que contiene")


@dataclass(frozen=True)
class Timed:
    """A row with its days; none where nothing tells them."""

    node: Node
    span: Span | None = None
    basis: Basis | None = None
    waits: tuple[str, ...] = ()
    fit: Fit | None = None


def beginning_of(version: PlanVersion) -> date | None:
    """The first day of a plan: that of its first period, else of the month after its document."""
    if periods := periods_of(version):
        return periods[0].begins
    written = version.header["document"].get("date", "")
    if len(written) < len("2023-12"):
        return None
    year, month = int(written[:4]), int(written[5:7])
    return months_after(date(year, month, 1), 1)


def timed_rows(version: PlanVersion, nodes: Sequence[Node], said: Mapping[str, Sequence[str]] | None = None) -> list[Timed]:
    """Every row in its order. Days that were said win over those of targets, of terms and of what is around.

    `said` is what each row waits for where that is not what the version says.
    """
    own = _own(version, nodes)
    _from_below(nodes, own)
    for node in nodes:  # parents come before their children
        if node.pk not in own and node.parent_id in own:
            own[node.pk] = (own[node.parent_id][0], Basis.ABOVE)
    waits = _waits(version) if said is None else said
    fits = critical_path({node.key: Job(*own[node.pk][0], waits.get(node.key, ())) for node in nodes if node.pk in own})
    return [_timed(node, own.get(node.pk), tuple(waits.get(node.key, ())), fits.get(node.key)) for node in nodes]


def _waits(version: PlanVersion) -> dict[str, list[str]]:
    waits: dict[str, list[str]] = {}
    rows = Dependency.objects.filter(node__version=version).order_by("after__position").values_list("node__key", "after__key")
    for key, after in rows:
        waits.setdefault(key, []).append(after)
    return waits


def _timed(node: Node, told: tuple[Span, Basis] | None, waits: tuple[str, ...], fit: Fit | None) -> Timed:
    span, basis = told or (None, None)
    return Timed(node, span, basis, waits, fit)


Spans = dict[int, tuple[Span, Basis]]


def _own(version: PlanVersion, nodes: Sequence[Node]) -> Spans:
    begins = beginning_of(version)
    terms = term_months([row["code"] for row in version.listed("terms")])
    targets = _target_spans(version)
    found: Spans = {}
    for node in nodes:
        told = targets.get(node.pk)
        basis = Basis.TARGETS
        if told is None and begins and node.term in terms:
            told, basis = month_span(begins, *terms[node.term]), Basis.TERM
        if told is None and begins and node.deadline:
            told, basis = deadline_span(begins, node.deadline), Basis.DEADLINE
        if said := _said(node, told):
            found[node.pk] = (said, Basis.SAID)
        elif told:
            found[node.pk] = (told, basis)
    return found


def _said(node: Node, told: Span | None) -> Span | None:
    """The days of the row itself; where only one is said, the other is what can be told, or the same day."""
    if node.begins is None and node.ends is None:
        return None
    begins = node.begins or (told[0] if told else node.ends)
    ends = node.ends or (told[1] if told else node.begins)
    return (min(begins, ends), max(begins, ends)) if begins and ends else None


def _target_spans(version: PlanVersion) -> Mapping[int, Span]:
    periods = {period.code: period for period in periods_of(version)}
    found: dict[int, Span] = {}
    for target in targets_of(version):
        named = [periods[value.period] for value in target.values.all() if value.period in periods]
        if named:
            days = [found[target.node_id]] if target.node_id in found else []
            days += [(each.begins, each.ends) for each in named]
            found[target.node_id] = (min(day[0] for day in days), max(day[1] for day in days))
    return found


def _from_below(nodes: Sequence[Node], own: Spans) -> None:
    children: dict[int, list[Span]] = {}
    for node in reversed(nodes):
        if node.pk not in own and (spans := children.get(node.pk)):
            own[node.pk] = ((min(each[0] for each in spans), max(each[1] for each in spans)), Basis.BELOW)
        if node.pk in own and node.parent_id:
            children.setdefault(node.parent_id, []).append(own[node.pk][0])
