"""Has this member of staff a second factor? Without one, only the page that adds it opens."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

OPEN_PATHS = ("/cuenta/", "/idioma/", "/tema/", "/salud/", settings.STATIC_URL)


class RequireSecondFactor:
    """Sends whoever signed in without a second factor to the page that adds one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stands after authentication."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask once per session; the answer is remembered when it is yes."""
        if not settings.REQUIRE_MFA or not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if not request.session.get("has_mfa"):
            if not is_mfa_enabled(request.user):
                messages.info(request, _("Antes de seguir, añada un segundo paso para entrar: una aplicación de códigos o una llave."))
                return redirect("mfa_index")
            request.session["has_mfa"] = True
        return self.get_response(request)
