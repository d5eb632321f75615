"""Has this member of staff a second factor? Without one, only the page that adds it opens."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ruta.accounts.selectors import has_second_factor

OPEN_PATHS = ("/cuenta/", "/idioma/", "/tema/", "/salud/", settings.STATIC_URL)


class RequireSecondFactor:
    """Sends whoever signed in without a second factor to the page that adds one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stands after the transaction, which finds the membership."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask each time: a factor may have been taken away in another browser."""
        if not settings.REQUIRE_MFA or not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if has_second_factor(request):
            return self.get_response(request)
        messages.info(request, _("Antes de seguir, añada un segundo paso para entrar: una aplicación de códigos o una llave."))
        return redirect("mfa_index")
