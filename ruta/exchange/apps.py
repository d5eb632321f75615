"""How does Django know the face that other systems call?"""

from django.apps import AppConfig

from ruta.base.problems import shaped
from ruta.exchange.dci.refusing import ROOT, told


class ExchangeConfig(AppConfig):
    """Addresses and schemas for machines; no rows."""

    name = "ruta.exchange"
    label = "exchange"

    def ready(self) -> None:
        """DCI has errors of its own."""
        shaped(ROOT, told)
