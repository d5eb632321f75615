"""How does a steward let the register teach, and see how far it is?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.desk.gate import DeskRequest, roles
from ruta.people.duplicates.jobs import queue_learning
from ruta.people.duplicates.policies import STEWARD_ROLES
from ruta.people.duplicates.quality import last_run
from ruta.people.duplicates.retraining import start_learning


@require_POST
@roles(STEWARD_ROLES)
def start(request: DeskRequest) -> HttpResponse:
    """Hand the register to the worker."""
    queue_learning(start_learning(actor=request.actor))
    messages.info(request, _("Se empezó. Puede seguir con otra cosa: la propuesta queda aquí."))
    return redirect("desk:quality")


@require_safe
@roles(STEWARD_ROLES)
def progress(request: DeskRequest) -> HttpResponse:
    """The progress alone; once it is over, the whole page is drawn again."""
    run = last_run()
    response = render(request, "desk/steward/parts/progress.html", {"run": run})
    if run is None or run.finished_at is not None:
        response["HX-Refresh"] = "true"
    return response
