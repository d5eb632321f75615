"""How is a course given: when, where, in which sittings, and what if it is not?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, now
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.training.actions.courses import fault
from ruta.training.actions.telling import CALLED_OFF, GIVEN_AFTER_ALL, MOVED
from ruta.training.enums import EditionState, EnrolmentState
from ruta.training.events import EditionChanged, PlaceFreed, PlaceGivenBack
from ruta.training.models import Course, Edition, Session
from ruta.training.policies import demand_keeping
from ruta.training.rules import may_reopen, sittings
from ruta.training.selectors import course_of, edition_of, next_sitting, session_of

MOST_PLACES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTerms:
    """When and where, for how many, and by whom."""

    office_id: int
    place: str
    starts_on: date
    hour: time
    places: int
    teacher: str = ""


@action
def open_edition(*, actor: Actor, course_id: int, terms: EditionTerms) -> Edition:
    """Give a course once more: a sitting a day for each of its phases, which may be moved afterwards."""
    course_of(actor, course_id)
    course = Course.objects.select_for_update().get(pk=course_id)
    demand_keeping(actor, course.audience, course.service_type)
    office = Office.objects.filter(pk=terms.office_id, institution=course.owner_institution_id).first()
    if office is None:
        raise fault("office", _("Elija una oficina de su institución."))
    if sentence := wrong_year(terms.starts_on):
        raise fault("starts_on", sentence)
    if not 1 <= terms.places <= MOST_PLACES:
        raise fault("places", _("Escriba cuántas personas caben, de 1 a 2000."))
    times = sittings(terms.starts_on, terms.hour, [minutes for _title, minutes in course.phases])
    place, begins = terms.place.strip()[:160], times[0][0].replace(tzinfo=HONDURAS)
    if course.editions.filter(
        state=EditionState.OPEN, office=office, place=place, sessions__position=1, sessions__starts_at=begins
    ).exists():
        raise fault("starts_on", _("Esa edición ya está abierta: mismo día, hora y lugar. Búsquela en esta página."))
    last = course.editions.aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        owner_institution_id=course.owner_institution_id, course=course, number=last + 1, office=office, place=place,
        teacher=terms.teacher.strip()[:160], starts_on=terms.starts_on, ends_on=times[-1][0].date(), places=terms.places, made_at=now(),
        made_by=actor.user_id,
    )  # fmt: skip
    Session.objects.bulk_create(
        Session(
            owner_institution_id=course.owner_institution_id, edition=edition, position=place, title=course.phases[place - 1][0],
            starts_at=begins.replace(tzinfo=HONDURAS), ends_at=ends.replace(tzinfo=HONDURAS),
        )
        for place, (begins, ends) in enumerate(times, start=1)
    )  # fmt: skip
    return edition


@action
def correct_edition(*, actor: Actor, edition_id: int, place: str, places: int, teacher: str = "") -> Edition:
    """Another room, another teacher, more places or fewer; never fewer than those who have one."""
    row = held_edition(actor, edition_id)
    seated = row.enrolments.exclude(state=EnrolmentState.WITHDRAWN).count()
    if not max(seated, 1) <= places <= MOST_PLACES:
        raise fault("places", _("Ya hay %(seated)s personas inscritas: el cupo va de ahí a 2000.") % {"seated": seated})
    if not place.strip():
        raise fault("place", _("Escriba dónde se da."))
    is_elsewhere = row.place != place.strip()[:160]
    row.place, row.places, row.teacher = place.strip()[:160], places, teacher.strip()[:160]
    row.save(update_fields=["place", "places", "teacher"])
    if is_elsewhere:
        _tell(row, MOVED)
    return row


@action
def move_session(*, actor: Actor, session_id: int, starts_at: datetime, minutes: int, title: str = "") -> Session:
    """Hold a sitting at another time; the edition begins and ends with its first and last."""
    row = session_of(actor, session_id)
    edition = held_edition(actor, row.edition_id)
    if sentence := wrong_year(starts_at.date()):
        raise fault("day", sentence)
    before = _next_of(edition)
    row.starts_at, row.ends_at, row.title = starts_at, starts_at + timedelta(minutes=minutes), title.strip()[:160] or row.title
    row.save(update_fields=["starts_at", "ends_at", "title"])
    days = [each.astimezone(HONDURAS).date() for each in edition.sessions.order_by("pk").values_list("starts_at", flat=True)]
    edition.starts_on, edition.ends_on = min(days), max(days)
    edition.save(update_fields=["starts_on", "ends_on"])
    if _next_of(edition) != before:  # who has a place goes to the next one; those after it stand on their page
        _tell(edition, MOVED)
    return row


@action
def cancel_edition(*, actor: Actor, edition_id: int) -> Edition:
    """It is not given; who had a place keeps the trace of it."""
    row = held_edition(actor, edition_id)
    row.state, row.closed_at = EditionState.CANCELLED, now()
    row.save(update_fields=["state", "closed_at"])
    for enrolment_id in row.enrolments.exclude(plan_action=None).order_by("pk").values_list("pk", flat=True):
        publish(PlaceFreed(enrolment_id), institution_id=row.owner_institution_id)
    _tell(row, CALLED_OFF)
    return row


@action
def reopen_edition(*, actor: Actor, edition_id: int) -> Edition:
    """It was called off by mistake: it is given, and who had a place has it."""
    edition_of(actor, edition_id)
    row = Edition.objects.select_for_update(of=("self",)).select_related("course").get(pk=edition_id)
    demand_keeping(actor, row.course.audience, row.course.service_type)
    if not may_reopen(row.state, row.closed_at, now()):
        raise NotOpen(_("Esto ya no se deshace: no está cancelada, o pasó más de una semana."))
    row.state, row.closed_at = EditionState.OPEN, None
    row.save(update_fields=["state", "closed_at"])
    seated = row.enrolments.filter(state=EnrolmentState.ENROLLED).exclude(plan_action=None)
    for enrolment_id in seated.order_by("pk").values_list("pk", flat=True):
        publish(PlaceGivenBack(enrolment_id), institution_id=row.owner_institution_id)
    _tell(row, GIVEN_AFTER_ALL)
    return row


def held_edition(actor: Actor, edition_id: int) -> Edition:
    """An edition that still goes on, locked, of somebody who arranges it."""
    edition_of(actor, edition_id)
    row = Edition.objects.select_for_update(of=("self",)).select_related("course").get(pk=edition_id)
    demand_keeping(actor, row.course.audience, row.course.service_type)
    if row.state != EditionState.OPEN:
        raise NotOpen(_("Esta edición ya terminó o se canceló. Lo que pasó en ella queda como está."))
    return row


def _next_of(row: Edition) -> tuple[int, datetime] | None:
    found = next_sitting(row)
    return (found.pk, found.starts_at) if found else None


def _tell(row: Edition, kind: str) -> None:
    publish(EditionChanged(row.pk, kind), institution_id=row.owner_institution_id)
