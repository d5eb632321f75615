"""Which plan, which version of it, and which of its rows are meant?"""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.roadmap.enums import WORK
from ruta.roadmap.models import Node, Plan, PlanVersion, Progress


def plans() -> QuerySet[PlanVersion]:
    """What each plan says today, with how much work it holds."""
    found = PlanVersion.objects.filter(is_current=True).select_related("plan__owner")
    return found.annotate(
        work=Count("nodes", filter=Q(nodes__kind__in=WORK)), rows=Count("nodes"), faults=Count("nodes", filter=~Q(nodes__fault=""))
    ).order_by("plan_id")


def plan_of(code: str) -> Plan:
    """A plan by its code."""
    found = Plan.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("Ese plan no está cargado. Cárguelo con «ruta plan load» o elija otro de la lista."))
    return found


def current_version(plan: Plan) -> PlanVersion:
    """What the plan says today."""
    return version_of(plan, None)


def version_of(plan: Plan, number: int | None) -> PlanVersion:
    """What the plan said in one of its versions; the current one when none is named."""
    wanted = {"is_current": True} if number is None else {"number": number}
    found = PlanVersion.objects.select_related("plan__owner").filter(plan=plan, **wanted).first()
    if found is None:
        raise NotFound(_("Esa versión del plan no existe. Elija una de la lista de versiones."))
    return found


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """Every version, the newest first."""
    return PlanVersion.objects.filter(plan=plan).order_by("-number")


def rows_of(version: PlanVersion) -> QuerySet[Node]:
    """The rows of a version in the order of the document, each with what was last reported of it."""
    latest = Progress.objects.filter(plan=version.plan_id, key=OuterRef("key")).order_by("-at", "-id")
    return _reported(Node.objects.filter(version=version), latest).order_by("position")


def current_rows() -> QuerySet[Node]:
    """The rows of every plan as it stands today, plan by plan."""
    latest = Progress.objects.filter(plan=OuterRef("version__plan"), key=OuterRef("key")).order_by("-at", "-id")
    rows = Node.objects.filter(version__is_current=True).select_related("version__plan")
    return _reported(rows, latest).order_by("version__plan_id", "position")


def node_of(version: PlanVersion, key: str) -> Node:
    """One row of a version by its key."""
    found = rows_of(version).select_related("parent", "institution").filter(key=key).first()
    if found is None:
        raise NotFound(_("Esa fila no está en esta versión del plan. Búsquela en el árbol."))
    return found


def reports_of(plan: Plan, key: str) -> QuerySet[Progress]:
    """What was reported of a piece of work, the latest first."""
    return Progress.objects.select_related("institution").filter(plan=plan, key=key).order_by("-at", "-id")


def _reported(rows: QuerySet[Node], latest: QuerySet[Progress]) -> QuerySet[Node]:
    return rows.annotate(
        state=Coalesce(Subquery(latest.values("state")[:1]), Value("")),
        percent=Coalesce(Subquery(latest.values("percent")[:1]), Value(0)),
    )
