"""Which agents are certified, and is this certificate worth anything? Nobody signs in, and nothing personal is told."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.base.listing import Filter, Listing, Sort, exported, listed
from ruta.permits.enums import CertificateState
from ruta.permits.models import Certificate
from ruta.permits.selectors import (
    CERTIFICATE_TONES,
    CERTIFICATES,
    Checked,
    checked_certificate,
    public_certificates,
)
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.portal.permits.files import AGENT_COLUMNS, shown, why
from ruta.territory.models import Municipality
from ruta.territory.selectors import departments
from ruta.training.selectors import checked_award

LONGEST = 80
FALSE = 404
HIDDEN = (CertificateState.REPLACED, CertificateState.UPCOMING)
LIVE = (CertificateState.VALID, CertificateState.SUSPENDED)


def _departments() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in departments()]


def _by_state(rows: Any, value: str) -> Any:
    if value == CertificateState.EXPIRED:
        return rows.filter(state__in=LIVE, valid_until__lt=today())
    return rows.filter(state=value, valid_until__gte=today()) if value in LIVE else rows.filter(state=value)


def _states() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in CERTIFICATES.items() if code not in HIDDEN]


AGENTS = Listing(
    name="agentes",
    order="nombre",
    page_size=20,
    sorts=[Sort("nombre", ("sort_name", "id"))],
    filters=[
        Filter("lugar", _("¿Dónde?"), lambda rows, value: rows.filter(department=value), _departments),
        Filter("estado", _("Estado"), _by_state, _states),
    ],
    columns=AGENT_COLUMNS,
)


class MatchForm(forms.Form):
    """The document of whoever shows the certificate: it is compared, never shown."""

    document = forms.CharField(
        label=_("Documento de quien lo muestra"), max_length=40, error_messages={"required": _("Escriba el número del documento.")},
        help_text=_("Le decimos solo si coincide con el del certificado."),
    )  # fmt: skip

    def clean_document(self) -> str:
        """Letters and digits alone."""
        return "".join(letter for letter in self.cleaned_data["document"].upper() if letter.isalnum())


@require_safe
def agents(request: HttpRequest) -> HttpResponseBase:
    """The public register of placement agents, also who lost the certificate; or the same list as a file."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = public_certificates(text)
    file = exported(AGENTS, found, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(AGENTS, found, request.GET, kept={"q": text} if text else None)
    places = {
        row.code: row for row in Municipality.objects.filter(pk__in={row.municipality for row in page.rows}).select_related("department")
    }
    rows = [_agent(row, places.get(row.municipality)) for row in page.rows]
    return render(request, "portal/permits/agents.html", {"page": page, "rows": rows, "text": text, "address": request.path})


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Where somebody without a camera types the code of a certificate."""
    typed = " ".join(request.GET.get("codigo", "").split())[: 3 * LONGEST]
    if typed:
        demand_calm(request)
        found = checked_certificate(typed)
        if found is None:
            learnt = checked_award(typed)
            return redirect("portal:badge", learnt.code) if learnt else _false(request)
        return redirect("portal:certificate", typed.rstrip("/").rsplit("/", 1)[-1])
    return render(request, "portal/permits/certificates.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What a certificate is worth today. One that was invented or altered gets a plain answer."""
    demand_calm(request)
    form = MatchForm(request.POST if request.method == "POST" else None)
    said = form.cleaned_data["document"] if form.is_bound and form.is_valid() else ""
    found = checked_certificate(code, said)
    if found is None:
        return _false(request)
    if said and not found.matches:
        count_miss(request)
    context = _told(found) | {"form": form, "was_compared": bool(said)}
    return _hidden(render(request, "portal/permits/certificate.html", context, status=422 if form.errors else 200))


def _agent(row: Certificate, place: Municipality | None) -> dict[str, Any]:
    state = shown(row)
    return {"row": row, "state": CERTIFICATES[state], "tone": CERTIFICATE_TONES[state], "place": place, "reason": why(row)}


def _told(found: Checked) -> dict[str, Any]:
    return {"found": found, "state": CERTIFICATES[found.state], "tone": CERTIFICATE_TONES[found.state], "paper": found.procedure.paper_es}


def _false(request: HttpRequest) -> HttpResponse:
    count_miss(request)
    return _hidden(render(request, "portal/permits/false.html", status=FALSE))


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
