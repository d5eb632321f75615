"""What was undertaken and is not closed, what did roundtables agree, and how is either written down?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms_following import KEPT, CloseUndertakingForm, MeetingForm, UndertakingForm, chosen
from ruta.desk.rounds.showing import round_title
from ruta.people.selectors import user_names
from ruta.roadmap.actions import Promise, close_undertaking, reopen_undertaking, undertake, write_meeting
from ruta.roadmap.models import Undertaking
from ruta.roadmap.policies import CONVENER_ROLES, READER_ROLES, can_answer_for, can_edit_plans, can_note, can_steer_rounds
from ruta.roadmap.selectors import (
    can_correct,
    can_reopen,
    current_version,
    meeting_in,
    meetings,
    node_of,
    plan_of,
    round_of,
    undertaking_of,
    undertakings,
)

CLOSED_SHOWN = 30


@require_safe
@roles(READER_ROLES)
def followed_page(request: DeskRequest) -> HttpResponse:
    """Everything undertaken that is not closed, what is late first."""
    context = {
        "open": [(row, row.due_on < today()) for row in undertakings()],
        "closed": list(undertakings(is_open=False)[:CLOSED_SHOWN]),
        "may_edit": can_edit_plans(request.actor),
    }
    return render(request, "desk/rounds/followed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def undertaking_new(request: DeskRequest) -> HttpResponse:
    """Write down what will be done; the address says where it comes from."""
    source = _source(request)
    form, status = UndertakingForm(request.POST or None, initial={"kind": "commitment" if "meeting" in source else "corrective"}), 200
    if request.method == "POST":
        done, status = attempt(request, form, "round.undertake", lambda: _undertake(request, form, source))
        if done is not None:
            messages.success(request, _("Anotado. Reaparece hasta que se cierre."))
            return redirect("desk:undertaking", done)
    return render(request, "desk/rounds/undertaking_new.html", {"form": form, "source": source, "from": _from_words(source)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def undertaking(request: DeskRequest, undertaking_id: int) -> HttpResponse:
    """One of them; whoever answers for it closes it here."""
    row = undertaking_of(undertaking_id)
    form, status = CloseUndertakingForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "round.undertaking", lambda: _close(request, row, form))
        if done is not None:
            messages.success(request, _("Cerrada."))
            return redirect("desk:undertaking", row.pk)
    return _page(request, row, form, status=status)


@require_POST
@roles(READER_ROLES)
def undertaking_back(request: DeskRequest, undertaking_id: int) -> HttpResponse:
    """Open again what was closed by mistake."""
    row, form = undertaking_of(undertaking_id), forms.Form(request.POST)
    run = lambda: reopen_undertaking(actor=request.actor, undertaking_id=row.pk, seen=request.POST.get("seen", "")).pk  # noqa: E731
    done, status = attempt(request, form, f"round.undertaking_back {row.pk}", run)
    if done is None:
        return _page(request, undertaking_of(row.pk), CloseUndertakingForm(), status=status, back=form)
    messages.success(request, _("Está abierta otra vez. Diga cómo terminó cuando termine."))
    return redirect("desk:undertaking", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def meetings_page(request: DeskRequest) -> HttpResponse:
    """Roundtables with their minutes; whoever edits adds one."""
    form, status = MeetingForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "round.meeting", lambda: write_meeting(actor=request.actor, **form.cleaned_data).pk)
        if done is not None:
            messages.success(request, _("Acta guardada. Agregue ahora los compromisos."))
            return redirect("desk:meeting", done)
    return render(
        request,
        "desk/rounds/meetings.html",
        {"form": form, "meetings": list(meetings()), "may_edit": can_edit_plans(request.actor)},
        status=status,
    )


def _page(request: DeskRequest, row: Undertaking, form: forms.Form, *, status: int, back: forms.Form | None = None) -> HttpResponse:
    answers = can_steer_rounds(request.actor) or can_answer_for(request.actor, row.institution_id)
    context = {
        "row": row,
        "form": form,
        "back": back,
        "is_late": row.closed_at is None and row.due_on < today(),
        "may_close": row.closed_at is None and answers,
        "may_correct": can_correct(row) and can_note(request.actor, row.meeting),
        "may_reopen": answers and can_reopen(row),
        "users": user_names({pk for pk in (row.by, row.closed_by) if pk}),
        "round_title": round_title(row.round) if row.round else "",
    }
    return render(request, "desk/rounds/undertaking.html", context, status=status)


def _close(request: DeskRequest, row: Undertaking, form: CloseUndertakingForm) -> int:
    given = form.cleaned_data
    said = {"outcome": given["outcome"], "was_kept": given["was_kept"] == KEPT, "kept_on": given["kept_on"]}
    return close_undertaking(actor=request.actor, undertaking_id=row.pk, **said).pk


def _undertake(request: DeskRequest, form: UndertakingForm, source: dict[str, Any]) -> int:
    given = form.cleaned_data
    said = Promise(
        kind=given["kind"], title=given["title"], institution=chosen(given["institution"]), due_on=given["due_on"], plan=source.get("plan"),
        key=source["node"].key if "node" in source else "", round=source.get("round"), meeting=source.get("meeting"),
    )  # fmt: skip
    return undertake(actor=request.actor, said=said).pk


def _source(request: DeskRequest) -> dict[str, Any]:
    """Roundtable, round and row of a plan that the address names."""
    asked = request.GET
    found: dict[str, Any] = {}
    if asked.get("mesa"):
        found["meeting"] = meeting_in(_number(asked["mesa"]))
    if asked.get("ronda"):
        found["round"] = round_of(_number(asked["ronda"]))
        found["plan"] = found["round"].plan
    if asked.get("plan"):
        found["plan"] = plan_of(asked["plan"])
    if asked.get("fila") and "plan" in found:
        found["node"] = node_of(current_version(found["plan"]), asked["fila"])
    return found


def _from_words(source: dict[str, Any]) -> list[str]:
    """Where it comes from, for the head of the page."""
    named = [source[name].title for name in ("meeting", "plan", "node") if name in source]
    return [*named, round_title(source["round"])] if "round" in source else named


def _number(text: str) -> int:
    if not (number := read_number(text)):
        raise NotFound(_("Esa dirección no existe. Empiece otra vez desde la lista."))
    return number
