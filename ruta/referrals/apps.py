"""How does Django know this domain?"""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Who was asked to help, and did it happen?"""

    name = "ruta.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
