"""What does a screen of a waiting room show, hear and give? Each address is one device of one office, and nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, TooMany
from ruta.base.live import Stream, frame
from ruta.base.numbers import read_number
from ruta.portal.screens.forms import TakeForm
from ruta.tickets.actions import take_ticket
from ruta.tickets.enums import Priority
from ruta.tickets.selectors import (
    Opened,
    calls_since,
    device_topic,
    latest_call,
    lines_of,
    screen_board,
    screen_of,
    ticket_of_screen,
    topic_of,
)

GONE, WRONG = 404, 422
MOST_A_MINUTE, MOST_WRONG_CODES = 40, 20
ICONS = {
    Priority.ELDERLY: "person",
    Priority.DISABILITY: "heart-pulse",
    Priority.PREGNANCY: "person-plus",
    Priority.SMALL_CHILDREN: "people",
}
View = Callable[..., HttpResponseBase]


def opened(view: View) -> View:
    """Find the screen behind the address and act as it; an address that is no good says so, and no more."""

    @wraps(view)
    def found(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        screen = screen_of(token)
        if screen is None:
            return render(request, "portal/screens/gone.html", status=GONE)
        with acting_as(screen.actor):
            response = view(request, screen, token, **more)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def screen(request: HttpRequest, screen: Opened, token: str) -> HttpResponseBase:
    """The kiosk or the television, whichever the address is."""
    return _kiosk(request, screen, token) if screen.is_kiosk else _television(request, screen, token)


@require_safe
@opened
def taken(request: HttpRequest, screen: Opened, token: str, ticket_id: int) -> HttpResponseBase:
    """The number that was given; it goes back to the start by itself."""
    found = ticket_of_screen(screen.office_id, ticket_id)
    if found is None or not screen.is_kiosk:
        return redirect("portal:screen", token)
    ticket, before = found
    return render(request, "portal/screens/taken.html", {"screen": screen, "token": token, "ticket": ticket, "before": before})


@require_safe
@opened
def state(request: HttpRequest, screen: Opened, token: str) -> HttpResponseBase:
    """What a television shows now, for one that cannot hear."""
    del request, token
    return JsonResponse({"board": screen_board(screen.office_id)})


@require_safe
@opened
def live(request: HttpRequest, screen: Opened, token: str) -> HttpResponseBase:
    """What a television shows now, and then each call as it happens. One that was away hears what it missed while it is news."""
    del token
    last = request.headers.get("Last-Event-ID", "")
    first = frame("board", screen_board(screen.office_id), latest_call(screen.office_id))
    if last.isdecimal():
        first += b"".join(frame("call", call, call["id"]) for call in calls_since(screen.office_id, read_number(last)))
    return Stream({topic_of(screen.office_id), device_topic(screen.device_id)}, first)


def _television(request: HttpRequest, screen: Opened, token: str) -> HttpResponse:
    board = screen_board(screen.office_id)
    addresses = {"live": reverse("portal:screen_live", args=[token]), "state": reverse("portal:screen_state", args=[token])}
    return render(request, "portal/screens/television.html", {"screen": screen, "board": board, "addresses": addresses})


def _kiosk(request: HttpRequest, screen: Opened, token: str) -> HttpResponse:
    lines = list(lines_of(screen.office_id))
    asked = request.POST.get("fila") or request.GET.get("fila") or ""
    line = next((one for one in lines if str(one.pk) == asked), None)
    if line is None:
        return render(request, "portal/screens/kiosk.html", {"screen": screen, "token": token, "lines": lines})
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (ticket_id := _given(request, screen, line.pk, form)):
        return redirect("portal:screen_taken", token, ticket_id)
    context = {
        "screen": screen,
        "token": token,
        "line": line,
        "form": form,
        "reasons": [(code, label, ICONS[Priority(code)]) for code, label in Priority.choices if code],
    }
    if form.errors:
        _calm(f"screens:code:{screen.device_id}", MOST_WRONG_CODES, 600)
    return render(request, "portal/screens/ask.html", context, status=WRONG if form.errors else 200)


def _given(request: HttpRequest, screen: Opened, line_id: int, form: TakeForm) -> int:
    """The ticket, or nothing and a sentence beside the field."""
    _calm(f"screens:take:{screen.device_id}", MOST_A_MINUTE, 60)
    try:
        return take_ticket(
            actor=screen.actor, line_id=line_id, ask=form.ask(), idempotency=request.POST.get("idempotency_key", "")
        ).pk  # fmt: skip
    except Invalid as error:
        for name, sentence in (error.fields or {"code": error.message}).items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return 0


def _calm(key: str, most: int, seconds: int) -> None:
    """Refuse a screen that asks faster than persons can."""
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two
        count = 1
    if count > most:
        raise TooMany(_("Se pidieron muchos turnos seguidos. Espere un minuto, o pídalo en recepción."))
