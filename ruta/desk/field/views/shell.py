"""What does a browser keep so that the application opens without network? A page without any person in it, and its worker."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.workers import served_worker
from ruta.desk.field.forms import EditForm, FieldManner, FieldRegister
from ruta.desk.gate import DeskRequest, roles
from ruta.field.policies import FIELD_ROLES

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
    """The service worker that keeps the application."""
    del request
    page, manifest = reverse("desk:field-app"), reverse("desk:field-manifest")
    return served_worker("field-worker", page=page, more=[manifest], scripts=["field"], scope=SCOPE, templates=TEMPLATES)


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
