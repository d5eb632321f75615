"""What does every step of typing a form in share: its page, the one time that it counts, and what was allowed on it?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ruta.base.idempotency import once
from ruta.desk.consent.forms import ConsentForm
from ruta.desk.gate import DeskRequest
from ruta.desk.paper.forms import GoneForm
from ruta.desk.people.forms.searching import SearchForm
from ruta.desk.people.views.searching import case_url
from ruta.field.actions import Allowed
from ruta.field.enums import PaperState
from ruta.field.models import PaperForm
from ruta.field.rules import written_code
from ruta.people.selectors import user_names

OPEN = (PaperState.PRINTED, PaperState.LOST)


def page_of(request: DeskRequest, row: PaperForm, *, status: int = 200, **given: Any) -> HttpResponse:
    """The form and, while it waits, the search that comes before every registration."""
    names = user_names({pk for pk in (row.printed_by, row.settled_by) if pk})
    context = {
        "paper": row, "code": written_code(row.code), "is_open": row.state in OPEN, "form": SearchForm(), "problem": "", "findings": None,
        "printed_by": names.get(row.printed_by or 0, ""), "settled_by": names.get(row.settled_by or 0, ""),
        "gone_form": GoneForm() if row.state in OPEN else None, "refused": "",
    }  # fmt: skip
    return render(request, "desk/paper/paper.html", context | given, status=status)


def once_of(request: DeskRequest, row: PaperForm, run: Callable[[], PaperForm]) -> int:
    """The case that came of it; a double click finds the same."""
    key = request.POST.get("idempotency_key", "")
    found, _is_new = once(actor=request.actor, key=key, verb=f"paper.type {row.code}", run=lambda: run().case_id)
    return int(found)


def done_with(request: DeskRequest, case: int, sentence: str) -> HttpResponse:
    """To the case, saying what was done."""
    messages.success(request, sentence)
    return redirect(case_url(case) or reverse("desk:papers"))


def allowed_of(consent: ConsentForm) -> Allowed:
    """What is ticked, as the verbs take it."""
    return Allowed(grants=consent.chosen(), manner=consent.manner())
