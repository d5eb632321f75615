"""Which norms can anybody look up, and how sure is what is said of each?"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.base.days import read_day
from ruta.base.errors import NotFound
from ruta.base.listing import Filter, Listing, Sort, exported, listed
from ruta.legal.enums import Certainty, Scope, Standing
from ruta.legal.selectors import (
    address_of,
    criteria_on,
    days_of,
    document_of,
    instrument_of,
    instruments,
    outline,
    related,
    subjects,
    with_text,
    withdrawn_revisions,
)
from ruta.portal.norms.files import NORM_COLUMNS


def _same(name: str) -> Any:
    return lambda rows, value: rows.filter(**{name: value})


def _worded(choices: Any) -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in choices]


NORMS = Listing(
    name="normas",
    order="orden",
    page_size=20,
    sorts=[Sort("orden", ("position", "id"))],
    filters=[
        Filter("tema", _("Tema"), _same("subject"), subjects),
        Filter("ambito", _("De dónde viene"), _same("scope"), lambda: _worded(Scope.choices)),
        Filter("estado", _("Estado en Honduras"), _same("standing"), lambda: _worded(Standing.choices)),
        Filter("certeza", _("Qué tan seguro es"), _same("certainty"), lambda: _worded(Certainty.choices)),
    ],
    columns=NORM_COLUMNS,
)


@require_safe
def norms(request: HttpRequest) -> HttpResponseBase:
    """The norms, in the order of the compendium, or the same list as a file; nobody has to sign in to look."""
    rows = with_text(instruments())
    file = exported(NORMS, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(NORMS, rows, request.GET)
    return render(request, "portal/norms/list.html", {"page": page, "text": "", "address": request.path})


@require_safe
def norm(request: HttpRequest, code: str) -> HttpResponse:
    """One norm, under an address that does not change."""
    try:
        row = instrument_of(code)
    except NotFound:
        return gone(request)
    day = asked_day(request)
    context = {
        "norm": row, "related": related(row), "days": days_of(row), "day": day, "is_today": day == today(), "outline": outline(row, day),
        "criteria": criteria_on(row, is_inside=False), "work": address_of(row), "document": document_of(row, day),
        "withdrawn": withdrawn_revisions(row),
    }  # fmt: skip
    return render(request, "portal/norms/norm.html", context)


def asked_day(request: HttpRequest) -> date:
    """The day of which the text is wanted: today, unless the address says another."""
    return read_day(request.GET.get("dia", "")) or today()


def gone(request: HttpRequest) -> HttpResponse:
    """No norm has this address."""
    return render(request, "portal/norms/gone.html", status=NotFound.status)
