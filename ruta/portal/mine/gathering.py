"""What does the product keep about a person that may be told on their telephone? One gathering, for a file and for a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS
from ruta.cases.models import Case, ServiceDelivery
from ruta.people.models import Contact, Identifier, Person, ReturnEpisode
from ruta.people.models.reserved import MASK
from ruta.people.selectors import consents_of
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.rules import ProfileDraft
from ruta.placements.selectors.words import told
from ruta.portal.mine.data import told_permissions, trail_of
from ruta.portal.mine.home import aims_of, label_of, title_of
from ruta.portal.mine.words import APPLIED
from ruta.referrals.selectors.words import service_label
from ruta.subjects.models import DataRequest
from ruta.subjects.selectors import own_messages, own_referrals
from ruta.training.selectors import awards_of_person, name_for_person, own_enrolments

Row = list[tuple[str, str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a copy: its code, its title, and rows of code, label and value."""

    code: str
    title: str
    rows: list[Row]


def everything_of(person: Person) -> list[Part]:
    """All parts that hold something, in the order of a life."""
    sources = (
        ("person", _("Quién es usted"), _person(person)), ("documents", _("Sus documentos"), _documents(person.pk)),
        ("contacts", _("Su teléfono y correo"), _contacts(person.pk)), ("returns", _("Sus retornos"), _returns(person.pk)),
        ("cases", _("Sus expedientes"), _cases(person.pk)), ("plan", _("Su plan"), _plan(person.pk)),
        ("services", _("Lo que recibió"), _services(person.pk)), ("appointments", _("Sus citas"), _appointments(person.pk)),
        ("referrals", _("Sus solicitudes"), _referrals()), ("work", _("Su perfil de trabajo"), _work(person.pk)),
        ("applications", _("Sus postulaciones"), _applications(person.pk)), ("courses", _("Sus cursos y talleres"), _courses()), ("permissions", _("Sus permisos"), _permissions(person)),
        ("seen", _("Quién vio o cambió sus datos"), _seen(person)), ("messages", _("Mensajes que le enviamos"), _messages()),
        ("requests", _("Lo que pidió sobre sus datos"), _requests(person.pk)),
    )  # fmt: skip
    parts = [Part(code, title, list(rows)) for code, title, rows in sources]
    return [part for part in parts if part.rows]


def as_data(parts: Iterable[Part]) -> dict[str, list[dict[str, Any]]]:
    """The same under codes, for another program."""
    return {part.code: [{code: _plain(value) for code, _label, value in row} for row in part.rows] for part in parts}


