"""How does Django know this domain?"""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Plans, their versions and what is reported of them."""

    name = "ruta.roadmap"
    label = "roadmap"
    default_auto_field = "django.db.models.BigAutoField"
