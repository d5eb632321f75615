"""How is the structure of an office written and approved?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.desk.beside import beside, is_behind
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.staffing.board import page_of
from ruta.desk.staffing.forms import SPARE, StructureForm, of_structure
from ruta.directory.models import Office
from ruta.staffing.actions import approve_structure, discard_structure, save_structure
from ruta.staffing.models import Structure
from ruta.staffing.policies import WRITER_ROLES, demand_writing, own_office
from ruta.staffing.selectors import posts, structures_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def edit(request: DeskRequest, office_id: int) -> HttpResponse:
    """The draft of an office, or one more version of what was approved."""
    place = own_office(request.actor, office_id)
    demand_writing(request.actor, place)
    found = structures_of(place)
    form, status = (
        StructureForm(request.POST or None, initial=of_structure(found[0] if found else None), lines=posts().count() + SPARE),
        200,
    )
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            made = save_structure(
                actor=request.actor, office_id=place.pk, processes=said["processes"], seats=form.seats(), revision=said["revision"]
            )
            return made.pk

        done, status = attempt(request, form, f"structure.save {place.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado. Lo aprueba otra persona."))
            return redirect("desk:staffing-office", place.pk)
    context = {"form": form, "office": place, "beside": _meanwhile(form, place) if is_behind(form) else None}
    return render(request, "desk/staffing/structure_edit.html", context, status=status)


def _meanwhile(form: StructureForm, place: Office) -> list[tuple[Any, str]]:
    """The draft as another kept it, and its revision in the form: whoever saves again has read it."""
    latest = next(iter(structures_of(place)), None)
    first = of_structure(latest)
    found = beside(form, {"processes": first.get("processes", "")}, revision=first.get("revision") or "")
    seats = latest.seats.all() if latest else ()
    return [*found, (_("Plazas"), "\n".join(f"{seat.count} × {seat.post.title}" for seat in seats))]


@require_POST
@roles(WRITER_ROLES)
def approve(request: DeskRequest, structure_id: int) -> HttpResponse:
    """Let a structure hold, as it was read."""
    row = Structure.objects.select_related("office").filter(pk=structure_id).first()
    if row is None:
        raise NotFound(_("Esa estructura no existe. Vuelva a la oficina."))
    form, said = forms.Form(request.POST), request.POST.get("revision", "")
    run = lambda: approve_structure(actor=request.actor, structure_id=row.pk, revision=int(said) if said.isdecimal() else 0).pk  # noqa: E731
    done, status = attempt(request, form, f"structure.approve {row.pk}", run)
    if done is None:
        return page_of(request, own_office(request.actor, row.office_id), status=status, problem=form)
    messages.success(request, _("Aprobada."))
    return redirect("desk:staffing-office", row.office_id)


@require_POST
@roles(WRITER_ROLES)
def discard(request: DeskRequest, structure_id: int) -> HttpResponse:
    """Throw a draft away."""
    row = Structure.objects.select_related("office").filter(pk=structure_id).first()
    if row is None:
        raise NotFound(_("Esa estructura no existe. Vuelva a la oficina."))
    form, said = forms.Form(request.POST), request.POST.get("revision", "")
    run = lambda: discard_structure(actor=request.actor, structure_id=row.pk, revision=int(said) if said.isdecimal() else 0)  # noqa: E731
    done, status = attempt(request, form, f"structure.discard {row.pk}", run)
    if done is None:
        return page_of(request, own_office(request.actor, row.office_id), status=status, problem=form)
    messages.success(request, _("Borrador descartado."))
    return redirect("desk:staffing-office", row.office_id)
