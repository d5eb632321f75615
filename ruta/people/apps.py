"""How does Django know this domain?"""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is this person, what did they allow, and is it the same one as another?"""

    name = "ruta.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
