"""How is an agreement begun, changed, published, stopped, renewed, and shown to everybody?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.desk.agreements.forms import AgreementForm, MoveForm, VersionForm, WhyForm, of_revision
from ruta.desk.agreements.views import page_of, whole
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions.agreements import (
    move_agreement,
    open_revision,
    publish_revision,
    renew_agreement,
    save_agreement,
    show_agreement,
    undo_revision,
)
from ruta.directory.models import Agreement
from ruta.directory.policies import AGREEMENT_ROLES, demand_agreement
from ruta.directory.selectors import revision_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(AGREEMENT_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Begin one; parties, data and clauses come on its page."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST":

        def run() -> int:
            return save_agreement(actor=request.actor, terms=form.terms()).pk

        made, status = attempt(request, form, "agreement.new", run)
        if made is not None:
            messages.success(request, _("Borrador guardado. Agregue las partes, los datos y las cláusulas."))
            return redirect("desk:agreement-draft", made)
        return render(request, "desk/agreements/edit.html", {"form": form}, status=status)
    return render(request, "desk/agreements/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(AGREEMENT_ROLES)
def edit(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Change the words of the open revision."""
    row = whole(request.actor, agreement_id)
    demand_agreement(request.actor, row)
    said = revision_of(row)
    form = AgreementForm(request.POST or None, initial=of_revision(said, row.version))
    status = 200
    if request.method == "POST":

        def run() -> int:
            version = form.cleaned_data["version"] or 0
            return save_agreement(actor=request.actor, terms=form.terms(), agreement_id=row.pk, version=version).pk

        made, status = attempt(request, form, f"agreement.save {row.pk}", run)
        if made is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:agreement-draft", row.pk)
    return render(request, "desk/agreements/edit.html", {"form": form, "agreement": row, "revision": said}, status=status)


@require_POST
@roles(AGREEMENT_ROLES)
def reopen(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Open another revision of what is in force."""
    row, form = whole(request.actor, agreement_id), WhyForm(request.POST)
    return _done(
        request, row, form, "why", lambda: open_revision(actor=request.actor, agreement_id=row.pk, why=form.cleaned_data["why"]), to="draft"
    )


@require_POST
@roles(AGREEMENT_ROLES)
def undo(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Throw the open revision away."""
    row = whole(request.actor, agreement_id)
    return _done(request, row, VersionForm(request.POST), "publish", lambda: undo_revision(actor=request.actor, agreement_id=row.pk))


@require_POST
@roles(AGREEMENT_ROLES)
def bring_into_force(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Publish the open revision as it was read."""
    row, form = whole(request.actor, agreement_id), VersionForm(request.POST)

    def run() -> Agreement:
        return publish_revision(actor=request.actor, agreement_id=row.pk, version=form.cleaned_data["version"] or 0)

    return _done(request, row, form, "publish", run)


@require_POST
@roles(AGREEMENT_ROLES)
def move(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """It stops, goes on or ends."""
    row = whole(request.actor, agreement_id)
    form = MoveForm(request.POST, agreement=row)

    def run() -> Agreement:
        said = form.cleaned_data
        return move_agreement(actor=request.actor, agreement_id=row.pk, state=said["state"], note=said["note"])

    return _done(request, row, form, "move", run)


@require_POST
@roles(AGREEMENT_ROLES)
def renew(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Begin the one that follows it, and go there."""
    row, form = whole(request.actor, agreement_id), VersionForm(request.POST)
    made, status = attempt(request, form, f"agreement.renew {row.pk}", lambda: renew_agreement(actor=request.actor, agreement_id=row.pk).pk)
    if made is None:
        return page_of(request, row, revision_of(row, row.revision or None), status=status, publish_form=form)
    messages.success(request, _("Borrador de la renovación listo. Ponga la firma y las fechas nuevas."))
    return redirect("desk:agreement", made)


@require_POST
@roles(AGREEMENT_ROLES)
def show(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """Let everybody read its summary, or no longer."""
    row, is_public = whole(request.actor, agreement_id), request.POST.get("do") == "show"

    def run() -> Agreement:
        return show_agreement(actor=request.actor, agreement_id=row.pk, is_public=is_public)

    return _done(request, row, VersionForm(request.POST), "publish", run)


def _done(request: DeskRequest, row: Agreement, form: forms.Form, name: str, run: Callable[[], Any], *, to: str = "") -> HttpResponse:
    """Back on the agreement, or the form again with what was wrong."""
    result, status = attempt(request, form, f"agreement.{request.resolver_match.url_name} {row.pk}", lambda: run().pk)  # type: ignore[union-attr]
    if result is None:
        given: dict[str, Any] = {f"{name}_form": form}
        said = revision_of(row) if name == "publish" else revision_of(row, row.revision or None)
        return page_of(request, row, said, status=status, **given)
    messages.success(request, _("Guardado."))
    return redirect(f"desk:agreement-{to}" if to else "desk:agreement", row.pk)
