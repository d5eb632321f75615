"""Which spaces are there, what does one say, and how is it registered and called?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.desk.beside import beside
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.spaces.forms import ConveneForm, SpaceForm, of_space
from ruta.desk.spaces.lists import SPACES
from ruta.people.selectors import user_names
from ruta.roadmap.actions import convene_meeting, save_space
from ruta.roadmap.models import Space
from ruta.roadmap.policies import CONVENER_ROLES, READER_ROLES, can_convene, demand_convening
from ruta.roadmap.selectors import account_of, agreed_in, contributions_of, found_spaces, space_of, spaces

SHOWN = 40


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """All of them."""
    extra = {"may_convene": can_convene(request.actor), "today": today()}
    return answered(request, SPACES, lambda text: found_spaces(spaces(), text), "desk/spaces/list.html", lambda _page: extra)


@require_safe
@roles(READER_ROLES)
def space(request: DeskRequest, space_id: int) -> HttpResponse:
    """One space: what comes next, what was said, what was agreed."""
    row, day = space_of(space_id), today()
    met = list(row.meetings.order_by("-held_on", "-pk")[:SHOWN])
    agreed = list(agreed_in([row.pk])[:SHOWN])
    context = {
        "space": row, "account": account_of(row), "coming": [each for each in reversed(met) if _is_coming(each)],
        "met": [each for each in met if not _is_coming(each)], "agreed": [(each, each.closed_at is None and each.due_on < day) for each in agreed],
        "contributions": list(contributions_of(row)[:SHOWN]),
        "may_convene": can_convene(request.actor, row.convener_id), "is_over": row.ends is not None and row.ends < day,
    }  # fmt: skip
    return render(request, "desk/spaces/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Register one."""
    first = {"convener": str(request.actor.institution_id or ""), "begins": today()}
    return _asked(request, SpaceForm(request.POST or None, initial=first), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def edit(request: DeskRequest, space_id: int) -> HttpResponse:
    """Correct one."""
    row = space_of(space_id)
    demand_convening(request.actor, row.convener_id)
    return _asked(request, SpaceForm(request.POST or None, initial=of_space(row)), row)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def convene(request: DeskRequest, space_id: int) -> HttpResponse:
    """Call the next meeting."""
    row, form, status = space_of(space_id), ConveneForm(request.POST or None), 200
    demand_convening(request.actor, row.convener_id)
    if request.method == "POST":
        run = lambda: convene_meeting(actor=request.actor, space_id=row.pk, **form.cleaned_data).pk  # noqa: E731
        done, status = attempt(request, form, f"space.convene {row.pk}", run)
        if done is not None:
            messages.success(request, _("Convocada. Los compromisos abiertos ya están en su agenda."))
            return redirect("desk:meeting", done)
    back = list(agreed_in([row.pk]).filter(closed_at=None))
    return render(request, "desk/spaces/convene.html", {"form": form, "space": row, "back": back}, status=status)


def _asked(request: DeskRequest, form: forms.Form, row: Space | None) -> HttpResponse:
    status, kept = 200, None
    if request.method == "POST":

        def run() -> int:
            version = form.cleaned_data["version"] if row else None
            return save_space(actor=request.actor, terms=form.terms(), space_id=row.pk if row else None, version=version).pk  # type: ignore[attr-defined]

        done, status = attempt(request, form, f"space.save {row.pk if row else 'new'}", run)
        if done is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:space", done)
        if row is not None and hasattr(form, "conflict"):
            row = space_of(row.pk)
            kept = beside(form, {name: value for name, value in of_space(row).items() if name != "version"}, version=str(row.version))
    told = {
        "beside": kept,
        "beside_at": row.at if row else None,
        "beside_by": user_names({row.by}).get(row.by, "") if row and row.by else "",
    }
    return render(request, "desk/spaces/edit.html", {"form": form, "space": row, **told}, status=status)


def _is_coming(meeting: Any) -> bool:
    return not meeting.minutes and meeting.cancelled_at is None
