"""How much work does each office have in a year, who is there to do it, and how many are lacking?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Sum

from ruta.accounts.selectors import live_members
from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.cases.enums import ContactResult
from ruta.cases.models import Case, FollowUp, ServiceDelivery
from ruta.directory.models import Office
from ruta.staffing.enums import Besides, Supposed
from ruta.staffing.models import Programmed
from ruta.staffing.rules import YEAR, Capacity, Staffing, Users, Work, in_fives, served_hours, within
from ruta.staffing.selectors.serving import presences
from ruta.staffing.selectors.supposed import Known, Said, held, latest, minutes, supposable
from ruta.training.models import Attendance, Enrolment, Session

INTAKE = "registration_intake"
Counts = dict[int, dict[str, int]]
Attended = tuple[QuerySet[Any], str, str]  # rows, and where they say the office and the person


@dataclass(frozen=True, slots=True)
class Worked:
    """One line of the calculation."""

    code: str
    label: str
    work: Work
    said: Said | None

    @property
    def is_protected(self) -> bool:
        """Whether it is told in fives, and never what it is."""
        return self.code == Besides.PROTECTED


@dataclass(frozen=True, slots=True)
class OfficeStaff:
    """An office with its work, its people and what is lacking."""

    office: Office
    worked: list[Worked]
    supposed: dict[str, Said]
    staffing: Staffing
    users: Users
    programmed: list[tuple[Programmed, float]]

    @property
    def unknown(self) -> list[Worked]:
        """Work of which nobody said how long it takes: it is in no hour."""
        return [each for each in self.worked if each.work.minutes is None]


def offices_staff(actor: Actor) -> list[OfficeStaff]:
    """Every office of the institution, by name; a few questions for all of them."""
    rows = Office.objects.filter(institution_id=actor.institution_id or 0, is_active=True).select_related("institution", "municipality")
    return _staffed(actor, list(rows.order_by("name", "pk")))


def office_staff(actor: Actor, office: Office) -> OfficeStaff:
    """One office."""
    return _staffed(actor, [office])[0]


def programmed_of(office_ids: Iterable[int]) -> QuerySet[Programmed]:
    """What offices have before them and did not drop, the next first."""
    rows = Programmed.objects.filter(office__in=list(office_ids), dropped_at=None, ends_on__gte=today())
    return rows.select_related("activity").order_by("starts_on", "pk")


def year_ago() -> date:
    """Since when work is counted."""
    return today() - timedelta(days=YEAR)


def since() -> datetime:
    """The first moment of that day, in Honduras."""
    return datetime.combine(year_ago(), time(), HONDURAS)


def deliveries(actor: Actor) -> QuerySet[ServiceDelivery]:
    """Services of the year that were given one by one; who passed a course sat in its sessions, which are counted as such."""
    taught = Enrolment.objects.filter(delivery_id__isnull=False).values("delivery_id")
    rows = ServiceDelivery.objects.filter(provider=actor.institution_id or 0, delivered_on__gt=year_ago(), delivered_on__lte=today())
    return rows.exclude(service_type=INTAKE).exclude(pk__in=taught)


def opened(actor: Actor) -> QuerySet[Case]:
    """Cases of the year; their intake is counted here, and not once more as a service."""
    return Case.objects.filter(owner_institution=actor.institution_id or 0, opened_at__gt=since())


def followed(actor: Actor) -> QuerySet[FollowUp]:
    """Contacts made in the year, whoever answered; one that was called off took no time."""
    rows = FollowUp.objects.filter(owner_institution=actor.institution_id or 0, done_at__gt=since())
    return rows.exclude(result=ContactResult.CANCELLED)


def missed(actor: Actor) -> QuerySet[Appointment]:
    """Appointments of the year to which nobody came: the time was kept."""
    return Appointment.objects.filter(host=actor.institution_id or 0, state="no_show", starts_at__gt=since())


def held_sessions(actor: Actor) -> QuerySet[Session]:
    """Sessions of courses and workshops that were given in the year."""
    rows = Session.objects.filter(owner_institution=actor.institution_id or 0, starts_at__gt=since(), ends_at__lte=_end_of_today())
    return rows.exclude(edition__state="cancelled")


def _end_of_today() -> datetime:
    return datetime.combine(today() + timedelta(days=1), time(), HONDURAS)


def _staffed(actor: Actor, offices: list[Office]) -> list[OfficeStaff]:
    ids = [each.pk for each in offices]
    known, counts, taught, there = latest(), _counts(actor, ids), _taught(actor, ids), presences(ids)
    persons = _persons(actor, ids)
    ahead = defaultdict(list)
    for row in programmed_of(ids):
        ahead[row.office_id].append(row)
    return [
        _one(
            known,
            office,
            counts[office.pk],
            taught.get(office.pk, (0, 0.0)),
            (there.get(office.pk, 0.0), persons[office.pk]),
            ahead[office.pk],
        )
        for office in offices
    ]


def _one(
    known: Known, office: Office, counts: dict[str, int], taught: tuple[int, float], of: tuple[float, int], ahead: list[Programmed]
) -> OfficeStaff:  # fmt: skip
    worked, (there, persons) = _worked(known, office.pk, counts, taught), of
    supposed = {str(kind): held(known, kind, office.pk) for kind in Supposed if kind != Supposed.MINUTES}
    first, last = today(), today() + timedelta(days=YEAR)
    programmed = [(row, within(float(row.hours), row.starts_on, row.ends_on, first, last)) for row in ahead]
    capacity = Capacity(supposed[Supposed.DAYS_YEAR].value, supposed[Supposed.HOURS_DAY].value, supposed[Supposed.DIRECT].value)
    staffing = Staffing(
        served=served_hours([each.work for each in worked]), growth=supposed[Supposed.GROWTH].value,
        programmed=sum(hours for _row, hours in programmed), capacity=capacity.hours, there=there,
    )  # fmt: skip
    return OfficeStaff(office, worked, supposed, staffing, Users(persons, staffing), programmed)


def _worked(known: Known, office_id: int, counts: dict[str, int], taught: tuple[int, float]) -> list[Worked]:
    labels, found = supposable(), []
    told = {code: in_fives(count) if code == Besides.PROTECTED else count for code, count in counts.items()}  # before their order says more
    for code, count in sorted(told.items(), key=lambda each: (-each[1], each[0])):
        said = minutes(known, code, office_id)
        found.append(Worked(code, labels.get(code, code), Work(count, said.value if said else None), said))
    if taught[0]:
        mean = 60 * taught[1] / taught[0]
        found.append(Worked(Besides.SESSIONS, str(Besides.SESSIONS.label), Work(taught[0], mean), None))
    return found


def _counts(actor: Actor, ids: list[int]) -> Counts:
    """Of each office, how often each kind of work was done in the year."""
    found: Counts = {pk: {} for pk in ids}
    for office, code, count in _grouped(deliveries(actor), "office", "service_type").filter(office__in=ids):
        found[office][code] = count
    for code, rows, place in (
        (Besides.CASES, opened(actor), "office"), (Besides.FOLLOW_UPS, followed(actor), "case__office"), (Besides.NO_SHOWS, missed(actor), "office"),
    ):  # fmt: skip
        for office, count in _grouped(rows, place).filter(**{f"{place}__in": ids}):
            found[office][str(code)] = count
    return found


def _persons(actor: Actor, ids: list[int]) -> dict[int, int]:
    """Of each office, how many different persons it attended in the year, told in fives: among them may be protected ones."""
    found, before = dict.fromkeys(ids, 0), list[Attended]()
    for rows, place, whom in _attended(actor):
        fresh = rows.filter(**{f"{place}__in": ids})
        for others, there, who in before:
            fresh = fresh.exclude(Exists(others.filter(**{there: OuterRef(place), who: OuterRef(whom)})))
        for office, count in fresh.order_by().values_list(place).annotate(Count(whom, distinct=True)):
            found[office] += count
        before.append((rows, place, whom))
    return {office: in_fives(count) for office, count in found.items()}


def _attended(actor: Actor) -> tuple[Attended, ...]:
    """Whatever is in the hours and was done for somebody who was there: by its office and its person."""
    sat = Attendance.objects.filter(session__in=held_sessions(actor), enrolment__person__isnull=False)
    return (
        (deliveries(actor), "office", "person"), (opened(actor), "office", "person"),
        (followed(actor).filter(result=ContactResult.REACHED), "case__office", "person"), (sat, "session__edition__office", "enrolment__person"),
    )  # fmt: skip


def _grouped(rows: QuerySet[Any], *names: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(*names).annotate(Count("pk"))


def _taught(actor: Actor, ids: list[int]) -> dict[int, tuple[int, float]]:
    """Of each office, sessions and their hours."""
    long = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    rows = (
        held_sessions(actor)
        .filter(edition__office__in=ids)
        .order_by()
        .values_list("edition__office")
        .annotate(count=Count("pk"), total=Sum(long))
    )
    return {office: (count, total.total_seconds() / 3600) for office, count, total in rows}


def roles_there(office: Office) -> dict[str, int]:
    """Of each role, how many hold it in an office today."""
    rows = live_members().filter(office=office).order_by().values_list("role")
    return dict(rows.annotate(Count("user", distinct=True)))
