"""Who changed and opened what, is the chain whole, and did the machine's work run?"""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.base import selectors
from ruta.base.audit import verify
from ruta.desk.gate import roles
from ruta.directory.models import Institution, Office

OVERSEERS = {Role.AUDITOR, Role.PRIVACY_OFFICER}
JOB_STATES = {
    "todo": gettext_lazy("En espera"),
    "doing": gettext_lazy("En marcha"),
    "succeeded": gettext_lazy("Hecha"),
    "failed": gettext_lazy("Con fallo"),
    "cancelled": gettext_lazy("Cancelada"),
    "aborting": gettext_lazy("Deteniéndose"),
    "aborted": gettext_lazy("Detenida"),
}


@require_safe
@roles(OVERSEERS)
def changes_page(request: HttpRequest) -> HttpResponse:
    """Changes, newest first: who, when, from which office and why; which fields, never their values."""
    page = selectors.changes(before=number(request, "before"), user_id=number(request, "user"), table=request.GET.get("table", ""))
    rows = [{"event": row, "fields": sorted(row.changes or {}), "verb": verb_words(row.verb)} for row in page.rows]
    return render(request, "desk/oversight/changes.html", {"rows": rows, "page": page, **names(page.rows)})


@require_safe
@roles(OVERSEERS)
def openings_page(request: HttpRequest) -> HttpResponse:
    """Openings and searches, newest first."""
    page = selectors.openings(before=number(request, "before"), user_id=number(request, "user"), kind=request.GET.get("kind", ""))
    return render(request, "desk/oversight/openings.html", {"page": page, **names(page.rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles({*OVERSEERS, Role.ADMINISTRATOR})
def seals_page(request: HttpRequest) -> HttpResponse:
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


@require_safe
@roles({Role.ADMINISTRATOR})
def jobs_page(request: HttpRequest) -> HttpResponse:
    """The machine's work: how much waits, runs, went well or failed, and the last failures."""
    by_status = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("id")).order_by("status"))
    failed = ProcrastinateJob.objects.filter(status="failed").order_by("-id")[:25]
    recent = ProcrastinateJob.objects.order_by("-id")[:25]
    return render(request, "desk/oversight/jobs.html", {"by_status": by_status, "failed": failed, "recent": recent, "states": JOB_STATES})


def verb_words(verb: str) -> str:
    """Say what was done."""
    return {"insert": _("Añadió"), "update": _("Cambió"), "delete": _("Borró")}.get(verb, verb)


def names(rows: list[Any]) -> dict[str, dict[int, str]]:
    """Names of the people, offices and institutions in a page of rows: three queries, whatever its length."""
    users, offices = {row.user_id for row in rows}, {row.office_id for row in rows}
    institutions = {row.institution_id for row in rows}
    return {
        "users": dict(User.objects.filter(pk__in=users - {None}).values_list("pk", "full_name")),
        "offices": dict(Office.objects.filter(pk__in=offices - {None}).values_list("pk", "short_name")),
        "institutions": dict(Institution.objects.filter(pk__in=institutions - {None}).values_list("pk", "short_name")),
    }


def number(request: HttpRequest, name: str) -> int:
    """A number of the address, or 0."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() else 0
