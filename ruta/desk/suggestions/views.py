"""What did people write, who answers it by when, and what changes? Nobody who wrote has a name here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import Role
from ruta.base.clock import today
from ruta.base.errors import NotOpen
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.suggestions.forms import AnswerForm, ChangeForm
from ruta.desk.suggestions.lists import BOX
from ruta.quality.actions import answer_suggestion, decide_change, finish_change
from ruta.quality.policies import BOX_ROLES, can_decide_changes, may_answer
from ruta.quality.selectors import changes, kept_promise, suggestion_for, suggestions

WAITING = {"received", "reopened"}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BOX_ROLES)
def box(request: DeskRequest) -> Any:
    """What lies in it, the first due first."""

    def told(page: Any) -> dict[str, Any]:
        del page
        return {
            "today": today(), "waiting": WAITING, "decides": can_decide_changes(request.actor),
            "kept": kept_promise(request.actor) if can_decide_changes(request.actor) else None,
        }  # fmt: skip

    return answered(
        request, BOX, lambda text: suggestions(request.actor).filter(number__icontains=text), "desk/suggestions/list.html", told
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BOX_ROLES)
def suggestion(request: DeskRequest, suggestion_id: int) -> HttpResponse:
    """Read it and answer it."""
    row = suggestion_for(request.actor, suggestion_id)
    form, status = AnswerForm(request.POST or None, offered=changes(request.actor)), 200
    if request.method == "POST":

        def run() -> int:
            chosen = read_number(form.cleaned_data["change"])
            return answer_suggestion(actor=request.actor, suggestion_id=row.pk, answer=form.cleaned_data["answer"], change_id=chosen).pk

        done, status = attempt(request, form, "answer_suggestion", run)
        if done is not None:
            say(request, _("Contestado. Quien escribió ya lo puede leer."))
            return redirect("desk:suggestions")
    may = may_answer(request.actor, row) and row.state in WAITING
    context = {"row": row, "form": form, "may_answer": may, "today": today(), "waiting": WAITING}
    return render(request, "desk/suggestions/suggestion.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.CENTRAL_COORDINATION})
def changes_made(request: DeskRequest) -> HttpResponse:
    """What changes, and one more."""
    form, status = ChangeForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "decide_change", lambda: decide_change(actor=request.actor, **form.cleaned_data).pk)
        if done is not None:
            say(request, _("Escrito. Ya lo lee el público."))
            return redirect("desk:suggestion-changes")
    return render(request, "desk/suggestions/changes.html", {"rows": changes(request.actor), "form": form}, status=status)


@require_POST
@roles({Role.CENTRAL_COORDINATION})
def done(request: DeskRequest, change_id: int) -> HttpResponse:
    """The change is there."""
    try:
        finish_change(actor=request.actor, change_id=change_id)
    except NotOpen as error:
        messages.error(request, str(error.message))
    else:
        say(request, _("Anotado como hecho."))
    return redirect("desk:suggestion-changes")
