"""What may be seen in Django's admin, and by which door does one come in? Reference rows, read-only, after the product's own sign-in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ruta.base.readonly import ReadOnlyAdmin


class RutaAdminSite(AdminSite):
    """Django's own sign-in asks for a password alone, without throttle or second factor: it is closed here."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take read-only pages; those that libraries bring (accounts, second factors, jobs) would write or show secrets."""
        if admin_class is not None and issubclass(admin_class, ReadOnlyAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Send to the product's sign-in; whoever is in already and may not come here is refused."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        there = urlencode({REDIRECT_FIELD_NAME: reverse("admin:index", current_app=self.name)})
        return redirect(f"{reverse('account_login')}?{there}")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        """The product's own page changes passwords."""
        return redirect("account_change_password")


class RutaAdminConfig(AdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "ruta.config.admin.RutaAdminSite"
