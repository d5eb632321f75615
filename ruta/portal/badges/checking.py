"""What is a certificate of training worth today, for whoever holds a paper or a file, and for a wallet?"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.directory.models import Institution
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.training.selectors import Checked, achievement, checked_award, issuer_profile, own_key, read_credential, revoked_credentials

FALSE = 404
WRONG = 422
BIGGEST = 2**31


class NameForm(forms.Form):
    """The name that somebody reads on the paper: it is compared, never shown."""

    name = forms.CharField(
        label=_("Nombre que lleva el papel"), max_length=160, error_messages={"required": _("Escriba el nombre como está en el papel.")},
        help_text=_("Le decimos solo si es el de la constancia."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class FileForm(forms.Form):
    """The file that a wallet gave, as text."""

    token = forms.CharField(
        label=_("Contenido del archivo"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Pegue el contenido del archivo .jwt que le dieron.")},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """What it is worth. One that was invented or altered gets a plain answer."""
    demand_calm(request)
    form = NameForm(request.POST if request.method == "POST" else None)
    said = form.cleaned_data["name"] if form.is_bound and form.is_valid() else ""
    found = checked_award(code, said)
    if found is None:
        return _false(request)
    if said and not found.matches:
        count_miss(request)
    status = WRONG if form.errors else 200
    return _hidden(render(request, "portal/badges/badge.html", _told(found) | {"form": form, "was_compared": bool(said)}, status=status))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Check a file: whether we signed it, and what it is worth now."""
    demand_calm(request)
    form = FileForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "portal/badges/compare.html", {"form": form}, status=WRONG if form.errors else 200)
    found = read_credential(form.cleaned_data["token"])
    if found is None:
        count_miss(request)
        form.add_error("token", _("Nadie aquí firmó ese archivo, o le falta una parte."))
        return render(request, "portal/badges/compare.html", {"form": form}, status=WRONG)
    return _hidden(render(request, "portal/badges/badge.html", _told(found[1]) | {"form": NameForm(), "was_signed": True}))


@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The signed badge, for a wallet."""
    demand_calm(request)
    found = checked_award(code)
    if found is None or not found.credential:
        count_miss(request)
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.jwt"'}
    return _hidden(HttpResponse(found.credential, content_type="application/vc+jwt", headers=headers))


@require_safe
def achieved(request: HttpRequest, course: int, version: int) -> HttpResponse:
    """What a badge was given for: every badge points here."""
    demand_calm(request)
    found = achievement(course, version) if max(course, version) < BIGGEST else None
    if found is None:
        count_miss(request)
        raise Http404
    return _hidden(render(request, "portal/badges/achievement.html", {"found": found}))


@require_safe
def key(_request: HttpRequest) -> HttpResponse:
    """The key that every signature is checked with."""
    return _open(own_key())


@require_safe
def issuer(_request: HttpRequest, institution: str) -> HttpResponse:
    """Who issues."""
    return _open(issuer_profile(get_object_or_404(Institution, code=institution)))


@require_safe
def revoked(_request: HttpRequest, institution: str) -> HttpResponse:
    """What was taken back."""
    return _open(revoked_credentials(get_object_or_404(Institution, code=institution)))


def _told(found: Checked) -> dict[str, Any]:
    return {"found": found, "is_good": found.revoked_at is None}


def _open(value: dict[str, Any]) -> HttpResponse:
    return JsonResponse(value, headers={"Access-Control-Allow-Origin": "*"})


def _false(request: HttpRequest) -> HttpResponse:
    count_miss(request)
    return _hidden(render(request, "portal/permits/false.html", status=FALSE))


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
