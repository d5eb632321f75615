"""How is what was undertaken said better, or taken out where it was noted twice, while that is still fresh?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms_following import UndertakingForm, chosen
from ruta.roadmap.actions import correct_undertaking, drop_undertaking
from ruta.roadmap.models import Undertaking
from ruta.roadmap.policies import CONVENER_ROLES
from ruta.roadmap.selectors import undertaking_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONVENER_ROLES)
def correct(request: DeskRequest, undertaking_id: int) -> HttpResponse:
    """What, who and when, as it should have been noted."""
    row = undertaking_of(undertaking_id)
    form, status = UndertakingForm(request.POST or None, initial=_first(row)), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data | {"institution": chosen(form.cleaned_data["institution"])}
            return correct_undertaking(actor=request.actor, undertaking_id=row.pk, **said).pk

        done, status = attempt(request, form, f"round.undertaking_correct {row.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:undertaking", row.pk)
    return _page(request, row, form, status=status)


@require_http_methods(["POST"])
@roles(CONVENER_ROLES)
def drop(request: DeskRequest, undertaking_id: int) -> HttpResponse:
    """It was noted twice, or by mistake."""
    row, form = undertaking_of(undertaking_id), forms.Form(request.POST)

    def run() -> int:
        drop_undertaking(actor=request.actor, undertaking_id=row.pk)
        return undertaking_id

    done, status = attempt(request, form, f"round.undertaking_drop {row.pk}", run)
    if done is None:
        return _page(request, row, UndertakingForm(initial=_first(row)), status=status, drop=form)
    messages.success(request, _("Quitada. Lo que decía queda en la auditoría."))
    return redirect("desk:meeting", row.meeting_id) if row.meeting_id else redirect("desk:followed")


def _first(row: Undertaking) -> dict[str, Any]:
    return {"kind": row.kind, "title": row.title, "institution": str(row.institution_id), "due_on": row.due_on}


def _page(request: DeskRequest, row: Undertaking, form: forms.Form, *, status: int, drop: forms.Form | None = None) -> HttpResponse:
    return render(request, "desk/rounds/undertaking_new.html", {"form": form, "row": row, "from": [], "drop_form": drop}, status=status)
