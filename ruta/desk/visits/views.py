"""Where and when is a team announced, and what became of each day?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import announce_visit, call_off_visit, change_visit, hold_visit, move_visit, unsay_visit
from ruta.agenda.enums import VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.policies import ANNOUNCER_ROLES, VISIT_READER_ROLES, can_announce
from ruta.agenda.selectors import can_unsay, fate, found_visits, named_services, visit_of, visits
from ruta.base.clock import today
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.visits.forms import DETAILS, AnnounceForm, DetailsForm, HeldForm, MoveForm, ReasonForm
from ruta.desk.visits.lists import TONES, VISITS

VERBS: Mapping[str, Any] = {
    "cambiar": change_visit,
    "hecha": hold_visit,
    "mover": move_visit,
    "cancelar": call_off_visit,
    "deshacer": unsay_visit,
}
FORMS: Mapping[str, Any] = {"cambiar": DetailsForm, "hecha": HeldForm, "mover": MoveForm, "cancelar": ReasonForm, "deshacer": forms.Form}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(VISIT_READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The announced days of the institution, with how each stands."""

    def told(page: Any) -> dict[str, Any]:
        return {"rows": [(row, fate(row), TONES[fate(row)]) for row in page.rows], "may_announce": can_announce(request.actor)}

    return answered(request, VISITS, lambda text: found_visits(visits(request.actor), text), "desk/visits/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANNOUNCER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Announce a day; one that begins like another takes over its place, hours and services."""
    like = read_number(request.GET.get("como", ""))
    first = _first(visit_of(request.actor, like)) if like else {"office": request.actor.office_id}
    form, status = AnnounceForm(request.POST or None, institution_id=request.actor.institution_id, initial=first), 200
    if request.method == "POST":
        done, status = attempt(request, form, "visit.new", lambda: _announced(request, form))
        if done is not None:
            messages.success(request, _("Anunciada. Ya la lee cualquiera."))
            return redirect("desk:visit", done)
    return render(request, "desk/visits/new.html", {"form": form}, status=status)


@require_safe
@roles(VISIT_READER_ROLES)
def visit(request: DeskRequest, visit_id: int) -> HttpResponse:
    """One of them."""
    return _page(request, visit_of(request.actor, visit_id))


@require_POST
@roles(ANNOUNCER_ROLES)
def step(request: DeskRequest, visit_id: int, step: str) -> HttpResponse:
    """Correct it, or say what became of its day."""
    row, version = visit_of(request.actor, visit_id), read_number(request.POST.get("version", ""))
    if step not in VERBS:
        raise Http404
    own = {"institution_id": row.owner_institution_id} if step == "cambiar" else {}
    form: Any = FORMS[step](request.POST, auto_id=f"{step}-%s", **own)

    def run() -> int:
        given = {"details": form.details} if step == "cambiar" else form.cleaned_data
        return int(VERBS[step](actor=request.actor, visit_id=row.pk, version=version, **given).pk)

    done, status = attempt(request, form, f"visit.{step} {row.pk}", run)
    if done is None:
        return _page(request, row, status=status, **{step: form})
    messages.success(request, _("Anotado."))
    return redirect("desk:visit", done)


def _announced(request: DeskRequest, form: AnnounceForm) -> int:
    said = form.cleaned_data
    return announce_visit(
        actor=request.actor, office_id=said["office"], municipality_code=said["municipality_code"], day=said["day"], details=form.details
    ).pk


def _first(row: ItinerantVisit) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DETAILS} | {"office": row.office_id, "municipality_code": row.municipality_id}


def _page(request: DeskRequest, row: ItinerantVisit, *, status: int = 200, **given: Any) -> HttpResponse:
    stands = fate(row)
    context = {
        "row": row, "services": named_services(row), "fate": stands, "tone": TONES[stands], "moved_to": getattr(row, "moved_to", None),
        "may_announce": can_announce(request.actor), "is_due": row.day <= today(), "is_past": row.day < today(),
        "may_unsay": can_announce(request.actor) and can_unsay(row), **_asked(request, row),
    }  # fmt: skip
    return render(request, "desk/visits/page.html", context | given, status=status)


def _asked(request: DeskRequest, row: ItinerantVisit) -> dict[str, Any]:
    """The forms that are open: what is told of a day is told once, and its place is corrected until it is over."""
    if not can_announce(request.actor) or row.state != VisitState.ANNOUNCED:
        return dict.fromkeys(FORMS)
    first = {"hecha": {"held_on": min(row.day, today())}}
    forms = {step: FORMS[step](auto_id=f"{step}-%s", initial=first.get(step)) for step in ("hecha", "mover", "cancelar")}
    details = DetailsForm(auto_id="cambiar-%s", initial=_first(row), institution_id=row.owner_institution_id)
    return forms | {"cambiar": details if row.day >= today() else None}
