"""Why did a message to the person not leave?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ruta.communication.enums import Blocked

WHY: Mapping[str, Promise] = {
    Blocked.NO_CONTACT: lazy("No salió: la persona no tiene teléfono ni correo anotado. Elija la hora con ella."),
    Blocked.UNSAFE: lazy("No salió: su contacto no es seguro. Elija la hora con ella en persona."),
    Blocked.NO_CONSENT: lazy("No salió: la persona no ha permitido mensajes. Pida ese permiso o elija la hora con ella."),
    Blocked.ALERT: lazy("No salió: hay una alerta que detiene los mensajes. Elija la hora con ella en persona."),
    Blocked.WEEKLY_LIMIT: lazy("No salió: ya recibió muchos mensajes esta semana. Llámele."),
}


def why_blocked(code: str) -> str:
    """The sentence for staff, with what to do instead."""
    return str(WHY.get(code, _("El mensaje no salió. Llame a la persona.")))
