"""How does Django know this domain?"""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """The domain `taxonomy`."""

    name = "ruta.taxonomy"
    label = "taxonomy"
