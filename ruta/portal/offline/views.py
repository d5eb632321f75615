"""What does a browser keep so that the public pages open without network? A page that says what was seen, a worker, and what makes it installable."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.workers import served_worker

TEMPLATES = Path(__file__).parent / "templates"
SCOPE = "/"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What stands there while the line is gone: what this device saw before, without a word of anybody."""
    return render(request, "portal/offline/offline.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the public pages."""
    del request
    return served_worker("portal-worker", page=reverse("portal:offline"), scripts=["ruta", "seen"], scope=SCOPE, templates=TEMPLATES)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes it installable on a telephone."""
    del request
    icon = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    said = {
        "id": SCOPE, "name": _("Ruta: volver, llegar o empezar de nuevo"), "short_name": "Ruta", "start_url": SCOPE, "scope": SCOPE,
        "display": "standalone", "lang": "es-HN", "background_color": "#f4f8f9", "theme_color": "#00617d", "icons": [icon],
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
