"""How does an institution write its entries, confirm them, and name who answers for them?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.desk.cases.answering import attempt
from ruta.desk.directory.forms import FocalPointForm, ProgrammeForm, ServiceForm, of_terms
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions import ServiceTerms, save_focal_point, save_programme, save_service, verify_service
from ruta.directory.models import FocalPoint, Institution, Programme, Service
from ruta.directory.policies import EDITOR_ROLES, demand_editing
from ruta.directory.selectors import service_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def new(request: DeskRequest, institution_id: int) -> HttpResponse:
    """Add a service of an institution."""
    institution = get_object_or_404(Institution, pk=institution_id)
    demand_editing(request.actor, institution.pk)
    form = ServiceForm(request.POST or None, institution=institution)
    return _asked(request, form, institution, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def edit(request: DeskRequest, service_id: int) -> HttpResponse:
    """Change what an entry says."""
    row = service_of(service_id)
    demand_editing(request.actor, row.institution_id)
    form = ServiceForm(request.POST or None, institution=row.institution, initial=of_terms(ServiceTerms.of(row), row.version))
    return _asked(request, form, row.institution, row)


@require_POST
@roles(EDITOR_ROLES)
def verify(request: DeskRequest, service_id: int) -> HttpResponse:
    """Confirm today that an entry is right as it stands."""
    row = service_of(service_id)
    verify_service(actor=request.actor, service=row, is_active=row.is_active, capacity=row.capacity)
    messages.success(request, _("Confirmado con fecha de hoy."))
    return redirect("desk:service", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def owner(request: DeskRequest, institution_id: int) -> HttpResponse:
    """The programmes and focal points of an institution."""
    institution = get_object_or_404(Institution, pk=institution_id)
    demand_editing(request.actor, institution.pk)
    what = request.POST.get("hacer", "")
    point = FocalPointForm(request.POST if what == "enlace" else None)
    programme = ProgrammeForm(request.POST if what == "programa" else None)
    status = 200
    if what in {"enlace", "programa"}:
        save: Any = save_focal_point if what == "enlace" else save_programme
        form = point if what == "enlace" else programme
        run = lambda: save(actor=request.actor, institution_id=institution.pk, **form.cleaned_data).pk  # noqa: E731 (one line, once)
        done, status = attempt(request, form, f"directory.{what} {institution.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:service-owner", institution.pk)
    context = {
        "institution": institution, "point_form": point, "programme_form": programme,
        "points": FocalPoint.objects.filter(owner_institution=institution, is_active=True).order_by("name", "pk"),
        "programmes": Programme.objects.filter(institution=institution, is_active=True).order_by("name", "pk"),
    }  # fmt: skip
    return render(request, "desk/directory/owner.html", context, status=status)


def _asked(request: DeskRequest, form: ServiceForm, institution: Institution, row: Service | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            version = form.cleaned_data["version"] or 0
            known = row.pk if row else None
            return save_service(
                actor=request.actor, institution_id=institution.pk, terms=form.terms(), service_id=known, version=version
            ).pk

        done, status = attempt(request, form, f"directory.service {row.pk if row else institution.pk}", run)
        if done is not None:
            messages.success(request, _("Servicio guardado."))
            return redirect("desk:service", done)
    return render(request, "desk/directory/edit.html", {"form": form, "institution": institution, "service": row}, status=status)
