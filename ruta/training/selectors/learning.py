"""Who sits in an edition, how often did they come, and who waits for a place because their plan says so?"""

import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor, system
from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.cases.enums import LIVE_ACTIONS
from ruta.cases.models import Case, PlanAction
from ruta.cases.selectors import Taught
from ruta.people.models import Person
from ruta.taxonomy.selectors import is_reserved, names_reserved
from ruta.training.enums import Audience, EditionState, EnrolmentState
from ruta.training.models import Attendance, Course, Edition, Enrolment, Session
from ruta.training.rules import attended_share, read_room_code

MOST_WAITING = 60
MOST_OFFERED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One of those who sit in an edition."""

    row: Enrolment
    came: int
    held: int

    @property
    def share(self) -> int:
        """How much they attended, in hundredths."""
        return attended_share(self.came, self.held)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose plan names the service that a course is."""

    step: PlanAction
    person: Person


def lines_of(edition: Edition) -> list[Line]:
    """Everybody who was given a place, by name."""
    held = Session.objects.filter(edition=edition).count()
    rows = Enrolment.objects.filter(edition=edition).select_related("edition", "learner__institution", "person").prefetch_related("awards")
    found = [Line(row, row.came, held) for row in rows.annotate(came=Count("attendances"))]
    return sorted(found, key=lambda line: (line.row.state == EnrolmentState.WITHDRAWN, folded(line.row.name), line.row.pk))


def enrolment_of(actor: Actor, enrolment_id: int) -> Enrolment:
    """One of them."""
    rows = Enrolment.objects.filter(owner_institution=actor.institution_id or 0)
    found = rows.select_related("edition__course", "learner__institution", "person").filter(pk=enrolment_id).first()
    if found is None:
        raise NotFound(_("Esa inscripción no es de su institución. Vuelva a la lista."))
    return found


def enrolment_by_badge(actor: Actor, badge: str) -> Enrolment:
    """Whose badge it is, among those of the actor's institution."""
    rows = Enrolment.objects.filter(owner_institution=actor.institution_id or 0).exclude(state=EnrolmentState.WITHDRAWN)
    found = rows.select_related("edition__course", "learner__institution", "person").filter(badge=badge.upper()).first()
    if found is None:
        raise NotFound(_("Ese gafete no es de un curso de su institución."))
    return found


def open_case_of(person_id: int, institution_id: int) -> Case | None:
    """The case in which an institution serves a person now."""
    return Case.objects.filter(person=person_id, owner_institution=institution_id, closed_at=None, linked_to=None).first()


def present_in(session: Session) -> dict[int, Attendance]:
    """Who was in a session, by enrolment."""
    return {row.enrolment_id: row for row in Attendance.objects.filter(session=session).order_by("pk")}


def waiting_for(edition: Edition) -> list[Waiting]:
    """Persons of the institution with an open step of their plan for the service of this course, who have no place in it yet."""
    if not edition.course.service_type:
        return []
    rows = PlanAction.objects.filter(
        owner_institution=edition.owner_institution_id,
        service_type=edition.course.service_type,
        state__in=LIVE_ACTIONS,
        plan__state="active",
    )
    rows = rows.exclude(person__in=Enrolment.objects.filter(edition=edition, person__isnull=False).values("person"))
    found: dict[int, Waiting] = {}
    for step in rows.select_related("person").order_by("due_on", "pk")[:MOST_WAITING]:
        found.setdefault(step.person_id, Waiting(step, step.person))
    return list(found.values())


def machine_of_room(code: str) -> Actor | None:
    """On whose behalf a code of a room is used; nobody where it is old or invented."""
    found = read_room_code(code, time.time(), settings.CERTIFICATE_KEY)
    return system(found[0], "attendance") if found else None


def next_sitting(edition: Edition) -> Session | None:
    """The first that has not begun."""
    return Session.objects.filter(edition=edition, starts_at__gt=now()).order_by("starts_at", "pk").first()


def own_enrolments() -> QuerySet[Enrolment]:
    """What the person who is in was given a place in; row security lets nothing else through."""
    rows = Enrolment.objects.filter(person__isnull=False).exclude(state=EnrolmentState.WITHDRAWN)
    return (
        rows.select_related("edition__course", "edition__office").annotate(came=Count("attendances")).order_by("-edition__starts_on", "-pk")
    )


def is_quiet(course: Course) -> bool:
    """Whether its name or place would tell, on a telephone that others look at, why somebody sits in it."""
    return is_reserved(course.service_type) or names_reserved(f"{course.service_type} {course.name}")


def name_for_person(course: Course) -> str:
    """What whoever sits in it reads on their own page."""
    return _("Curso de formación") if is_quiet(course) else course.name


def enrolments_for(step: PlanAction) -> list[Enrolment]:
    """Where the person was given a place for a step of their plan, the latest first, each with how often they came."""
    rows = Enrolment.objects.filter(plan_action=step).select_related("edition__course", "edition__office")
    held = Count("edition__sessions", distinct=True)
    return list(rows.annotate(came=Count("attendances", distinct=True), held=held).order_by("-enrolled_at", "-pk"))


def taught_here(institution_id: int) -> list[Taught]:
    """What an institution gives to persons and is a service: by the next edition with places where there is one, that which ends first before others."""
    courses = Course.objects.filter(owner_institution=institution_id, audience=Audience.PERSONS).exclude(service_type="")
    free = {row.course_id: row for row in reversed(_with_places(institution_id).order_by("starts_on", "pk"))}
    rows = [(free.get(course.pk), course) for course in courses.order_by("sort_name", "pk")]
    ranked = sorted(rows, key=lambda row: (row[0] is None, row[0].starts_on if row[0] else date.max))
    return [Taught(course.service_type, _called(course, edition), edition.ends_on if edition else None) for edition, course in ranked]


def _called(course: Course, edition: Edition | None) -> str:
    if edition is None:
        return course.name
    return _("%(course)s, desde el %(day)s") % {"course": course.name, "day": date_format(edition.starts_on, "SHORT_DATE_FORMAT")}


def _with_places(institution_id: int) -> QuerySet[Edition]:
    """Editions still to end that have a free place."""
    rows = Edition.objects.filter(owner_institution=institution_id, state=EditionState.OPEN, ends_on__gte=today())
    taken = Count("enrolments", filter=~Q(enrolments__state=EnrolmentState.WITHDRAWN))
    return rows.annotate(taken=taken).filter(taken__lt=F("places"))


def editions_for(step: PlanAction) -> list[Edition]:
    """Editions still to end, with a free place, of what answers a step; none while the person sits in one for it."""
    if not step.service_type or step.state not in LIVE_ACTIONS:
        return []
    if Enrolment.objects.filter(plan_action=step, state=EnrolmentState.ENROLLED, edition__state=EditionState.OPEN).exists():
        return []
    rows = _with_places(step.owner_institution_id).filter(course__service_type=step.service_type)
    return list(rows.select_related("course", "office").order_by("starts_on", "pk")[:MOST_OFFERED])
