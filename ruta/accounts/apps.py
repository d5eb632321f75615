"""How does Django know the accounts?"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and their memberships."""

    name = "ruta.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
