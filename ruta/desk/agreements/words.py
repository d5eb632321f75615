"""With which words and colours does an agreement tell how far it is and what was done with it?"""

from django.utils.translation import gettext_lazy as _

TONES = {
    "draft": "care", "in_force": "done", "suspended": "stop", "ended": "", "expired": "late", "renewed": "", "dropped": "",
}  # fmt: skip
STEPS = {
    "began": _("Se empezó"), "published": _("Se publicó la revisión"), "opened": _("Se abrió otra revisión"), "undone": _("Se deshizo la revisión"),
    "suspended": _("Se suspendió"), "in_force": _("Volvió a regir"), "ended": _("Terminó"), "expired": _("Venció"),
    "renewed": _("Lo renovó otro"), "dropped": _("Se descartó"), "successor": _("Se empezó el que lo renueva"), "contact": _("Se nombró un enlace"),
    "contact_gone": _("Se quitó un enlace"), "verified": _("Se confirmó un enlace"), "shown": _("Se mostró al público"),
    "hidden": _("Se quitó del público"), "paper": _("Se agregó un documento"), "paper_gone": _("Se quitó un documento"),
}  # fmt: skip
