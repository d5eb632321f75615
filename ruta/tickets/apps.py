"""How does Django know this domain?"""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Who waits, and who is called next?"""

    name = "ruta.tickets"
    label = "tickets"
    default_auto_field = "django.db.models.BigAutoField"
