"""What is on the agenda of one meeting, what came back to it, what was written down, and who let everybody read it?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.clock import today
from ruta.desk.beside import beside
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.spaces.forms import SAID, CancelForm, ConveneForm, MinutesForm, TakeBackForm
from ruta.people.selectors import user_names
from ruta.roadmap.actions import cancel_meeting, move_meeting, publish_minutes, take_back_minutes, write_minutes
from ruta.roadmap.models import Meeting
from ruta.roadmap.policies import CONVENER_ROLES, READER_ROLES, can_convene, can_edit_plans, demand_convening
from ruta.roadmap.selectors import coming_back, meeting_in


@require_safe
@roles(READER_ROLES)
def page(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """One meeting, to be read, printed and worked with."""
    return page_of(request, meeting_in(meeting_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def minutes(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """Write or correct the minutes until they are published."""
    row = meeting_in(meeting_id)
    demand_convening(request.actor, row.space.convener_id if row.space else 0)
    first = {"seen": row.written_at, **{name: getattr(row, name) for name in MinutesForm.base_fields if name != "seen"}}
    form, status, kept = MinutesForm(request.POST or None, initial=first, space=row.space), 200, None
    if request.method == "POST":
        run = lambda: write_minutes(actor=request.actor, meeting_id=row.pk, said=form.said()).pk  # noqa: E731
        done, status = attempt(request, form, f"space.minutes {row.pk}", run)
        if done is not None:
            messages.success(request, _("Acta guardada. Agregue ahora los compromisos."))
            return redirect("desk:meeting", row.pk)
        if hasattr(form, "conflict"):
            row = meeting_in(row.pk)
            kept = beside(form, {name: getattr(row, name) for name in SAID}, seen=row.written_at)
    told = {
        "beside": kept,
        "beside_at": row.minutes_at,
        "beside_by": user_names({row.minutes_by} if row.minutes_by else set()).get(row.minutes_by or 0, ""),
    }
    context = {"form": form, "meeting": row, **told}
    return render(request, "desk/spaces/minutes.html", context, status=status)


@require_POST
@roles(CONVENER_ROLES)
def move(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """Another day, place or agenda."""
    row, form = meeting_in(meeting_id), ConveneForm(request.POST)
    seen = request.POST.get("seen")
    run = lambda: move_meeting(actor=request.actor, meeting_id=row.pk, seen=seen, **form.cleaned_data).pk  # noqa: E731
    return _done(request, row, ("move", form), run, _("Guardado."))


@require_POST
@roles(CONVENER_ROLES)
def cancel(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """It was not held."""
    row, form = meeting_in(meeting_id), CancelForm(request.POST)
    run = lambda: cancel_meeting(actor=request.actor, meeting_id=row.pk, reason=form.cleaned_data["reason"]).pk  # noqa: E731
    return _done(request, row, ("cancel", form), run, _("Cancelada."))


@require_POST
@roles(CONVENER_ROLES)
def publish(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """Let everybody read the minutes."""
    row, form = meeting_in(meeting_id), forms.Form(request.POST)
    run = lambda: publish_minutes(actor=request.actor, meeting_id=row.pk, seen=request.POST.get("seen")).pk  # noqa: E731
    return _done(request, row, ("publish", form), run, _("Publicada. Cualquiera puede leerla."))


@require_POST
@roles(CONVENER_ROLES)
def take_back(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """Nobody reads its minutes any more."""
    row, form = meeting_in(meeting_id), TakeBackForm(request.POST)
    run = lambda: take_back_minutes(actor=request.actor, meeting_id=row.pk, why=form.cleaned_data["why"]).pk  # noqa: E731
    return _done(request, row, ("back", form), run, _("Retirada. Ya no se lee; corríjala y otra persona la publica de nuevo."))


def page_of(request: DeskRequest, row: Meeting, *, status: int = 200, **given: Any) -> HttpResponse:
    """The meeting as this actor sees it."""
    day, actor = today(), request.actor
    agreed = row.undertakings.select_related("institution").order_by("due_on", "pk")
    may = row.space is not None and can_convene(actor, row.space.convener_id)
    is_open = row.published_at is None and row.cancelled_at is None
    may_show = may and is_open and bool(row.minutes) and row.space is not None and row.space.is_public
    context = {
        "meeting": row, "space": row.space, "back": [(each, each.closed_at is None and each.due_on < day) for each in coming_back(row)],
        "agreed": [(each, each.closed_at is None and each.due_on < day) for each in agreed],
        "heard": list(row.contributions.select_related("institution").order_by("theme", "pk")), "may_agree": bool(row.minutes) and is_open and (may or can_edit_plans(actor)),
        "may_write": may and is_open and row.held_on <= day, "may_cancel": may and is_open and not row.minutes, "may_hear": may and row.cancelled_at is None,
        "back_form": TakeBackForm() if may and row.published_at else None,
        "may_publish": may_show and row.minutes_by != actor.user_id,
        "waits_for_other": may_show and row.minutes_by == actor.user_id,
        "users": user_names({pk for pk in (row.minutes_by, row.published_by) if pk}), "cancel_form": CancelForm(),
        "move_form": ConveneForm(initial={name: getattr(row, name) for name in ConveneForm.base_fields}), "publish_form": None,
    }  # fmt: skip
    return render(request, "desk/spaces/meeting.html", context | given, status=status)


def _done(request: DeskRequest, row: Meeting, named: tuple[str, forms.Form], run: Callable[[], int], sentence: str) -> HttpResponse:
    name, form = named
    result, status = attempt(request, form, f"space.{name} {row.pk}", run)
    if result is None:
        row = meeting_in(row.pk)  # as it is now, which may be why
        return page_of(request, row, status=status, **{f"{name}_form": form})
    messages.success(request, sentence)
    return redirect("desk:meeting", row.pk)
