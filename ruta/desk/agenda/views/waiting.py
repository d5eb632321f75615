"""Who waits for a place at this office, and who was offered one?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.agenda.actions import answer_offer, leave_waiting_list
from ruta.agenda.policies import AGENDA_ROLES
from ruta.agenda.selectors import officers_of, told_agenda, untold_offers, waiting_at_office
from ruta.base.context import Actor
from ruta.desk.agenda.words import why_blocked
from ruta.desk.gate import DeskRequest, roles

MOST = 200


@require_safe
@roles(AGENDA_ROLES)
def waiting(request: DeskRequest) -> HttpResponse:
    """The list, the first first."""
    actor: Actor = request.actor
    officers = officers_of(actor.office_id or 0)
    rows = list(waiting_at_office(actor)[:MOST])
    untold = untold_offers(rows)
    told = [(row, told_agenda(actor, row.agenda, officers), _why(untold, row.offered_id)) for row in rows]
    return render(request, "desk/agenda/waiting.html", {"rows": told})


@require_POST
@roles(AGENDA_ROLES)
def answer(request: DeskRequest, entry_id: int) -> HttpResponse:
    """The person says whether they want the place that is held."""
    takes = request.POST.get("quiere") == "si"
    entry = answer_offer(actor=request.actor, entry_id=entry_id, takes=takes)
    if takes and entry.offered_id:
        messages.success(request, _("La cita quedó dada. La persona recibe la confirmación si aceptó mensajes."))
        return redirect("desk:appointment", entry.offered_id)
    messages.success(request, _("El espacio pasa a la siguiente persona. Esta conserva su lugar en la lista."))
    return redirect("desk:waiting-list")


@require_POST
@roles(AGENDA_ROLES)
def leave(request: DeskRequest, entry_id: int) -> HttpResponse:
    """The person waits no more."""
    leave_waiting_list(actor=request.actor, entry_id=entry_id)
    messages.success(request, _("Quitado de la lista."))
    return redirect("desk:waiting-list")


def _why(untold: dict[int, str], appointment_id: int | None) -> str:
    return why_blocked(untold[appointment_id]) if appointment_id in untold else ""
