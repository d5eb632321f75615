"""Where does somebody land, as whom do they act, and in which light?"""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.accounts.selectors import SESSION_KEY, live_memberships
from ruta.base.errors import Refused
from ruta.base.numbers import read_number
from ruta.base.standstill import only_reads_because


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the database answers; and whether anything is written at present."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "read_only": bool(only_reads_because())})


@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Act in another office or role; the session key rotates because the rights change."""
    wanted = request.POST.get("membership", "")
    chosen = live_memberships(request.user).filter(pk=read_number(wanted)).first()
    if chosen is None:
        raise Refused(_("Ese rol ya no está activo para usted. Elija otro en el menú."))
    request.session[SESSION_KEY] = chosen.pk
    request.session.cycle_key()
    return redirect("home")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie, so that the server draws the page in it."""
    theme = "dark" if request.POST.get("theme") == "dark" else "light"
    back = request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", secure=settings.IS_HTTPS)
    return response
