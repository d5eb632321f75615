"""What did colleagues find out, what was said of it, and where else is it done?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.models import User
from ruta.accounts.policies import has_role
from ruta.desk.cases.answering import as_sent, attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.practices.forms import PracticeForm, ReplicaForm, ResultForm, ReviewForm
from ruta.desk.practices.lists import PRACTICES, TONES
from ruta.quality.actions import replicate_practice, review_practice, submit_practice, tell_result
from ruta.quality.enums import PracticeState
from ruta.quality.models import Practice, Replica
from ruta.quality.policies import PRACTICE_ROLES, REVIEWER_ROLES, may_review
from ruta.quality.selectors import can_review_anew, found_practices, practice_of, practices, replicas_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PRACTICE_ROLES)
def listing(request: DeskRequest) -> Any:
    """Those of the institution and what others recommend, the latest first."""

    def told(page: Any) -> dict[str, Any]:
        return {"rows": [(row, TONES[row.state]) for row in page.rows]}

    return answered(request, PRACTICES, lambda text: found_practices(practices(request.actor), text), "desk/practices/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PRACTICE_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Hand one in."""
    form, status = PracticeForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "practice.new", lambda: submit_practice(actor=request.actor, terms=form.terms()).pk)
        if done is not None:
            messages.success(request, _("Gracias. Coordinación la revisa y le dice qué sigue."))
            return redirect("desk:practice", done)
    return render(request, "desk/practices/new.html", {"form": form}, status=status)


@require_safe
@roles(PRACTICE_ROLES)
def practice(request: DeskRequest, practice_id: int) -> HttpResponse:
    """One of them."""
    return _page(request, practice_of(request.actor, practice_id))


@require_POST
@roles(REVIEWER_ROLES)
def review(request: DeskRequest, practice_id: int) -> HttpResponse:
    """Say whether others should do it too."""
    row, form = practice_of(request.actor, practice_id), ReviewForm(request.POST)

    def run() -> int:
        return review_practice(actor=request.actor, practice_id=practice_id, **form.cleaned_data).pk

    return _done(request, row, form, "review_form", run)


@require_POST
@roles(REVIEWER_ROLES)
def replicate(request: DeskRequest, practice_id: int) -> HttpResponse:
    """Do it in another office."""
    row = practice_of(request.actor, practice_id)
    form = ReplicaForm(request.POST, institution_id=request.actor.institution_id, practice=row)

    def run() -> int:
        said = form.cleaned_data
        return replicate_practice(actor=request.actor, practice_id=practice_id, office_id=int(said["office"]), begun_on=said["begun_on"]).pk

    return _done(request, row, form, "replica_form", run)


@require_POST
@roles(REVIEWER_ROLES)
def result(request: DeskRequest, practice_id: int, replica_id: int) -> HttpResponse:
    """Say what came of it there."""
    row, form = practice_of(request.actor, practice_id), ResultForm(request.POST, prefix=f"r{replica_id}")

    def run() -> int:
        return tell_result(actor=request.actor, replica_id=replica_id, **form.cleaned_data).pk

    return _done(request, row, form, "problem", run, sent={replica_id: form})


def _done(request: DeskRequest, row: Practice, form: forms.Form, name: str, run: Any, **more: Any) -> HttpResponse:
    done, status = attempt(request, form, f"practice.{name} {row.pk}", run)
    if done is None:
        given: dict[str, Any] = {name: form, **more}
        return _page(request, row, status=status, **given)
    messages.success(request, _("Anotado."))
    return redirect("desk:practice", row.pk)


def _page(
    request: DeskRequest, row: Practice, *, status: int = 200, sent: Mapping[int, forms.Form] = MappingProxyType({}), **given: Any
) -> HttpResponse:
    reviews = has_role(request.actor, REVIEWER_ROLES)
    is_accepted, is_mine = row.state == PracticeState.ACCEPTED, row.owner_institution_id == request.actor.institution_id
    people = [pk for pk in (row.submitted_by, row.reviewed_by) if pk and is_mine]
    context = {
        "row": row, "tone": TONES[row.state], "problem": None, "names": dict(User.objects.filter(pk__in=people).order_by("pk").values_list("pk", "full_name")),
        "review_form": ReviewForm(initial=_reviewed(row)) if may_review(request.actor, row) and can_review_anew(row) else None,
        "replica_form": ReplicaForm(institution_id=request.actor.institution_id, practice=row) if is_accepted and reviews else None,
        "replicas": [
            (each, TONES[each.state], as_sent(ResultForm(prefix=f"r{each.pk}", initial=_resulted(each)), sent.get(each.pk)) if reviews and each.owner_institution_id == request.actor.institution_id else None)
            for each in replicas_of(row)
        ],
    }  # fmt: skip
    return render(request, "desk/practices/page.html", context | given, status=status)


def _reviewed(row: Practice) -> dict[str, str]:
    """What was said of it, so that it may be said otherwise."""
    return {"seen": row.seen, "note": row.note} | ({"state": row.state} if row.seen else {})


def _resulted(row: Replica) -> dict[str, str]:
    """What was said of it there."""
    return {"state": row.state, "result": row.result} if row.result else {}
