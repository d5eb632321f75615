"""Which spaces are there, what does one say, and how is it registered, called and answered?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.spaces.forms import AnswerForm, ConveneForm, HeardForm, SpaceForm, of_space
from ruta.desk.spaces.lists import SPACES
from ruta.people.selectors import user_names
from ruta.roadmap.actions import answer_contribution, convene_meeting, note_contribution, save_space
from ruta.roadmap.models import Contribution, Space, Undertaking
from ruta.roadmap.policies import CONVENER_ROLES, READER_ROLES, can_answer_contribution, can_convene, demand_convening
from ruta.roadmap.selectors import account_of, agreed_in, contribution_of, contributions_of, found_spaces, space_of, spaces

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


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def contribute(request: DeskRequest, space_id: int) -> HttpResponse:
    """Write down what was said."""
    row, form, status = space_of(space_id), HeardForm(request.POST or None), 200
    demand_convening(request.actor, row.convener_id)
    asked = request.GET.get("reunion", "")
    held = row.meetings.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if request.method == "POST":
        run = lambda: note_contribution(actor=request.actor, space_id=row.pk, said=form.heard(held)).pk  # noqa: E731
        done, status = attempt(request, form, f"space.contribute {row.pk}", run)
        if done is not None:
            messages.success(request, _("Anotado. Le toca responder a la institución que eligió."))
            return redirect("desk:space", row.pk)
    return render(request, "desk/spaces/contribute.html", {"form": form, "space": row, "meeting": held}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def contribution(request: DeskRequest, contribution_id: int) -> HttpResponse:
    """One thing that was said; whoever it was said to answers here."""
    row, status = contribution_of(contribution_id), 200
    agreed = {str(each.pk): each for each in agreed_in([row.space_id])}
    form = AnswerForm(request.POST or None, offered=[(key, each.title) for key, each in agreed.items()])
    if request.method == "POST":
        done, status = attempt(request, form, f"space.answer {row.pk}", lambda: _answer(request, form, row, agreed))
        if done is not None:
            messages.success(request, _("Respondido."))
            return redirect("desk:contribution", row.pk)
    context = {
        "row": row, "form": form, "users": user_names({pk for pk in (row.by, row.answered_by) if pk}),
        "may_answer": row.answered_at is None and can_answer_contribution(request.actor, row),
    }  # fmt: skip
    return render(request, "desk/spaces/contribution.html", context, status=status)


def _answer(request: DeskRequest, form: AnswerForm, row: Contribution, agreed: dict[str, Undertaking]) -> int:
    given = form.cleaned_data
    return answer_contribution(
        actor=request.actor, contribution_id=row.pk, answer=given["answer"], undertaking=agreed.get(given["undertaking"])
    ).pk


def _asked(request: DeskRequest, form: forms.Form, row: Space | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            version = form.cleaned_data["version"] if row else None
            return save_space(actor=request.actor, terms=form.terms(), space_id=row.pk if row else None, version=version).pk  # type: ignore[attr-defined]

        kept, status = attempt(request, form, f"space.save {row.pk if row else 'new'}", run)
        if kept is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:space", kept)
    return render(request, "desk/spaces/edit.html", {"form": form, "space": row}, status=status)


def _is_coming(meeting: Any) -> bool:
    return not meeting.minutes and meeting.cancelled_at is None
