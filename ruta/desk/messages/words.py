"""How is it said where a message stands, and why one never left?"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ruta.communication.models import Message


@dataclass(frozen=True, slots=True)
class State:
    """A tone, an icon and words."""

    tone: str
    icon: str
    words: Promise


CHANNELS = {"sms": _("SMS"), "whatsapp": _("WhatsApp"), "email": _("Correo")}
STATES = {
    "queued": State("way", "clock", _("En espera")), "sent": State("way", "send", _("Salió")), "delivered": State("done", "check2", _("Llegó")),
    "undelivered": State("stop", "x-lg", _("No llegó")), "failed": State("stop", "x-lg", _("No se pudo enviar")),
    "blocked": State("care", "pause-circle", _("Retenido")),
}  # fmt: skip
WHY = {
    "no_contact": _("No hay a dónde escribir"), "unsafe": _("Ese contacto no es seguro"), "no_consent": _("No ha dicho que sí a los avisos"),
    "alert": _("Una alerta detiene los avisos"), "weekly_limit": _("Ya recibió los de esta semana"), "unconfirmed": _("Falta confirmar que es seguro"), "called_off": _("La campaña o su charla se canceló"),
    "failed": _("No se pudo enviar"), "same_address": _("Ese número o correo ya lo recibió por otra persona"),
}  # fmt: skip


def state_of(row: Message) -> State:
    """Where it stands; what a gateway told comes after what we know."""
    return STATES[row.delivery or row.state]
