"""What does a browser keep so that the application opens without network? A page without any person in it, and its worker."""

import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.desk.field.forms import EditForm, FieldManner, FieldRegister
from ruta.desk.gate import DeskRequest, roles
from ruta.field.policies import FIELD_ROLES

ASSETS = ("build/styles.css", "build/field.js", "build/icons.svg", "build/atkinson-hyperlegible-next-latin-wght-normal.woff2", "icon.svg")
BUILT = Path(settings.BASE) / "base/static/build"
TEMPLATES = Path(__file__).parents[1] / "templates"
SCOPE = "/campo/"


@require_safe
@roles(FIELD_ROLES)
def app(request: DeskRequest) -> HttpResponse:
    """The application itself: forms and words, no names. The device keeps this page; what it shows comes from its own sealed store."""
    context = {"form": FieldRegister(prefix=None), "manner": FieldManner(), "edit": EditForm(prefix="e"), "allow": FieldManner(prefix="c")}
    return render(request, "desk/field/app.html", context)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps; a new list is a new version."""
    del request
    addresses = [reverse("desk:field-app"), reverse("desk:field-manifest"), *(static(name) for name in ASSETS)]
    head = f"self.RUTA = {json.dumps({'version': _version(addresses), 'keep': addresses, 'app': addresses[0]})};\n"
    response = HttpResponse(head + (BUILT / "field-worker.js").read_text(encoding="utf8"), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = SCOPE
    response.headers["Cache-Control"] = "no-cache"
    return response


def _version(addresses: list[str]) -> str:
    """Changes with any asset and with any word of the page."""
    words = b"".join(path.read_bytes() for path in sorted(TEMPLATES.rglob("*.html")))
    built = b"".join((BUILT / name).read_bytes() for name in ("field.js", "field-worker.js", "styles.css"))
    return sha256(json.dumps(addresses).encode() + words + built).hexdigest()[:16]


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes the desk installable on a telephone or a laptop."""
    del request
    icon = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    said = {
        "id": SCOPE, "name": _("Ruta en el campo"), "short_name": "Ruta", "start_url": reverse("desk:field-app"), "scope": SCOPE,
        "display": "standalone", "lang": "es-HN", "background_color": "#f4f8f9", "theme_color": "#00617d", "icons": [icon],
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
