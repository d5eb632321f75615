"""How does Django know this domain?"""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Who looks for work, and did it become a job that lasts?"""

    name = "ruta.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"
