"""How does staff open, change and let go a need?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.base.errors import NotFound
from ruta.cases import actions
from ruta.cases.models import Need
from ruta.cases.policies import sees
from ruta.cases.selectors import case_for, case_page
from ruta.cases.selectors.labels import PRIORITIES, coded, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.working import DropForm, NeedEditForm, NeedForm
from ruta.desk.cases.views.conflict import conflict_of
from ruta.desk.gate import DeskRequest, roles


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def editor(request: DeskRequest, case_id: int) -> HttpResponse:
    """The needs of a case, and one more."""
    of = case_for(request.actor, case_id).population
    form, status = NeedForm(request.POST or None, of_population=of), 200
    if request.method == "POST":

        def run() -> int:
            return actions.add_need(actor=request.actor, case_id=case_id, **form.cleaned_data).pk

        done, status = attempt(request, form, "add_need", run)
        if done is not None:
            say(request, _("Necesidad abierta."))
            return redirect("desk:case-needs", case_id)
    page = case_page(request.actor, case_id)
    dropped = [
        {"row": need, "label": coded("needs", need.code)}
        for need in page.rows.needs
        if need.state == "dropped" and sees(page.rows.actor, need)
    ]
    return render(request, "desk/cases/needs.html", {"page": page, "case": page.case, "form": form, "dropped": dropped}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def edit(request: DeskRequest, need_id: int) -> HttpResponse:
    """Priority, term and note; whoever saves second chooses between both."""
    need = _need(request, need_id)
    form, status = NeedEditForm(request.POST or None, initial=NeedEditForm.values(need)), 200
    if request.method == "POST":

        def run() -> int:
            return actions.update_need(actor=request.actor, need_id=need_id, **form.cleaned_data).pk

        done, status = attempt(request, form, "update_need", run)
        if done is not None:
            say(request, _("Necesidad cambiada."))
            return redirect("desk:case", need.case_id)
    conflict = conflict_of(form, {"priority": lambda code: worded(PRIORITIES, code)})
    return _page(request, "desk/cases/need.html", need, form, status, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def drop(request: DeskRequest, need_id: int) -> HttpResponse:
    """Let a need go with the reason in words."""
    need = _need(request, need_id)
    form, status = DropForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.drop_need(actor=request.actor, need_id=need_id, note=form.cleaned_data["note"]).pk

        done, status = attempt(request, form, "drop_need", run)
        if done is not None:
            say(request, _("Necesidad dejada. El motivo queda en el caso."))
            return redirect("desk:case", need.case_id)
    return _page(request, "desk/cases/need_drop.html", need, form, status)


@require_POST
@roles(CASE_ROLES)
def move(request: DeskRequest, need_id: int, state: str) -> HttpResponse:
    """One click: met, or open again; the toast takes it back."""
    need = _need(request, need_id)
    before = need.state
    actions.move_need(actor=request.actor, need_id=need_id, state=state)
    undo = reverse("desk:need-move", args=[need_id, before]) if before != "dropped" else ""
    say(request, _("Necesidad resuelta.") if state == "met" else _("Necesidad abierta otra vez."), undo)
    return redirect("desk:case", need.case_id)


def _need(request: DeskRequest, need_id: int) -> Need:
    need = Need.objects.filter(pk=need_id).first()
    if need is None or not sees(request.actor, need):
        raise NotFound(_("Esa necesidad no existe o está protegida."))
    return need


def _page(request: DeskRequest, template: str, need: Need, form: Any, status: int, **more: Any) -> HttpResponse:
    case = case_for(request.actor, need.case_id)
    context = {"case": case, "need": need, "label": coded("needs", need.code), "form": form} | {"conflict": None} | more
    return render(request, template, context, status=status)
