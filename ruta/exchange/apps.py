"""How does Django know the face that other systems call?"""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Addresses and schemas for machines; no rows."""

    name = "ruta.exchange"
    label = "exchange"
