"""How many of those who enrolled in workshops and programmes of an institution came, finished them (I61), and found work or formalised afterwards?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from ruta.base.context import Actor
from ruta.cases.models import PlanAction, ServiceDelivery
from ruta.insights.engine.suppression import Cell, Mark, Policy, SafeList, suppress_crossing, suppress_linked, suppress_parts
from ruta.insights.selectors.cells import Parts
from ruta.insights.selectors.shares import HIDDEN, ShareRow, protected
from ruta.placements.models import Application
from ruta.training.enums import Audience, EditionState, EnrolmentState, Kind
from ruta.training.models import Attendance, Course, Edition, Enrolment

LEAST = 5
WORK_DAYS = 180
FORMALISED_BY = "senprende_formalisation"
"""The service of the catalogue that is a business with its papers; who gives the programme does not give those."""
RECEIVED = ("delivered_full", "completed_certified", "approved")


@dataclass(frozen=True, slots=True)
class Steps:
    """How many of one programme went how far; counts, not yet protected."""

    enrolled: int = 0
    came: int = 0
    passed: int = 0
    ended_well: int = 0

    def __add__(self, other: "Steps") -> "Steps":
        """Both together."""
        return Steps(self.enrolled + other.enrolled, self.came + other.came, self.passed + other.passed, self.ended_well + other.ended_well)


@dataclass(frozen=True, slots=True)
class PathRow:
    """From a place to a result, each step as it may be told."""

    figure: ShareRow
    missed: Cell  # enrolled and did not pass
    never: Cell  # of those, who never came
    left: Cell  # and who came, and not enough
    result: Cell  # of who passed
    nothing: Cell  # of who passed, nothing is known yet

    @property
    def came(self) -> Cell:
        """Who came at least once."""
        whole = self.figure.whole.count
        return HIDDEN if whole is None or self.never.count is None else Cell(whole - self.never.count, Mark.SHOWN)


@dataclass(frozen=True, slots=True)
class KindPath:
    """One kind with how many of its editions ended, and each of its programmes."""

    row: PathRow
    held: int
    courses: list[tuple[PathRow, int]]  # each with its editions


@dataclass(frozen=True, slots=True)
class WorkshopFigures:
    """One year beside the one before."""

    year: int
    path: PathRow
    before: ShareRow
    kinds: list[KindPath]
    offices: list[ShareRow]
    least: int = LEAST
    days: int = WORK_DAYS

    @property
    def figure(self) -> ShareRow:
        """The I61 of the year."""
        return self.path.figure

    @property
    def placed(self) -> ShareRow:
        """Of who passed, who has a result."""
        return ShareRow("", "", self.path.result, self.path.figure.part)


def workshop_figures(actor: Actor, year: int) -> WorkshopFigures:
    """Of persons, so that few of them are not told."""
    rows = workshop_rows(actor, year)
    counted = _steps(rows)
    top = _top(sum((each for found in counted.values() for each in found.values()), Steps()))
    by_kind = {kind: sum(found.values(), Steps()) for kind, found in counted.items()}
    names, by_course, held = _course_names(counted), _held_by(actor, year, "course"), _held_by(actor, year, "course__kind")
    kinds = [
        KindPath(
            row,
            held.get(row.figure.code, 0),
            [(each, by_course.get(each.figure.code, 0)) for each in _under(row, counted[row.figure.code], names)],
        )
        for row in _under(top, by_kind, [(str(code), str(label)) for code, label in Kind.choices])
    ]
    before, _none = protected(_whole(_parts(workshop_rows(actor, year - 1), "edition__course__kind")), {}, [], LEAST)
    return WorkshopFigures(year, top, before, kinds, _offices(rows))


def workshop_rows(actor: Actor, year: int, course_id: int | None = None) -> QuerySet[Enrolment]:
    """Who had a place in what ended in a year, of one programme or of all, with how far each went."""
    rows = Enrolment.objects.filter(edition__in=_held(actor, year), person__isnull=False).exclude(state=EnrolmentState.WITHDRAWN)
    rows = rows.filter(edition__course=course_id) if course_id is not None else rows
    passed = Q(state=EnrolmentState.PASSED)
    well = Case(
        When(passed & Q(edition__course__kind=Kind.FORMALISATION), then=Exists(_formalised_steps()) | Exists(_formalised())),
        When(passed, then=Exists(_placed())), default=Value(value=False), output_field=BooleanField(),
    )  # fmt: skip
    return rows.annotate(is_present=passed | Exists(Attendance.objects.filter(enrolment=OuterRef("pk"))), is_well=well)


def course_named(actor: Actor, course_id: int) -> Course | None:
    """One programme of the actor's institution for persons."""
    return Course.objects.filter(pk=course_id, owner_institution=actor.institution_id or 0, audience=Audience.PERSONS).first()


def _held(actor: Actor, year: int) -> QuerySet[Edition]:
    return Edition.objects.filter(
        owner_institution=actor.institution_id or 0, course__audience=Audience.PERSONS, state=EditionState.FINISHED, ends_on__year=year
    )


