"""What does a screen of a waiting room keep, so that it says something when it is switched on without network?"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ruta.base.workers import served_worker

TEMPLATES = Path(__file__).parent / "templates"
SCOPE = "/pantallas/"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What stands there until the line is back: the same on every screen, without an office and without a number."""
    return render(request, "portal/screens/offline.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of kiosks and televisions."""
    del request
    return served_worker("hall-worker", page=reverse("portal:screen_offline"), scripts=["hall"], scope=SCOPE, templates=TEMPLATES)
