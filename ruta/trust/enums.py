"""In which states is the system of an institution?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClientState(TextChoices):
    """Whether it is answered."""

    ACTIVE = "active", _("Activo")
    SUSPENDED = "suspended", _("Suspendido")
