"""How does Django know this domain?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """What is being done for this person, and what comes next?"""

    name = "ruta.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
