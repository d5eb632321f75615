"""How does an officer get their appointments into a calendar of their own?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.agenda.actions import revoke_feed, rotate_feed
from ruta.agenda.policies import AGENDA_ROLES
from ruta.agenda.selectors import feed_of
from ruta.desk.gate import DeskRequest, roles


@require_http_methods(["GET", "HEAD", "POST"])
@roles(AGENDA_ROLES)
def calendar(request: DeskRequest) -> HttpResponse:
    """Whether there is an address; a new one is shown this once."""
    address = rotate_feed(actor=request.actor) if request.method == "POST" else ""
    return render(request, "desk/agenda/calendar.html", {"feed": feed_of(request.actor), "address": address})


@require_POST
@roles(AGENDA_ROLES)
def close(request: DeskRequest) -> HttpResponse:
    """The address stops."""
    revoke_feed(actor=request.actor)
    messages.success(request, _("El calendario dejó de recibir sus citas."))
    return redirect("desk:agenda-calendar")
