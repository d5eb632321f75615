"""How does Django know this domain?"""

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """How does the person whose data these are come in, and what do they ask about them?"""

    name = "ruta.subjects"
    label = "subjects"
    default_auto_field = "django.db.models.BigAutoField"
