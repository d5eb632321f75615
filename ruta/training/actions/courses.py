"""How is a course written or changed, and what an office still has to learn kept?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.training.enums import Audience, Kind, OfferedBy, audience_of
from ruta.training.models import Course, TrainingNeed, TrainingProgramme
from ruta.training.policies import demand_keeping
from ruta.training.selectors import choices_of_services, course_of
from ruta.training.selectors.courses import choices_of_agreements, choices_of_sectors

LONGEST = 160
MOST_HOURS, MOST_MINUTES, MOST_PHASES = 1000, 600, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTerms:
    """What a course is. `phases`: title and minutes of each sitting."""

    name: str
    kind: str
    hours: int
    aims: str = ""
    method: str = ""
    offered_by: str = OfferedBy.OWN
    provider: str = ""  # which other
    programme: str = ""  # by its name; a new one is written
    phases: Sequence[tuple[str, int]] = ()
    least_attendance: int = 80
    least_grade: int | None = None
    service_type: str = ""
    is_certified: bool = True
    agreement_id: int | None = None
    sector: str = ""


@action
def save_course(*, actor: Actor, terms: CourseTerms, course_id: int | None = None, version: int | None = None) -> Course:
    """Write a course or change it; what was certified before keeps its words."""
    audience = audience_of(terms.kind)
    demand_keeping(actor, audience, terms.service_type)
    _demand_sense(terms)
    row = _row(actor, course_id, version)
    demand_keeping(actor, row.audience or audience, row.service_type)
    if row.pk is not None and row.audience != audience:
        raise fault("kind", _("Un curso del personal no se vuelve taller de personas. Registre otro."))
    row.audience, row.kind = audience, terms.kind
    row.name, row.sort_name, row.offered_by = _line(terms.name), folded(terms.name), terms.offered_by
    row.provider = _line(terms.provider) if terms.offered_by == OfferedBy.OTHER else ""
    row.programme = _programme(actor, terms.programme)
    row.aims, row.method, row.hours = terms.aims.strip()[:2000], terms.method.strip()[:2000], terms.hours
    row.phases = [[_line(title), minutes] for title, minutes in terms.phases]
    row.least_attendance, row.least_grade, row.is_certified = terms.least_attendance, terms.least_grade, terms.is_certified
    row.service_type = terms.service_type if audience == Audience.PERSONS else ""
    row.agreement_id = terms.agreement_id if terms.kind == Kind.AGREEMENT else None
    row.sector = terms.sector if terms.kind == Kind.FORMALISATION else ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise fault("name", _("Ya hay un curso con ese nombre. Ábralo en la lista.")) from error
    return row


@action
def note_need(*, actor: Actor, office_id: int, topic: str, persons: int, why: str = "") -> TrainingNeed:
    """Keep what staff of an office has to learn."""
    demand_keeping(actor, Audience.STAFF)
    office = Office.objects.filter(pk=office_id, institution=actor.institution_id or 0).first()
    if office is None:
        raise fault("office", _("Elija una oficina de su institución."))
    if not _line(topic):
        raise fault("topic", _("Escriba qué hace falta aprender."))
    if TrainingNeed.objects.filter(office=office, topic__iexact=_line(topic), course=None).exists():
        raise fault("topic", _("Ya está anotado para esa oficina. Quite el otro si cambió."))
    return TrainingNeed.objects.create(
        owner_institution_id=office.institution_id, office=office, topic=_line(topic), persons=persons, why=why.strip()[:1000], noted_at=now(),
        noted_by=actor.user_id,
    )  # fmt: skip


@action
def answer_need(*, actor: Actor, need_id: int, course_id: int | None) -> TrainingNeed:
    """Say which course answers a need, or that none does any more."""
    demand_keeping(actor, Audience.STAFF)
    row = TrainingNeed.objects.select_for_update().filter(pk=need_id, owner_institution=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Esa necesidad no es de su institución. Vuelva a la lista."))
    row.course = course_of(actor, course_id) if course_id else None
    row.save(update_fields=["course"])
    return row


@action
def drop_need(*, actor: Actor, need_id: int) -> int:
    """It is not lacking any more, or was written wrongly. Says which."""
    demand_keeping(actor, Audience.STAFF)
    row = TrainingNeed.objects.select_for_update().filter(pk=need_id, owner_institution=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Esa necesidad no es de su institución. Vuelva a la lista."))
    row.delete()
    return need_id


def fault(field: str, sentence: str) -> Invalid:
    """What is wrong with one field."""
    return Invalid(sentence, fields={field: sentence})


def _row(actor: Actor, course_id: int | None, version: int | None) -> Course:
    if course_id is None:
        return Course(owner_institution_id=actor.institution_id or 0, made_at=now())
    course_of(actor, course_id)
    row = Course.objects.select_for_update(of=("self",)).get(pk=course_id)
    if version is not None and version != row.version:
        raise Conflict(
            _("Otra persona cambió este curso mientras usted lo tenía abierto. Compare antes de guardar lo suyo."), version=row.version
        )
    row.version += 1
    return row


def _programme(actor: Actor, name: str) -> TrainingProgramme | None:
    if not _line(name):
        return None
    defaults = {"name": _line(name)}
    return TrainingProgramme.objects.get_or_create(
        owner_institution_id=actor.institution_id or 0, sort_name=folded(_line(name)), defaults=defaults
    )[0]


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _faults_of_kind(terms: CourseTerms) -> dict[str, str]:
    """A training agreement stands on an agreement, formalisation goes sector by sector, and another that offers it has a name."""
    if terms.kind == Kind.AGREEMENT and terms.agreement_id not in dict(choices_of_agreements()):
        return {"agreement": _("Elija el convenio bajo el que se da. Si no está, escríbalo primero en Convenios.")}
    if terms.kind == Kind.FORMALISATION and terms.sector not in dict(choices_of_sectors()):
        return {"sector": _("Elija de qué sector.")}
    if terms.offered_by not in OfferedBy.values:
        return {"offered_by": _("Elija quién lo ofrece.")}
    if terms.offered_by == OfferedBy.OTHER and not _line(terms.provider):
        return {"provider": _("Escriba qué otra institución lo ofrece.")}
    return {}


def _demand_sense(terms: CourseTerms) -> None:
    faults = {}
    if not _line(terms.name):
        faults["name"] = _("Escriba el nombre del curso.")
    if terms.kind not in Kind.values:
        faults["kind"] = _("Elija de qué tipo es.")
    if not 1 <= terms.hours <= MOST_HOURS:
        faults["hours"] = _("Escriba cuántas horas dura, de 1 a 1000.")
    if not terms.phases or len(terms.phases) > MOST_PHASES:
        faults["phases"] = _("Escriba una sesión por línea: su tema y sus minutos.")
    elif any(not _line(title) or not 1 <= minutes <= MOST_MINUTES for title, minutes in terms.phases):
        faults["phases"] = _("Cada sesión lleva tema y minutos, hasta 600.")
    if terms.service_type and terms.service_type not in dict(choices_of_services()):
        faults["service_type"] = _("Elija un servicio de la lista.")
    faults |= _faults_of_kind(terms)
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
