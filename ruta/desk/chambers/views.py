"""Which chambers and guilds are there, whom does one call, and which employers belong to them?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.desk.cases.answering import attempt
from ruta.desk.chambers.forms import ChamberContactForm, ChamberForm, MemberForm, of_chamber
from ruta.desk.employers.lists import departments_named, sections
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.employers.actions import (
    add_chamber_contact,
    join_chamber,
    leave_chamber,
    remove_chamber_contact,
    save_chamber,
)
from ruta.employers.models import Chamber
from ruta.employers.policies import BROKER_ROLES, PROSPECTOR_ROLES, READER_ROLES, can_prospect
from ruta.employers.selectors import chamber_contacts, chamber_of, chambers, members_of, section_label
from ruta.territory.models import Municipality

CHAMBERS = Listing(
    name="camaras",
    order="nombre",
    sorts=[Sort("nombre", ("sort_name", "id"))],
    filters=[
        Filter("sector", gettext_lazy("Sector"), lambda rows, value: rows.filter(section=value), sections),
        Filter("lugar", gettext_lazy("Departamento"), lambda rows, value: rows.filter(department=value), departments_named),
    ],
    columns=[
        Column("nombre", gettext_lazy("Nombre"), lambda row: row.name),
        Column("siglas", gettext_lazy("Siglas"), lambda row: row.short_name),
        Column("sector", gettext_lazy("Sector"), lambda row: row.section),
        Column("municipio", gettext_lazy("Municipio"), lambda row: row.municipality),
        Column("miembros", gettext_lazy("Empleadores que conocemos"), lambda row: row.count),
    ],
)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The chambers that the institution knows."""

    def found(text: str) -> Any:
        rows = chambers(request.actor)
        return rows.filter(sort_name__begins=folded(text)) if text else rows

    def told(page: Any) -> dict[str, Any]:
        codes = {row.municipality for row in page.rows}
        places = dict(Municipality.objects.filter(pk__in=codes).order_by("pk").values_list("code", "name"))
        return {"places": places, "sections": dict(sections()), "may_prospect": can_prospect(request.actor)}

    return answered(request, CHAMBERS, found, "desk/chambers/list.html", told)


listing.menu_roles = BROKER_ROLES  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Note a chamber."""
    return _asked(request, ChamberForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def edit(request: DeskRequest, chamber_id: int) -> HttpResponse:
    """Correct one."""
    row = chamber_of(request.actor, chamber_id)
    return _asked(request, ChamberForm(request.POST or None, initial=of_chamber(row)), row)


@require_safe
@roles(READER_ROLES)
def chamber(request: DeskRequest, chamber_id: int) -> HttpResponse:
    """One chamber: whom one calls, and its members."""
    return _page(request, chamber_of(request.actor, chamber_id))


@require_POST
@roles(PROSPECTOR_ROLES)
def contact(request: DeskRequest, chamber_id: int) -> HttpResponse:
    """Add a contact."""
    row, form = chamber_of(request.actor, chamber_id), ChamberContactForm(request.POST)

    def run() -> int:
        return add_chamber_contact(actor=request.actor, chamber_id=chamber_id, terms=form.terms()).pk

    return _done(request, row, form, "contact", run)


@require_POST
@roles(PROSPECTOR_ROLES)
def contact_remove(request: DeskRequest, chamber_id: int, contact_id: int) -> HttpResponse:
    """Whoever is there no longer is not called any more."""
    remove_chamber_contact(actor=request.actor, chamber_id=chamber_id, contact_id=contact_id)
    return redirect("desk:chamber", chamber_id)


@require_POST
@roles(PROSPECTOR_ROLES)
def member(request: DeskRequest, chamber_id: int) -> HttpResponse:
    """An employer belongs to it."""
    row = chamber_of(request.actor, chamber_id)
    form = MemberForm(request.POST, actor=request.actor, chamber=row)

    def run() -> int:
        return join_chamber(actor=request.actor, chamber_id=chamber_id, employer_id=int(form.cleaned_data["employer"])).pk

    return _done(request, row, form, "member", run)


@require_POST
@roles(PROSPECTOR_ROLES)
def member_remove(request: DeskRequest, chamber_id: int, employer_id: int) -> HttpResponse:
    """It belongs to it no longer."""
    leave_chamber(actor=request.actor, chamber_id=chamber_id, employer_id=employer_id)
    return redirect("desk:chamber", chamber_id)


def _done(request: DeskRequest, row: Chamber, form: forms.Form, name: str, run: Any) -> HttpResponse:
    done, status = attempt(request, form, f"chamber.{name} {row.pk}", run)
    if done is None:
        return _page(request, row, status=status, **{f"{name}_form": form})
    messages.success(request, _("Guardado."))
    return redirect("desk:chamber", row.pk)


def _asked(request: DeskRequest, form: ChamberForm, row: Chamber | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            return save_chamber(actor=request.actor, terms=form.terms(), chamber_id=row.pk if row else None).pk

        done, status = attempt(request, form, f"chamber.save {row.pk if row else 'new'}", run)
        if done is not None:
            messages.success(request, _("Cámara guardada."))
            return redirect("desk:chamber", done)
    return render(request, "desk/chambers/edit.html", {"form": form, "chamber": row}, status=status)


def _page(request: DeskRequest, row: Chamber, *, status: int = 200, **given: Any) -> HttpResponse:
    may_prospect = can_prospect(request.actor)
    context = {
        "chamber": row, "contacts": list(chamber_contacts(row)), "members": list(members_of(row)), "section": section_label(row.section),
        "place": Municipality.objects.select_related("department").filter(pk=row.municipality).first() if row.municipality else None,
        "may_prospect": may_prospect, "contact_form": ChamberContactForm(),
        "member_form": MemberForm(actor=request.actor, chamber=row) if may_prospect else None,
    }  # fmt: skip
    return render(request, "desk/chambers/page.html", context | given, status=status)
