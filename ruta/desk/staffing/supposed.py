"""What is supposed, and what is programmed?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.staffing.board import page_of
from ruta.desk.staffing.forms import DropForm, ProgrammedForm, ShareForm, SupposedForm
from ruta.desk.staffing.lists import ASSUMPTIONS
from ruta.staffing.actions import dedicate, drop_programmed, program_action, suppose
from ruta.staffing.models import Programmed
from ruta.staffing.policies import READER_ROLES, WRITER_ROLES, can_write, own_office
from ruta.staffing.selectors import assumptions, serving, supposable


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """Everything that was supposed, the latest first."""
    words = supposable()

    def told(page: Any) -> dict[str, Any]:
        return {"rows": [(row, words.get(row.code, row.code)) for row in page.rows], "may": can_write(request.actor)}

    def find(text: str) -> Any:
        return assumptions().filter(holding(text, "source"))

    return answered(request, ASSUMPTIONS, find, "desk/staffing/assumptions.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Say what holds from now on, and where it comes from."""
    begin = {"kind": request.GET.get("que", ""), "code": request.GET.get("de", ""), "office": request.GET.get("oficina", "")}
    form, status = SupposedForm(request.POST or None, initial=begin, institution_id=request.actor.institution_id), 200
    if request.method == "POST":
        done, status = attempt(request, form, "assumption.new", lambda: suppose(actor=request.actor, **form.said()).pk)
        if done is not None:
            messages.success(request, _("Anotado. Cuenta desde ahora."))
            return redirect("desk:assumptions")
    return render(request, "desk/staffing/assumption_new.html", {"form": form}, status=status)


@require_POST
@roles(WRITER_ROLES)
def program(request: DeskRequest, office_id: int) -> HttpResponse:
    """Add work that an office has before it."""
    place, form = own_office(request.actor, office_id), ProgrammedForm(request.POST)
    run = lambda: program_action(actor=request.actor, office_id=place.pk, terms=form.terms()).pk  # noqa: E731
    done, status = attempt(request, form, f"programmed.new {place.pk}", run)
    if done is None:
        return page_of(request, place, status=status, form=form)
    messages.success(request, _("Anotado."))
    return redirect("desk:staffing-office", place.pk)


@require_POST
@roles(WRITER_ROLES)
def share(request: DeskRequest, office_id: int) -> HttpResponse:
    """Say how much of a whole day somebody gives to an office."""
    place = own_office(request.actor, office_id)
    form = ShareForm(request.POST, people=serving(place))

    def run() -> int:
        said = form.cleaned_data
        return dedicate(actor=request.actor, office_id=place.pk, user_id=int(said["user"]), share=said["share"]).pk

    done, status = attempt(request, form, f"dedication.new {place.pk}", run)
    if done is None:
        return page_of(request, place, status=status, share_form=form)
    messages.success(request, _("Anotado. Cuenta desde ahora."))
    return redirect("desk:staffing-office", place.pk)


@require_POST
@roles(WRITER_ROLES)
def drop(request: DeskRequest, programmed_id: int) -> HttpResponse:
    """It will not be done."""
    row, form = Programmed.objects.filter(pk=programmed_id).first(), DropForm(request.POST)
    if row is None:
        raise NotFound(_("Esa acción no existe. Vuelva a la oficina."))
    run = lambda: drop_programmed(actor=request.actor, programmed_id=row.pk, why=form.cleaned_data["why"]).pk  # noqa: E731
    done, status = attempt(request, form, f"programmed.drop {row.pk}", run)
    if done is None:
        return page_of(request, own_office(request.actor, row.office_id), status=status, drop_form=form)
    messages.success(request, _("Quitada."))
    return redirect("desk:staffing-office", row.office_id)
