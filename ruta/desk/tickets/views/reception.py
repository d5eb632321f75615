"""Who came without a number, and who came to an appointment?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.tickets.forms import GiveForm
from ruta.tickets.actions import take_ticket
from ruta.tickets.policies import WINDOW_ROLES
from ruta.tickets.selectors import code_of, due_today, lines_of, waiting_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WINDOW_ROLES)
def reception(request: DeskRequest) -> HttpResponse:
    """Give a number by hand, and to whoever is expected today."""
    office_id = request.actor.office_id or 0
    lines = list(lines_of(office_id))
    form = GiveForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        given = take_ticket(
            actor=request.actor, line_id=form.line_id, ask=form.ask(), idempotency=request.POST.get("idempotency_key", "")
        )  # fmt: skip
        messages.success(request, _("Dígale su número: %(number)s.") % {"number": given.number})
        return redirect("desk:tickets-reception")
    context = {
        "form": form,
        "lines": lines,
        "expected": [(one, code_of(one.pk)) for one in due_today(request.actor)],
        "waiting": waiting_of(office_id),
    }
    return render(request, "desk/tickets/reception.html", context, status=422 if form.errors else 200)
