"""How are courses and their editions filtered, sorted and taken along?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.desk.gate import DeskRequest
from ruta.training.enums import Audience, EditionState, Kind, OfferedBy
from ruta.training.policies import can_keep
from ruta.training.selectors.courses import programmes

YEARS = 5


def _years() -> list[tuple[str, str]]:
    year = today().year
    return [(str(each), str(each)) for each in range(year + 1, year - YEARS, -1)]


EDITIONS = Listing(
    name="formacion", order="-empieza", sorts=[Sort("empieza", ("starts_on", "id"))],
    filters=[
        Filter("para", _("Para quién"), lambda rows, value: rows.filter(course__audience=value), lambda: worded(Audience.choices)),
        Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(course__kind=value), lambda: worded(Kind.choices)),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(EditionState.choices)),
        Filter("anio", _("Año"), lambda rows, value: rows.filter(starts_on__year=int(value)), _years),
    ],
    columns=[
        Column("curso", _("Curso"), lambda row: row.course.name), Column("edicion", _("Edición"), lambda row: row.number),
        Column("tipo", _("Tipo"), lambda row: row.course.get_kind_display()), Column("oficina", _("Oficina"), lambda row: row.office.name),
        Column("lugar", _("Lugar"), lambda row: row.place), Column("facilita", _("Quién facilita"), lambda row: row.teacher),
        Column("empieza", _("Empieza"), lambda row: row.starts_on), Column("termina", _("Termina"), lambda row: row.ends_on),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("cupo", _("Cupo"), lambda row: row.places),
        Column("inscritas", _("Personas inscritas"), lambda row: row.seated), Column("aprobaron", _("Aprobaron"), lambda row: row.passed),
        Column("evaluacion", _("Evaluación, de 1 a 5"), lambda row: None if row.mark is None else f"{row.mark:.1f}"),
    ],
)  # fmt: skip
COURSES = Listing(
    name="cursos", order="nombre", sorts=[Sort("nombre", ("sort_name", "id")), Sort("horas", ("hours", "id"))],
    filters=[
        Filter("para", _("Para quién"), lambda rows, value: rows.filter(audience=value), lambda: worded(Audience.choices)),
        Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(kind=value), lambda: worded(Kind.choices)),
        Filter("ofrece", _("Quién lo ofrece"), lambda rows, value: rows.filter(offered_by=value), lambda: worded(OfferedBy.choices)),
        Filter("programa", _("Programa"), lambda rows, value: rows.filter(programme=int(value)), lambda: [(str(pk), name) for pk, name in programmes()]),
    ],
    columns=[
        Column("nombre", _("Nombre"), lambda row: row.name), Column("para", _("Para quién"), lambda row: row.get_audience_display()),
        Column("tipo", _("Tipo"), lambda row: row.get_kind_display()), Column("ofrece", _("Quién lo ofrece"), lambda row: row.offered),
        Column("programa", _("Programa"), lambda row: row.programme.name if row.programme else ""),
        Column("horas", _("Horas"), lambda row: row.hours), Column("sesiones", _("Sesiones"), lambda row: len(row.phases)),
        Column("asistencia", _("Asistencia mínima (%)"), lambda row: row.least_attendance),
        Column("nota", _("Nota mínima"), lambda row: row.least_grade), Column("ediciones", _("Ediciones"), lambda row: row.times),
    ],
)  # fmt: skip


def may_train_staff(request: DeskRequest) -> bool:
    """Whether the tabs lead to what staff still has to learn."""
    return can_keep(request.actor, Audience.STAFF)


def tone_of(state: str) -> str:
    """How the state of an edition or of an enrolment looks."""
    tones: dict[str, Any] = {"open": "you", "finished": "done", "cancelled": "stop", "passed": "done", "failed": "care", "dropped": "stop"}
    return str(tones.get(state, ""))