def as_words(parts: Iterable[Part]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """The same in words, without what is empty."""
    return [
        (part.title, [[(label, _said(value)) for _code, label, value in row if value not in (None, "", [])] for row in part.rows]) for part in parts
    ]  # fmt: skip


def _person(person: Person) -> Iterator[Row]:
    yield [
        ("given_names", _("Nombres"), person.given_names), ("surnames", _("Apellidos"), person.surnames),
        ("preferred_name", _("Cómo quiere que le llamen"), person.preferred_name), ("birth_date", _("Nacimiento"), person.birth_date),
        ("sex", _("Sexo en el documento"), person.get_sex_display()), ("nationality", _("Nacionalidad"), person.nationality),
        ("municipality", _("Municipio"), person.municipality.name if person.municipality else ""), ("place", _("Barrio, colonia o aldea"), person.place),
        ("languages", _("Idiomas"), list(person.languages)), ("dependants", _("Personas a su cargo"), person.dependants),
        ("registered_at", _("Desde cuándo le conocemos"), person.registered_at), ("institution", _("Quién lo guarda"), person.owner_institution.short_name),
    ]  # fmt: skip


def _documents(person_id: int) -> Iterator[Row]:
    for row in Identifier.objects.filter(person=person_id).order_by("pk"):
        yield [("kind", _("Clase"), row.get_kind_display()), ("value", _("Número"), row.value), ("country", _("País"), row.country)]


def _contacts(person_id: int) -> Iterator[Row]:
    for row in Contact.objects.filter(person=person_id).order_by("pk"):
        yield [("kind", _("Clase"), row.get_kind_display()), ("value", _("Número o correo"), row.value)]


def _returns(person_id: int) -> Iterator[Row]:
    for row in ReturnEpisode.objects.filter(person=person_id).order_by("-returned_on", "-pk"):
        yield [
            ("returned_on", _("Día"), row.returned_on),
            ("country", _("Desde"), row.country),
            ("kind", _("Forma"), row.get_kind_display()),
        ]


def _cases(person_id: int) -> Iterator[Row]:
    for row in Case.objects.filter(person=person_id).select_related("office").order_by("-opened_at", "-pk"):
        yield [
            ("number", _("Número"), row.number), ("office", _("Oficina"), row.office.short_name), ("opened_at", _("Se abrió"), row.opened_at),
            ("closed_at", _("Se cerró"), row.closed_at),
        ]  # fmt: skip


def _plan(person_id: int) -> Iterator[Row]:
    for aim in aims_of(person_id):
        steps = [f"{step.label} ({_('hecho') if step.kind == 'done' else date_format(step.due_on, 'DATE_FORMAT')})" for step in aim.steps]
        yield [("goal", _("Meta"), aim.label), ("due_on", _("Para cuándo"), aim.due_on), ("steps", _("Pasos"), steps)]


def _services(person_id: int) -> Iterator[Row]:
    rows = ServiceDelivery.objects.filter(person=person_id).exclude(service_type=MASK).select_related("provider")
    for row in rows.order_by("-delivered_on", "-pk"):
        yield [
            ("service", _("Servicio"), service_label(row.service_type)), ("provider", _("Quién lo dio"), row.provider.short_name),
            ("delivered_on", _("Día"), row.delivered_on),
        ]  # fmt: skip


def _appointments(person_id: int) -> Iterator[Row]:
    quiet = {each.appointment_id for each in own_referrals() if each.is_delicate}
    rows = Appointment.objects.filter(person=person_id).exclude(subject=MASK).exclude(pk__in=[each for each in quiet if each])
    for row in rows.select_related("office").order_by("-starts_at", "-pk"):
        yield [
            ("starts_at", _("Cuándo"), row.starts_at),
            ("office", _("Dónde"), row.office.name),
            ("state", _("Estado"), row.get_state_display()),
        ]


def _referrals() -> Iterator[Row]:
    for each in own_referrals():
        yield [
            ("number", _("Número"), each.number), ("service", _("Servicio"), title_of(each)), ("sent_at", _("Se envió"), each.sent_at),
            ("closed_at", _("Terminó"), each.closed_at),
        ]  # fmt: skip


def _work(person_id: int) -> Iterator[Row]:
    for profile in SeekerProfile.objects.filter(person=person_id).order_by("pk"):
        words = told(ProfileDraft.of(profile))
        yield [
            ("occupations", _("Oficios"), [line.title for line in words.occupations]), ("skills", _("Lo que sabe hacer"), [line.title for line in words.skills]),
            ("education", _("Estudios"), words.education), ("languages", _("Idiomas"), [line.title for line in words.languages]),
            ("availability", _("Disponibilidad"), words.availability), ("places", _("Dónde puede trabajar"), words.places),
        ]  # fmt: skip


def _applications(person_id: int) -> Iterator[Row]:
    for row in Application.objects.filter(person=person_id).order_by("-pk"):
        yield [("number", _("Número"), row.pk), ("vacancy", _("Vacante"), row.vacancy_id), ("state", _("Estado"), str(APPLIED[row.state]))]


def _courses() -> Iterator[Row]:
    for row in own_enrolments():
        yield [
            ("course", _("Curso"), name_for_person(row.edition.course)), ("starts_on", _("Empieza"), row.edition.starts_on), ("attended", _("Sesiones a las que fue"), row.came),  # type: ignore[attr-defined]
            ("grade", _("Nota"), row.grade), ("result", _("Resultado"), row.standing),
        ]  # fmt: skip
    for award in awards_of_person():
        yield [
            ("number", _("Constancia"), award.number),
            ("course", _("Curso"), award.course_name),
            ("issued_on", _("Emitida"), award.issued_on),
        ]


def _permissions(person: Person) -> Iterator[Row]:
    for told_one in told_permissions(consents_of(person.pk), person.owner_institution_id):
        yield [
            ("institution", _("A quién"), told_one["who"]), ("purpose", _("Para qué"), told_one["what_for"]), ("data", _("Qué datos"), told_one["data"]),
            ("given_at", _("Lo dio"), told_one["given"]), ("valid_until", _("Vale hasta"), told_one["until"]), ("withdrawn_at", _("Lo quitó"), told_one["ended"]),
        ]  # fmt: skip


def _seen(person: Person) -> Iterator[Row]:
    for line in trail_of(consents_of(person.pk), person.pk, person.owner_institution_id):
        yield [
            ("at", _("Cuándo"), line.at), ("institution", _("Quién"), line.who), ("what", _("Qué hizo"), line.what), ("why", _("Por qué"), line.why),
            ("times", _("Veces ese día"), line.times),
        ]  # fmt: skip


def _messages() -> Iterator[Row]:
    for each in own_messages():
        yield [("sent_at", _("Cuándo"), each.sent_at), ("about", _("Asunto"), label_of(each)), ("channel", _("Por dónde"), each.channel)]


def _requests(person_id: int) -> Iterator[Row]:
    for row in DataRequest.objects.filter(person=person_id).order_by("-asked_at", "-pk"):
        yield [
            ("asked", _("Qué pidió"), row.get_asked_display()), ("words", _("Sus palabras"), row.words), ("asked_at", _("Cuándo"), row.asked_at),
            ("due_on", _("Se contesta hasta"), row.due_on), ("state", _("Estado"), row.get_state_display()), ("answer", _("Respuesta"), row.answer),
        ]  # fmt: skip


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(value.astimezone(HONDURAS), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)
