"""Who is in? A random token in a signed cookie that ages, of a visit that ends; each page inside sees that person's rows alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ruta.base.access import log_access
from ruta.base.addresses import address_of
from ruta.base.context import acting_as, system
from ruta.base.errors import NotFound, TooMany
from ruta.portal.links.doors import count_within
from ruta.subjects.actions import token_hash
from ruta.subjects.selectors import Visiting, visit_of, written_once

VISIT, STEP, DEVICE = "ruta_mi", "ruta_mi_paso", "ruta_mi_equipo"
IDLE_SECONDS = 15 * 60
STEP_SECONDS = 15 * 60
DEVICE_SECONDS = 90 * 24 * 3600
PATH = "/mi/"
NOBODY = system(None, "own page")
# How often within how many seconds: of one address (behind one of a telephone company stand many), one browser, one telephone or mailbox.
ASKED_FROM, ASKED_ON, ASKED_FOR, ASKED_SECONDS = 40, 8, 4, 900
ASKED_A_DAY, DAY_SECONDS = 10, 24 * 3600
TRIED_FROM, TRIED_SECONDS = 60, 600
_signer = TimestampSigner(salt="ruta.mine")
View = Callable[..., HttpResponse]


class Inside(HttpRequest):
    """A request of somebody who is in."""

    visiting: Visiting
    token: str


def inside(view: View) -> View:
    """Only with an open visit, as its person; what is another's is not there, and that it was tried is kept."""

    @wraps(view)
    @never_cache
    def run(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        token = read(request, VISIT, IDLE_SECONDS)
        visiting = visit_of(token_hash(token)) if token else None
        if visiting is None:
            return _sent_away(request)
        request.visiting, request.token = visiting, token
        with acting_as(visiting.actor):
            try:
                response = view(request, *args, **kwargs)
            except (NotFound, Http404):
                _log(request, "own_refused", next(iter(kwargs.values()), None))
                raise
            _log(request, "own_page")
        keep(response, VISIT, request.token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return run


def read(request: HttpRequest, name: str, seconds: int) -> str:
    """What a signed cookie of ours holds, while it is young; nothing otherwise."""
    try:
        return str(_signer.unsign(request.COOKIES.get(name, ""), max_age=seconds))
    except BadSignature:
        return ""


def keep(response: HttpResponse, name: str, value: str, seconds: int | None = None) -> None:
    """Write a signed cookie that no script reads and that no other part of the site is sent."""
    response.set_cookie(
        name, _signer.sign(value), max_age=seconds, path=PATH, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse, *names: str) -> None:
    """Take cookies back."""
    for name in names:
        response.delete_cookie(name, path=PATH, samesite="Lax")


def demand_calm_asking(request: HttpRequest, device: str, address: str) -> None:
    """Refuse who asks for many codes. It counts what was typed, registered or not, so that the answer tells nothing."""
    whose = token_hash(written_once(address))
    counted = [
        count_within(f"mine:from:{address_of(request)}", ASKED_SECONDS) > ASKED_FROM,
        count_within(f"mine:on:{device}", ASKED_SECONDS) > ASKED_ON,
        count_within(f"mine:for:{whose}", ASKED_SECONDS) > ASKED_FOR,
        count_within(f"mine:day:{whose}", DAY_SECONDS) > ASKED_A_DAY,
    ]
    if any(counted):
        log_access(NOBODY, "own_too_many")
        raise TooMany(_("Pidió varios códigos en poco tiempo. Espere quince minutos, o vaya a la oficina con su documento."))


def demand_calm_trying(request: HttpRequest) -> None:
    """Refuse an address that tries many codes or links."""
    if count_within(f"mine:try:{address_of(request)}", TRIED_SECONDS) > TRIED_FROM:
        log_access(NOBODY, "own_too_many")
        raise TooMany(_("Se probaron muchos códigos desde aquí. Espere diez minutos y pida uno nuevo."))


def _sent_away(request: HttpRequest) -> HttpResponse:
    was_in = VISIT in request.COOKIES
    response = redirect(reverse("portal:my_entry") + ("?fin=1" if was_in else ""))
    if was_in:
        log_access(NOBODY, "own_ended")
        forget(response, VISIT)
    return response


def _log(request: Any, kind: str, object_id: Any = None) -> None:
    visiting, match = request.visiting, request.resolver_match
    log_access(
        visiting.actor, kind, person_id=visiting.person_id, object_id=object_id if isinstance(object_id, int) else None,
        owner_institution_id=visiting.owner_institution_id, page=match.url_name if match else "",
    )  # fmt: skip
