"""How does staff ask for what they may not read?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.asking import AskForm
from ruta.directory.models import Institution
from ruta.people.actions import ask_access
from ruta.people.policies import SEARCH_ROLES


@require_POST
@roles(SEARCH_ROLES)
def ask(request: DeskRequest) -> HttpResponse:
    """Send the request to whoever keeps the record; it tells nothing about the person."""
    actor = request.actor
    form = AskForm(request.POST, institution=Institution.objects.get(pk=actor.institution_id or 0))
    if not form.is_valid():
        return render(request, "desk/people/ask.html", {"form": form}, status=422)
    said = form.cleaned_data
    agreed = tuple(said["agreed"].split())
    ask_access(actor=actor, handle=str(said["handle"]), purpose=said["purpose"], note=said["note"], agreed=agreed)
    messages.success(request, _("Solicitud enviada. Cuando la persona dé su permiso, la verá al buscarla."))
    return redirect("desk:access-asked")
