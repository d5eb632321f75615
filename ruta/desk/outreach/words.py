"""How are the steps of a campaign called?"""

from django.utils.translation import gettext_lazy as _

STEPS_OF_EFFECT = {
    "written": _("Personas que aceptaron estos avisos"), "sent": _("El mensaje salió"), "arrived": _("Llegó al teléfono o correo"),
    "opened": _("Abrieron el enlace"), "answered": _("Contestaron"),
}  # fmt: skip