def _held_by(actor: Actor, year: int, what: str) -> dict[str, int]:
    return {str(code): count for code, count in _held(actor, year).order_by().values_list(what).annotate(Count("pk"))}


def _steps(rows: QuerySet[Enrolment]) -> dict[str, dict[str, Steps]]:
    """By kind and programme."""
    counted = (
        rows.order_by()
        .values("edition__course__kind", "edition__course")
        .annotate(
            enrolled=Count("pk"), came=Count("pk", filter=Q(is_present=True)),
            passed=Count("pk", filter=Q(state=EnrolmentState.PASSED)), well=Count("pk", filter=Q(is_well=True)),
        )
    )  # fmt: skip
    found: dict[str, dict[str, Steps]] = {}
    for row in counted:
        steps = Steps(row["enrolled"], row["came"], row["passed"], row["well"])
        found.setdefault(row["edition__course__kind"], {})[str(row["edition__course"])] = steps
    return found


def _course_names(counted: dict[str, dict[str, Steps]]) -> list[tuple[str, str]]:
    codes = [code for found in counted.values() for code in found]
    return [(str(pk), name) for pk, name in Course.objects.filter(pk__in=codes).order_by("sort_name", "pk").values_list("pk", "name")]


def _top(steps: Steps) -> PathRow:
    """All of them: finished of enrolled first, then what lies inside each of both."""
    figure, _rows = protected((steps.passed, steps.enrolled), {}, [], LEAST)
    missed = _rest(figure)
    result, nothing = _inside(figure.part, steps.ended_well, steps.passed)
    never, left = _inside(missed, steps.enrolled - steps.came, steps.enrolled - steps.passed)
    return PathRow(figure, missed, never, left, result, nothing)


def _inside(total: Cell, part: int, whole: int) -> tuple[Cell, ...]:
    """Two parts of a total, where the total may be read."""
    return suppress_parts((part, whole - part), policy=Policy(LEAST)) if total.count else (HIDDEN, HIDDEN)


def _rest(figure: ShareRow) -> Cell:
    if figure.whole.count is None or figure.part.count is None:
        return HIDDEN
    return Cell(figure.whole.count - figure.part.count, Mark.SHOWN)


def _under(above: PathRow, found: dict[str, Steps], names: Iterable[tuple[str, str]]) -> list[PathRow]:
    """The rows into which one falls; no total of it is moved, and what lies inside each is crossed with what it tells."""
    present = [(code, label, found[code]) for code, label in names if code in found]
    if not present:
        return []
    policy, counts = Policy(LEAST), [steps for _code, _label, steps in present]
    spine = SafeList((above.figure.part, above.missed), above.figure.whole)
    safe = suppress_linked([[each.passed for each in counts], [each.enrolled - each.passed for each in counts]], spine, policy)
    ends = [[each.ended_well for each in counts], [each.passed - each.ended_well for each in counts]]
    stays = [[each.enrolled - each.came for each in counts], [each.came - each.passed for each in counts]]
    results = suppress_crossing(ends, (above.result, above.nothing), safe.rows[0], policy)
    misses = suppress_crossing(stays, (above.never, above.left), safe.rows[1], policy)
    return [
        PathRow(
            ShareRow(code, label, safe.rows[0][at], safe.column_totals[at]), safe.rows[1][at],
            misses[0][at], misses[1][at], results[0][at], results[1][at],
        )
        for at, (code, label, _counts) in enumerate(present)
    ]  # fmt: skip


def _offices(rows: QuerySet[Enrolment]) -> list[ShareRow]:
    by_office = _parts(rows, "edition__office")
    named = rows.order_by("edition__office__name").values_list("edition__office", "edition__office__name").distinct()
    return protected(_whole(by_office), by_office, [(str(code), label) for code, label in named], LEAST)[1]


def _parts(rows: QuerySet[Enrolment], by: str) -> Parts:
    passed = Q(state=EnrolmentState.PASSED)
    counted = rows.order_by().values_list(by).annotate(part=Count("pk", filter=passed), whole=Count("pk"))
    return {str(code): (part, whole) for code, part, whole in counted}


def _whole(parts: Parts) -> tuple[int, int]:
    return sum(part for part, _whole in parts.values()), sum(whole for _part, whole in parts.values())


def _in_time(field: str) -> dict[str, object]:
    ends = OuterRef("edition__ends_on")
    return {f"{field}__gte": ends, f"{field}__lte": ends + timedelta(days=WORK_DAYS)}


def _placed() -> QuerySet[Application]:
    """Work that the institution found for who passed, in the half year after: what followed, not what it did."""
    return Application.objects.filter(person=OuterRef("person"), confirmed_at__isnull=False, **_in_time("started_on"))


def _formalised() -> QuerySet[ServiceDelivery]:
    return ServiceDelivery.objects.filter(
        person=OuterRef("person"), service_type=FORMALISED_BY, outcome__in=RECEIVED, **_in_time("delivered_on")
    )


def _formalised_steps() -> QuerySet[PlanAction]:
    return PlanAction.objects.filter(person=OuterRef("person"), service_type=FORMALISED_BY, state="done", **_in_time("done_at__date"))
