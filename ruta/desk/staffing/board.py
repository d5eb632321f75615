"""How many does each office need beside who is there, by which formula, and which rows stand behind each figure?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.cases.policies import can_read_case
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.listing import answered
from ruta.desk.staffing.forms import DropForm, ProgrammedForm, ShareForm
from ruta.desk.staffing.lists import name_of, rows_listing
from ruta.directory.models import Office
from ruta.insights.policies import can_open_rows
from ruta.people.models.reserved import MASK
from ruta.people.selectors import user_names
from ruta.staffing.enums import Supposed
from ruta.staffing.policies import READER_ROLES, can_approve, can_write, own_office
from ruta.staffing.selectors import OfficeStaff, office_staff, offices_staff, roles_there, rows_of, serving, structures_of

LATEST = 2
"""A draft and what holds; the versions before them are opened."""


@require_safe
@roles(READER_ROLES)
def board(request: DeskRequest) -> HttpResponse:
    """The offices of the institution; or all of them as a file."""
    rows = offices_staff(request.actor)
    kind = request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="dotación", format=kind)
        head = [
            _("Oficina"),
            _("Horas esperadas"),
            _("Horas de una persona"),
            _("Personas que hacen falta"),
            _("Personas que hay"),
            _("Brecha"),
            _("Personas usuarias que se esperan"),
            _("Personas usuarias que se pueden atender"),
            _("Horas programadas"),
        ]
        return table_file(f"dotacion-{today()}", kind, head, [told(row) for row in rows])
    totals = {
        "needed": sum(row.staffing.needed for row in rows), "there": sum(row.staffing.there for row in rows),
        "lacking": sum(max(row.staffing.gap, 0) for row in rows),
    }  # fmt: skip
    ordered = sorted(rows, key=lambda row: (-row.staffing.gap, row.office.name))
    return render(request, "desk/staffing/board.html", {"rows": ordered, "totals": totals})


def told(row: OfficeStaff) -> list[str]:
    """One office as a line of a table."""
    staff = row.staffing
    users, room = row.users, row.users.room
    figures = [f"{value:.1f}" for value in (staff.expected, staff.capacity, staff.needed, staff.there, staff.gap)]
    return [row.office.name, *figures, f"{users.expected:.0f}", "" if room is None else f"{room:.0f}", f"{staff.programmed:.1f}"]


@require_safe
@roles(READER_ROLES)
def office(request: DeskRequest, office_id: int) -> HttpResponse:
    """One office: the formula with its figures, what is supposed, its structure and what is programmed."""
    return page_of(request, own_office(request.actor, office_id))


def page_of(request: DeskRequest, place: Office, *, status: int = 200, **given: Any) -> HttpResponse:
    """The office as this actor sees it."""
    actor, found, structures = request.actor, office_staff(request.actor, place), structures_of(place)
    may = can_write(actor, place)
    people = serving(place) if may else []
    writers = {pk for row in structures for pk in (row.written_by, row.approved_by) if pk}
    context = {
        "row": found, "staff": found.staffing, "may": may, "users": user_names(writers),
        "protects": any(each.is_protected for each in found.worked), "opened": {each.code for each in found.worked if _opens(actor, place, each.code)},
        "supposed": [(Supposed(kind).label, said) for kind, said in found.supposed.items()],
        "structures": [(row, can_approve(actor, row)) for row in structures[:LATEST]], "former": [(row, False) for row in structures[LATEST:]], "form": ProgrammedForm() if may else None,
        "drop_form": DropForm() if may else None, "there": roles_there(place), "people": people, "share_form": ShareForm(people=people) if people else None,
    }  # fmt: skip
    return render(request, "desk/staffing/office.html", context | given, status=status)


@require_safe
@roles(READER_ROLES)
def rows(request: DeskRequest, office_id: int, code: str) -> Any:
    """What a figure counts: dates and numbers, each opening its case where the role may."""
    place = own_office(request.actor, office_id)
    if not can_open_rows(request.actor, place.institution_id):
        raise Refused(_("Las filas las abre quien lleva casos en esa institución."))
    found = rows_of(request.actor, place, code)
    log_access(request.actor, "indicator_rows", scope="dotación", object_id=place.pk)
    may_open = can_read_case(request.actor)

    def told_page(page: Any) -> dict[str, Any]:
        lines = [
            (getattr(each, found.when), name_of(found.kind, each), _case(found.kind, each) if may_open else None) for each in page.rows
        ]
        return {"office": place, "found": found, "lines": lines}

    return answered(request, rows_listing(found.kind, found.when), lambda _text: found.rows, "desk/staffing/rows.html", told_page)


def _opens(actor: Actor, place: Office, code: str) -> bool:
    """Whether the rows behind a line are opened: by whoever carries cases there, and reserved ones by protection alone."""
    return can_open_rows(actor, place.institution_id) and (code != MASK or actor.sees_strict)


def _case(kind: str, row: Any) -> int | None:
    if kind == "case":
        return int(row.pk)
    return int(row.case_id) if kind in {"delivery", "followup"} else None
