"""What did a community say in a space, who answers, and how is either corrected or taken back?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.spaces.forms import AnswerForm, HeardForm
from ruta.people.selectors import user_names
from ruta.roadmap.actions import answer_contribution, correct_contribution, note_contribution, take_back_answer
from ruta.roadmap.models import Contribution, Undertaking
from ruta.roadmap.policies import (
    CONVENER_ROLES,
    READER_ROLES,
    can_answer_contribution,
    can_convene,
    can_take_back_answer,
    demand_convening,
)
from ruta.roadmap.selectors import agreed_in, contribution_of, space_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def contribute(request: DeskRequest, space_id: int) -> HttpResponse:
    """Write down what was said."""
    row, form, status = space_of(space_id), HeardForm(request.POST or None), 200
    demand_convening(request.actor, row.convener_id)
    held = row.meetings.filter(pk=read_number(request.GET.get("reunion"))).first()
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
    agreed = _agreed(row)
    form = AnswerForm(request.POST or None, offered=[(key, each.title) for key, each in agreed.items()])
    if request.method == "POST":
        done, status = attempt(request, form, f"space.answer {row.pk}", lambda: _answer(request, form, row, agreed))
        if done is not None:
            messages.success(request, _("Respondido."))
            return redirect("desk:contribution", row.pk)
    return _page(request, row, form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def correct(request: DeskRequest, contribution_id: int) -> HttpResponse:
    """Say it better, until it is answered."""
    row, status = contribution_of(contribution_id), 200
    demand_convening(request.actor, row.space.convener_id)
    first = {"theme": row.theme, "said": row.said, "times": row.times, "institution": str(row.institution_id)}
    form = HeardForm(request.POST or None, initial=first)
    if request.method == "POST":
        run = lambda: correct_contribution(actor=request.actor, contribution_id=row.pk, said=form.heard()).pk  # noqa: E731
        done, status = attempt(request, form, f"space.correct {row.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:contribution", row.pk)
    context = {"form": form, "space": row.space, "meeting": None, "row": row}
    return render(request, "desk/spaces/contribute.html", context, status=status)


@require_POST
@roles(READER_ROLES)
def take_back(request: DeskRequest, contribution_id: int) -> HttpResponse:
    """Nobody reads the answer any more."""
    row, form = contribution_of(contribution_id), forms.Form(request.POST)
    run = lambda: take_back_answer(actor=request.actor, contribution_id=row.pk, seen=request.POST.get("seen", "")).pk  # noqa: E731
    done, status = attempt(request, form, f"space.answer_back {row.pk}", run)
    if done is None:
        return _page(request, contribution_of(row.pk), AnswerForm(offered=[]), status=status, back=form)
    messages.success(request, _("Retirada. Ya no se lee, y el aporte espera otra respuesta."))
    return redirect("desk:contribution", row.pk)


def _page(request: DeskRequest, row: Contribution, form: forms.Form, *, status: int, back: forms.Form | None = None) -> HttpResponse:
    actor, is_answered = request.actor, row.answered_at is not None
    context = {
        "row": row, "form": form, "back": back, "users": user_names({pk for pk in (row.by, row.answered_by) if pk}),
        "may_answer": not is_answered and can_answer_contribution(actor, row), "may_take_back": is_answered and can_take_back_answer(actor, row),
        "may_correct": not is_answered and can_convene(actor, row.space.convener_id),
    }  # fmt: skip
    return render(request, "desk/spaces/contribution.html", context, status=status)


def _agreed(row: Contribution) -> dict[str, Undertaking]:
    return {str(each.pk): each for each in agreed_in([row.space_id])}


def _answer(request: DeskRequest, form: AnswerForm, row: Contribution, agreed: dict[str, Any]) -> int:
    given = form.cleaned_data
    return answer_contribution(
        actor=request.actor, contribution_id=row.pk, answer=given["answer"], undertaking=agreed.get(given["undertaking"])
    ).pk
