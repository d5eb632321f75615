"""How does Django know this domain?"""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """Which devices carry work away, and what became of all that they brought back?"""

    name = "ruta.field"
    label = "field"
    default_auto_field = "django.db.models.BigAutoField"
