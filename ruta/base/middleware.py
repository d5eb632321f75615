"""How does a request reach the database? As one actor, in one transaction, which a GET opens read-only."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, Moved, NotThisWay, ReadOnlyNow, RutaError, TooLarge
from ruta.base.problems import is_machine, problem, unknown_caller
from ruta.base.standstill import RETRY_SECONDS

FAILURE = 500
SAFE = {"GET", "HEAD", "OPTIONS"}
UNWRITABLE, MOST_NUMBER = "\0", 2**63 - 1
Answer = Callable[[HttpRequest], HttpResponse]


class TransactionMiddleware:
    """One transaction per request, bound to its actor. Not ATOMIC_REQUESTS: that ends before a template is rendered."""

    def __init__(self, get_response: Answer) -> None:
        """The actor is found by the function that the settings name."""
        self.get_response = get_response
        self.actor_of = import_string(settings.RUTA_ACTOR_OF)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open, answer, and roll back when the answer is a failure; an error for humans gets its page afterwards."""
        actor = request.actor = self.actor_of(request)  # type: ignore[attr-defined]
        with acting_as(actor, read_only=request.method in SAFE, writes_always=_is_unhalted(request)), transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= FAILURE:
                transaction.set_rollback(True)
        error = getattr(request, "human_error", None) or _of_status(request, response)
        if error is None:
            return _with_patience(response)
        with acting_as(actor, read_only=True), transaction.atomic():
            page = _page(request, error)
        if "Allow" in response:
            page["Allow"] = response["Allow"]
        return _with_patience(page)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Undo everything that the request did; keep an error for humans so that its page is drawn in a clean transaction."""
        transaction.set_rollback(True)
        if not isinstance(error, RutaError):
            return None
        if isinstance(error, Moved) and request.method in SAFE and (address := _where_it_went(request, error)):
            return HttpResponseRedirect(address)
        request.human_error = error  # type: ignore[attr-defined]
        return HttpResponse(status=error.status)


def _is_unhalted(request: HttpRequest) -> bool:
    """Whether this only signs somebody in or out, or reads and leaves its log: that goes on while nothing else is written."""
    if request.method != "POST":
        return False
    try:
        return resolve(request.path_info).view_name in settings.UNHALTED_VIEWS
    except Resolver404:
        return False


def _with_patience(response: HttpResponse) -> HttpResponse:
    """Who was told that it does not go now is told when to come again."""
    if response.status_code == ReadOnlyNow.status:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
    return response


def _of_status(request: HttpRequest, response: HttpResponse) -> RutaError | None:
    """What a browser would show as its own fault: a page that only a form opens."""
    if request.method != "GET" or response.status_code != NotThisWay.status or is_machine(request):
        return None
    return NotThisWay(_("A esta página se llega con un botón. Vuelva a la anterior y tóquelo otra vez."))


def _where_it_went(request: HttpRequest, error: Moved) -> str:
    """The same page of the row that stayed; nothing when the address does not name the old one."""
    match, facts = request.resolver_match, error.facts
    if match is None or match.kwargs.get(facts["parameter"]) != facts["old"]:
        return ""
    return reverse(match.view_name, kwargs=match.kwargs | {facts["parameter"]: facts["new"]})


def _page(request: HttpRequest, error: RutaError) -> HttpResponse:
    if is_machine(request):
        return problem(error.status, str(error.message), at=request.path_info)
    template = "htmx_error.html" if request.headers.get("HX-Request") else "error.html"
    kept = _kept(request) if isinstance(error, ReadOnlyNow) else []
    return render(request, template, {"error": error, "status": error.status, "kept": kept}, status=error.status)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again by one button; a password is typed anew."""
    typed = ((name, str(value)) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in typed if name != "csrfmiddlewaretoken" and "password" not in name]


class NeverKept:
    """No page stays on the disk of a shared machine, nor behind its back button: all say so unless they say otherwise."""

    def __init__(self, get_response: Answer) -> None:
        """Stands outside everything that can answer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add `no-store` where nobody decided."""
        response = self.get_response(request)
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class LimitBody:
    """Refuse a huge body by what it says of itself, before a parser puts it on our disk. Stands inside the transaction, whose error page it uses."""

    def __init__(self, get_response: Answer) -> None:
        """Nothing before this reads the body; the server reads no more than the length that was announced."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413, or go on."""
        announced, most = request.META.get("CONTENT_LENGTH") or "0", settings.MAX_BODY_BYTES
        if is_machine(request):
            most = settings.EXCHANGE_MOST_BYTES
        if announced.isdecimal() and int(announced) <= most:
            return self.get_response(request)
        if is_machine(request):
            return problem(TooLarge.status, f"Send less than {most} bytes, in several requests.", at=request.path_info)
        sentence = _("Lo que envió es demasiado grande. Divídalo en partes de menos de 60 MB y envíelas una por una.")
        request.human_error = TooLarge(sentence)  # type: ignore[attr-defined]
        return HttpResponse(status=TooLarge.status)


class RefuseUnwritable:
    """Refuse a sign that no keyboard writes and no text of the database holds, wherever it stands: every search and form would fail on it."""

    def __init__(self, get_response: Answer) -> None:
        """Stands inside the limit of bodies, so that none is read that is too large."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the rest."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        """Look at the address, and at a form that was read already to protect it. A number that no row can have names nothing."""
        del view, arguments
        if any(isinstance(value, int) and value > MOST_NUMBER for value in keywords.values()):
            raise Http404
        if not any(UNWRITABLE in text for text in (request.path_info, *_texts(request.GET), *_texts(request.POST))):
            return None
        sentence = _("Hay un signo que no se puede guardar. Bórrelo y escríbalo otra vez con el teclado.")
        request.human_error = Invalid(sentence)  # type: ignore[attr-defined]
        return HttpResponse(status=Invalid.status)


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from (str(value) for value in values)


class DenyAnonymous(LoginRequiredMiddleware):
    """Every address refuses the anonymous, except the names on the one list of the settings; a program is known by its token alone."""

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        """Let the list through, ask the rest to sign in."""
        del arguments, keywords
        match = request.resolver_match
        if match and match.view_name in settings.PUBLIC_VIEWS:
            return None
        if is_machine(request):
            actor = getattr(request, "actor", None)
            return None if actor is not None and actor.kind == "client" else unknown_caller(request.path_info)
        if request.user.is_authenticated:
            return None
        return self.handle_no_permission(request, view)


class ChosenLanguage:
    """Spanish, until somebody chooses otherwise: a borrowed computer's own language does not decide."""

    def __init__(self, get_response: Answer) -> None:
        """Stands after sessions."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the choice from its cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class IdleTimeout:
    """Sign out after the idle time; the session is touched at most once a minute, so that reading stays reading."""

    def __init__(self, get_response: Answer) -> None:
        """Stands between authentication and the transaction."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Compare the last sign of life with the limit."""
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get("seen", 0)
            if seen and now - seen > settings.IDLE_SECONDS:
                logout(request)
            elif now - seen > settings.IDLE_TOUCH_SECONDS:
                request.session["seen"] = now
        return self.get_response(request)
