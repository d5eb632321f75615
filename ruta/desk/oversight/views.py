"""Who changed and opened what, and is the chain whole?"""

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.base import selectors
from ruta.base.access import log_access
from ruta.base.audit import verify
from ruta.base.listing import Listing, exported, listed
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.oversight.lists import CHANGES, OPENINGS, VERBS, fields_of
from ruta.desk.oversight.words import OPENINGS as OPENING_WORDS
from ruta.desk.oversight.words import TABLES, worded
from ruta.directory.models import Institution, Office

OVERSEERS = {Role.AUDITOR, Role.PRIVACY_OFFICER}


@require_safe
@roles(OVERSEERS)
def changes_page(request: DeskRequest) -> Any:
    """Changes, newest first: who, when, from which office and why; which fields, never their values."""
    rows = selectors.changes()
    if request.GET.get("formato"):
        return _export(request, CHANGES, rows, "desk:audit")
    page = listed(CHANGES, rows, request.GET)
    lines = [
        {"event": row, "fields": fields_of(row), "verb": VERBS.get(row.verb, row.verb), "table": worded(TABLES, row.table_name)}
        for row in page.rows
    ]
    return render(request, "desk/oversight/changes.html", {"rows": lines, "page": page, **names(page.rows)})


@require_safe
@roles(OVERSEERS)
def openings_page(request: DeskRequest) -> Any:
    """Openings and searches, newest first."""
    rows = selectors.openings()
    if request.GET.get("formato"):
        return _export(request, OPENINGS, rows, "desk:openings")
    page = listed(OPENINGS, rows, request.GET)
    return render(request, "desk/oversight/openings.html", {"page": page, "kinds": OPENING_WORDS, **names(page.rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles({*OVERSEERS, Role.ADMINISTRATOR})
def seals_page(request: DeskRequest) -> HttpResponse:
    """The sealed batches; a POST verifies the whole chain."""
    if request.method == "POST":
        verdict = verify()
        if verdict.is_clean:
            words = _("Se verificaron %(seals)s sellos y %(rows)s filas. Todo coincide.")
            messages.success(request, words % {"seals": verdict.seals, "rows": verdict.rows})
        else:
            messages.error(request, verdict.fault)
        return redirect("desk:seals")
    return render(request, "desk/oversight/seals.html", {"seals": selectors.seals()})


def _export(request: DeskRequest, listing: Listing, rows: Any, back: str) -> Any:
    log_access(request.actor, "export", scope=listing.name, format=request.GET["formato"])
    return exported(listing, _named(rows), request.GET, request.actor) or redirect(back)


def _named(rows: Any) -> Any:
    """With the names beside the numbers: a file is read without the product."""
    return rows.annotate(
        user_name=Subquery(User.objects.filter(pk=OuterRef("user_id")).values("full_name")[:1]),
        institution_name=Subquery(Institution.objects.filter(pk=OuterRef("institution_id")).values("short_name")[:1]),
    )


def names(rows: list[Any]) -> dict[str, dict[int, str]]:
    """Names of the people, offices and institutions in a page of rows: three queries, whatever its length."""
    users, offices = {row.user_id for row in rows}, {row.office_id for row in rows}
    institutions = {row.institution_id for row in rows}
    return {
        "users": dict(User.objects.filter(pk__in=users - {None}).values_list("pk", "full_name")),
        "offices": dict(Office.objects.filter(pk__in=offices - {None}).values_list("pk", "short_name")),
        "institutions": dict(Institution.objects.filter(pk__in=institutions - {None}).values_list("pk", "short_name")),
    }
