"""How does somebody decide about what the field brought: which value stays, whether it is the same person, again, or let go?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import Invalid, NotOpen
from ruta.base.numbers import read_number
from ruta.desk.field.forms import DiscardForm, NewForm
from ruta.desk.field.words import about, lines, shown_of
from ruta.desk.gate import DeskRequest, roles
from ruta.field.actions import discard, register_as_new, say_same_person, settle, try_again
from ruta.field.enums import OPEN_STATES, SentState
from ruta.field.models import Disagreement, Sent
from ruta.field.policies import FIELD_ROLES
from ruta.field.selectors import Waiting, sent_for

CHOICE = "choice-"


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIELD_ROLES)
def sent(request: DeskRequest, sent_id: int) -> HttpResponse:
    """One thing with all that it says, and what may be decided."""
    found = sent_for(request.actor, sent_id)
    if request.method != "POST":
        return _page(request, found, 200)
    try:
        row = _decided(request, found)
    except (Invalid, NotOpen) as error:
        return _page(request, sent_for(request.actor, sent_id), error.status, str(error.message))
    if row.state in OPEN_STATES:
        return _page(request, sent_for(request.actor, sent_id), 409, row.reason)
    messages.success(request, _("Resuelto."))
    return redirect("desk:field")


def _decided(request: DeskRequest, found: Waiting) -> Sent:
    actor, said, row = request.actor, request.POST, found.sent
    match said.get("do", ""):
        case "settle":
            return settle(
                actor=actor,
                sent_id=row.pk,
                choices={name.removeprefix(CHOICE): str(value) for name, value in said.items() if name.startswith(CHOICE)},
            )
        case "same":
            return say_same_person(actor=actor, sent_id=row.pk, person_id=read_number(said.get("person")))
        case "new":
            return register_as_new(actor=actor, sent_id=row.pk, reason=said.get("reason", ""))
        case "again":
            return try_again(actor=actor, sent_id=row.pk)
        case "discard":
            return discard(actor=actor, sent_id=row.pk, reason=said.get("reason", ""))
    raise Invalid(_("Elija qué hacer con este envío."))


def _page(request: DeskRequest, found: Waiting, status: int, problem: str = "") -> HttpResponse:
    row = found.sent
    may_read = found.is_mine or request.actor.sees_strict
    context = {
        "found": found, "sent": row, "title": about(row) or row.get_verb_display(), "lines": lines(row, may_read=may_read), "faults": row.faults.values(),
        "conflicts": [_both(each, may_read=may_read) for each in found.disagreements if not each.choice], "problem": problem, "new": NewForm(), "discard": DiscardForm(),
        "is_open": row.state in OPEN_STATES,
        "can_discard": row.state in (SentState.FAILED, SentState.WAITING, SentState.DUPLICATE),
        "can_try": found.is_mine and row.state in (SentState.FAILED, SentState.WAITING),
    }  # fmt: skip
    return render(request, "desk/field/sent.html", context, status=status)


def _both(each: Disagreement, *, may_read: bool) -> dict[str, Any]:
    return {
        "name": f"{CHOICE}{each.field}",
        "legend": each.label or each.field,
        "options": [
            {"value": "theirs", "label": shown_of(each, each.theirs, may_read=may_read), "meta": _("está en el registro")},
            {"value": "mine", "label": shown_of(each, each.mine, may_read=may_read), "meta": _("se escribió en el campo; antes decía: %(base)s") % {"base": shown_of(each, each.base, may_read=may_read)}},
        ],
    }  # fmt: skip
