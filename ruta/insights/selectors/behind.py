"""Which rows does a figure count? Those of the reader's institution, as far as row security lets them be read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models import When as If
from django.db.models.fields import BooleanField

from ruta.agenda.models import Appointment
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.cases.models import Assessment, Case, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.directory.models import Service
from ruta.insights.definitions import PROFILE, SURVEY
from ruta.insights.enums import AgeGroup, Dimension
from ruta.insights.models import IntegralPerson
from ruta.insights.selectors.figures import whole_months
from ruta.people.models import ImportBatch
from ruta.taxonomy.selectors import catalogue
from ruta.tickets.models import Ticket

AGES = {
    AgeGroup.CHILD: (0, 11),
    AgeGroup.TEEN: (12, 17),
    AgeGroup.YOUNG: (18, 24),
    AgeGroup.TWENTIES: (25, 29),
    AgeGroup.THIRTIES: (30, 44),
    AgeGroup.FORTIES: (45, 59),
    AgeGroup.OLDER: (60, 130),
}
OWNER = "owner_institution_id"
MOVED_DAYS, VERIFIED_DAYS = 30, 90
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """Rows with the moment at which they count; `counts` is on each row where the figure is a part."""

    kind: str  # case | person | ticket | appointment | service | delivery | file
    rows: Rows
    when: str


@dataclass(frozen=True, slots=True)
class _Source:
    kind: str
    rows: Callable[[], Rows]
    owner: str
    when: str
    office: str
    counts: Callable[[], Any] | None = None
    has_period: bool = True
    joined: tuple[str, ...] = ()


def behind(code: str, actor: Actor, year: int, office_id: int | None = None) -> Behind | None:
    """The rows of one indicator and year; none for an indicator without rows of its own."""
    source = SOURCES.get(code)
    if source is None:
        return None
    rows = source.rows().filter(**{source.owner: actor.institution_id})
    if source.has_period:
        rows = rows.filter(**{f"{source.when}__year": year})
    if code == "I03":
        rows = rows.filter(reached_on__month__lte=whole_months(year) or 12)
    if office_id:
        rows = rows.filter(**{source.office: office_id})
    if source.counts:
        rows = rows.annotate(counts=source.counts())
    return Behind(source.kind, rows.select_related(*source.joined) if source.joined else rows, source.when)


def rows_behind(actor: Actor, *, year: int, office_id: int | None, dimension: str = "", code: str = "") -> QuerySet[ServiceDelivery]:
    """The attentions behind a figure (I01)."""
    migrants = [item["code"] for item in catalogue("modalities") if item["counts_as_migrant"]]
    months = whole_months(year) or 12
    last = date(year + 1, 1, 1) if months == 12 else date(year, months + 1, 1)
    rows = ServiceDelivery.objects.filter(
        delivered_on__gte=date(year, 1, 1),
        delivered_on__lt=last,
        counts_as_attention=True,
        modality__in=migrants,
        provider_id=actor.institution_id,
    )
    if office_id:
        rows = rows.filter(office_id=office_id)
    if dimension == Dimension.AGE and code:
        rows = rows.filter(age=None) if code == AgeGroup.UNKNOWN else rows.filter(age__range=AGES[AgeGroup(code)])
    elif dimension in {Dimension.SEX, Dimension.MODALITY} and code:
        rows = rows.filter(**{dimension: code})
    return rows.select_related("person", "office", "case")


def _is(condition: Q) -> When:
    return When(If(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def _profiled() -> Exists:
    return Exists(Assessment.objects.filter(case=OuterRef("pk"), instrument=PROFILE, state="done").order_by())


def _moved() -> Exists:
    return Exists(PlanAction.objects.filter(plan=OuterRef("pk"), moved_at__date__gte=today() - timedelta(MOVED_DAYS)).order_by())


def _verified() -> When:
    return _is(Q(verified_on__gte=today() - timedelta(VERIFIED_DAYS)))


def _of_case(rows: Callable[[], Rows], when: str, counts: Callable[[], Any] | None = None, *, has_period: bool = True) -> _Source:
    return _Source("case", rows, OWNER, when, "case__office_id", counts, has_period, ("case__office",))


SOURCES = {
    "I03": _Source("person", IntegralPerson.objects.all, "institution_id", "reached_on", "office_id", joined=("office",)),
    "I14": _Source(
        "file",
        lambda: ImportBatch.objects.filter(state__in=["checked", "stopped", "done"], done_count__gt=0),
        OWNER,
        "created_at",
        "office_id",
    ),
    "I42": _Source("own_case", Case.objects.all, OWNER, "opened_at", "office_id", _profiled, joined=("office",)),
    "I43": _of_case(lambda: PersonalPlan.objects.filter(state="active"), "created_at", _moved, has_period=False),
    "I45": _Source("ticket", lambda: Ticket.objects.exclude(called_at=None), OWNER, "taken_at", "office_id", joined=("office",)),
    "I46": _Source(
        "appointment",
        lambda: Appointment.objects.filter(state__in=["seen", "no_show"]),
        "host_id",
        "starts_at",
        "office_id",
        lambda: _is(Q(state="no_show")),
        joined=("office",),
    ),
    "I52": _Source(
        "case",
        lambda: ServiceDelivery.objects.filter(counts_as_attention=True),
        "provider_id",
        "delivered_on",
        "office_id",
        lambda: _is(Q(office__kind="itinerant_unit")),
        joined=("office", "case"),
    ),
    "I55": _of_case(lambda: Need.objects.exclude(state="dropped"), "identified_at", lambda: _is(Q(state="met"))),
    "I57": _Source(
        "service",
        lambda: Service.objects.filter(is_active=True),
        "institution_id",
        "pk",
        "office_id",
        _verified,
        has_period=False,
        joined=("office",),
    ),
    "I58": _of_case(lambda: Assessment.objects.filter(instrument=SURVEY, state="done"), "assessed_at"),
}
