"""How does a person decide whether a row of a file is somebody of the register?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.numbers import read_number
from ruta.desk.duplicates.showing import dots, line_of
from ruta.desk.gate import DeskRequest, roles
from ruta.people.imports.deciding import decide
from ruta.people.imports.policies import IMPORT_ROLES
from ruta.people.imports.selectors import Staged, batch_for, staged, staged_pairs
from ruta.people.imports.states import Decision

PAGE = 10


@require_safe
@roles(IMPORT_ROLES)
def pairs_page(request: DeskRequest) -> HttpResponse:
    """The pairs that wait, ten at a time: each decision brings up the next."""
    number = read_number(request.GET.get("archivo"))
    batch = batch_for(number) if number else None
    pairs = staged_pairs(batch)
    shown = [_shown(each) for each in staged(pairs[:PAGE])]
    for each in shown:
        log_access(_actor(request), "open_person", person_id=each["person"].pk, reason="import")
    context = {"pairs": shown, "waiting": pairs.count(), "batch": batch, "query": f"?archivo={batch.pk}" if batch else ""}
    return render(request, "desk/imports/pairs.html", context)


@require_POST
@roles(IMPORT_ROLES)
def decide_pair(request: DeskRequest, pair_id: int) -> HttpResponse:
    """Keep the answer and show what is left."""
    answer = request.POST.get("decision", "")
    decide(actor=_actor(request), pair_id=pair_id, decision=answer)
    said = {
        Decision.SAME: _("Listo: la fila quedó unida a la persona que ya estaba. No se duplicó nada."),
        Decision.DIFFERENT: _("Listo: se registró como otra persona."),
        Decision.UNSURE: _("Queda al final de la lista, para verla con más datos."),
    }
    messages.success(request, said[Decision(answer)])
    return redirect(reverse("desk:import_pairs") + _back(request))


def _shown(each: Staged) -> dict[str, Any]:
    score = each.candidate.score
    return {
        "pair": each.pair,
        "row": each.row,
        "person": each.person,
        "name": f"{each.draft.given_names} {each.draft.surnames}".strip(),
        "score": score,
        "dots": dots(score),
        "word": _(each.candidate.band_label),
        "shared": each.shared_papers,
        "lines": [line_of(reason) for reason in each.candidate.reasons],
        "is_unsure": each.pair.decision == Decision.UNSURE,
    }


def _back(request: DeskRequest) -> str:
    number = read_number(request.POST.get("archivo"))
    return f"?archivo={number}" if number else ""


def _actor(request: DeskRequest) -> Any:
    return request.actor
