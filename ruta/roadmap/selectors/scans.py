"""What did each maturity round say, cluster by cluster, against the one before, and which gaps are left?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.roadmap.enums import WORK, Kind, PlanKind
from ruta.roadmap.models import Node, Plan, PlanVersion, Scan, ScanAnswered, ScanScore, Undertaking
from ruta.roadmap.rules import REACHED, mean


@dataclass(frozen=True)
class Answering:
    """An activity that meets a gap, as its plan calls it today; nothing once a later version dropped it."""

    link: ScanAnswered
    node: Node | None


@dataclass(frozen=True)
class Factor:
    """One factor with its value, the one before, and what is done about it."""

    node: Node
    score: ScanScore | None
    before: int | None
    answered: Sequence["Answering"] = ()
    undertaken: Sequence[Undertaking] = ()

    @property
    def is_gap(self) -> bool:
        """Whether it was valued under 65."""
        return self.score is not None and self.score.value < REACHED


@dataclass(frozen=True)
class Cluster:
    """The factors of one cluster and their mean, now and before."""

    node: Node
    factors: list[Factor]

    @property
    def mean(self) -> float | None:
        """Over the factors that have a value."""
        return mean([each.score.value for each in self.factors if each.score])

    @property
    def before(self) -> float | None:
        """The same of the round before."""
        return mean([each.before for each in self.factors if each.before is not None])

    @property
    def scored(self) -> int:
        """How many factors have a value."""
        return sum(each.score is not None for each in self.factors)


def instrument() -> PlanVersion:
    """The maturity instrument as it stands today."""
    found = PlanVersion.objects.select_related("plan").filter(is_current=True, plan__kind=PlanKind.MATURITY).order_by("plan_id").first()
    if found is None:
        raise NotFound(_("El PES-Scan no está cargado. Cárguelo con «ruta plan load pes-scan»."))
    return found


def scans() -> "QuerySet[Scan]":
    """Every round, the latest first, with how many factors are valued."""
    return Scan.objects.select_related("office", "plan").annotate(scored=Count("scores")).order_by("-opened_at", "-pk")


def scan_of(pk: int) -> Scan:
    """One round."""
    found = scans().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa ronda PES-Scan no existe. Elija una de la lista."))
    return found


def scan_before(scan: Scan) -> Scan | None:
    """The closed round of the same office (or national) before this one."""
    return scans().filter(plan=scan.plan, office=scan.office, closed_at__isnull=False, opened_at__lt=scan.opened_at).first()


def clusters_of(scan: Scan) -> list[Cluster]:
    """Every cluster with its factors, in the order of the instrument."""
    nodes = list(Node.objects.filter(version__plan=scan.plan, version__is_current=True).order_by("position"))
    scores = {each.key: each for each in ScanScore.objects.filter(scan=scan)}
    earlier = scan_before(scan)
    old = {each.key: each.value for each in ScanScore.objects.filter(scan=earlier)} if earlier else {}
    answered = _answering(scan)
    undertaken = _undertaken(scan.plan)
    found: list[Cluster] = []
    for node in nodes:
        if node.kind == Kind.CLUSTER:
            found.append(Cluster(node, []))
        elif node.kind == Kind.FACTOR:
            key = node.key
            found[-1].factors.append(Factor(node, scores.get(key), old.get(key), answered.get(key, ()), undertaken.get(key, ())))
    return found


def closed_scans(until: datetime | None = None) -> list[Scan]:
    """The last closed round of each office and the national one (first), as they stood at a moment."""
    found = Scan.objects.filter(closed_at__isnull=False).select_related("office", "plan")
    rows = (found.filter(closed_at__lt=until) if until else found).order_by("plan_id", "office_id", "-opened_at", "-pk")
    latest = list(rows.distinct("plan_id", "office_id"))
    return sorted(latest, key=lambda each: (each.office_id is not None, str(each)))


def national_values() -> tuple[Scan | None, dict[str, int]]:
    """The last closed national round with its values, factor by factor."""
    scan = scans().filter(office=None, closed_at__isnull=False).first()
    return scan, values_of([scan])[scan.pk] if scan else {}


def cluster_means(nodes: Iterable[Node], values: Mapping[str, int]) -> list[tuple[Node, float]]:
    """The mean of each cluster that has a value, from the rows of the instrument in their order."""
    found: list[tuple[Node, list[int]]] = []
    for node in nodes:
        if node.kind == Kind.CLUSTER:
            found.append((node, []))
        elif node.kind == Kind.FACTOR and node.key in values:
            found[-1][1].append(values[node.key])
    return [(node, said) for node, held in found if (said := mean(held)) is not None]


def values_of(asked: Sequence[Scan]) -> dict[int, dict[str, int]]:
    """The values of some rounds, factor by factor."""
    found: dict[int, dict[str, int]] = {each.pk: {} for each in asked}
    for score in ScanScore.objects.filter(scan__in=asked).order_by("scan_id", "key"):
        found[score.scan_id][score.key] = score.value
    return found


def factor_count(plan: Plan) -> int:
    """How many factors the instrument has."""
    return Node.objects.filter(version__plan=plan, version__is_current=True, kind=Kind.FACTOR).count()


def gap_of(scan: Scan, key: str) -> Factor:
    """One factor under 65 of a round, with what meets it."""
    found = next((factor for each in clusters_of(scan) for factor in each.factors if factor.node.key == key and factor.is_gap), None)
    if found is None:
        raise NotFound(_("Ese factor no es una brecha de esta ronda. Vuelva a la lista de brechas."))
    return found


def activities_offered() -> list[tuple[Plan, list[Node]]]:
    """The work of each plan as it stands today, which may meet a gap."""
    found: dict[int, tuple[Plan, list[Node]]] = {}
    rows = Node.objects.filter(version__is_current=True, kind__in=WORK).select_related("version__plan")
    for node in rows.order_by("version__plan_id", "position"):
        found.setdefault(node.version.plan_id, (node.version.plan, []))[1].append(node)
    return list(found.values())


def _answering(scan: Scan) -> dict[str, list[Answering]]:
    links = list(ScanAnswered.objects.filter(scan=scan).select_related("plan").order_by("pk"))
    rows = Node.objects.filter(version__is_current=True, version__plan__in={each.plan_id for each in links})
    rows = rows.filter(key__in={each.activity for each in links}).select_related("version").order_by("pk")
    known = {(node.version.plan_id, node.key): node for node in rows}
    found: dict[str, list[Answering]] = {}
    for each in links:
        found.setdefault(each.key, []).append(Answering(each, known.get((each.plan_id, each.activity))))
    return found


def _undertaken(plan: Plan) -> dict[str, list[Undertaking]]:
    found: dict[str, list[Undertaking]] = {}
    for each in Undertaking.objects.filter(plan=plan).select_related("institution").order_by("due_on", "pk"):
        found.setdefault(each.key, []).append(each)
    return found
