"""Who waits for a place at this office, and who was offered one?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.agenda.actions import leave_waiting_list
from ruta.agenda.policies import AGENDA_ROLES
from ruta.agenda.selectors import officers_of, told_agenda, waiting_at_office
from ruta.base.context import Actor
from ruta.desk.gate import DeskRequest, roles

MOST = 200


@require_safe
@roles(AGENDA_ROLES)
def waiting(request: DeskRequest) -> HttpResponse:
    """The list, the first first."""
    actor: Actor = request.actor
    officers = officers_of(actor.office_id or 0)
    rows = list(waiting_at_office(actor)[:MOST])
    return render(request, "desk/agenda/waiting.html", {"rows": [(row, told_agenda(actor, row.agenda, officers)) for row in rows]})


@require_POST
@roles(AGENDA_ROLES)
def leave(request: DeskRequest, entry_id: int) -> HttpResponse:
    """The person waits no more."""
    leave_waiting_list(actor=request.actor, entry_id=entry_id)
    messages.success(request, _("Quitado de la lista."))
    return redirect("desk:waiting-list")
