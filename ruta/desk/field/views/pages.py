"""What waits for somebody after the field, and which devices are out there?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.desk.field.words import about
from ruta.desk.gate import DeskRequest, roles
from ruta.field.actions import order_wipe
from ruta.field.policies import FIELD_ROLES
from ruta.field.selectors import devices_of, open_sent
from ruta.people.selectors import user_names

MOST = 200


@require_safe
@roles(FIELD_ROLES)
def home(request: DeskRequest) -> HttpResponse:
    """The door to the application, what waits for a decision, and the devices."""
    waiting = list(open_sent(request.actor)[:MOST])
    devices = list(devices_of(request.actor)[:MOST])
    names = user_names({row.user_id for row in waiting} | {device.user_id for device in devices})
    context = {
        "waiting": [(row, about(row), names.get(row.user_id, "")) for row in waiting],
        "devices": [(device, names.get(device.user_id, "")) for device in devices],
    }
    return render(request, "desk/field/home.html", context)


@require_POST
@roles(FIELD_ROLES)
def wipe(request: DeskRequest, device_id: int) -> HttpResponse:
    """Have a device emptied."""
    device = order_wipe(actor=request.actor, device_id=device_id)
    messages.success(request, _("Orden dada: «%(device)s» se borra en cuanto tenga red.") % {"device": device.label})
    return redirect("desk:field")
