"""What does the charter promise and the code of ethics ask, did I sign them, and who has not?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.pledges.asking import unsigned_key
from ruta.directory.models import Office
from ruta.quality.actions import sign_document
from ruta.quality.enums import Document
from ruta.quality.policies import WATCHER_ROLES
from ruta.quality.selectors import found_staff, own_pledges, staff_and_signatures, version_of
from ruta.taxonomy.selectors import catalogue

STAFF = frozenset(Role)


def _offices() -> list[tuple[str, str]]:
    actor = current_actor()
    rows = Office.objects.filter(institution=actor.institution_id if actor else None, is_active=True)
    return [(str(pk), name) for pk, name in rows.order_by("name", "pk").values_list("pk", "name")]


def _yes(is_signed: bool) -> str:  # noqa: FBT001
    return str(_("Sí")) if is_signed else str(_("No"))


SIGNATURES = Listing(
    name="firmas", order="nombre", sorts=[Sort("nombre", ("sort_name", "id"))],
    filters=[
        Filter("falta", gettext_lazy("Le falta alguna"), lambda rows, _value: rows.exclude(has_charter=True, has_ethics=True)),
        Filter("oficina", gettext_lazy("Oficina"), lambda rows, value: rows.filter(office=value), _offices),
    ],
    columns=[
        Column("nombre", gettext_lazy("Nombre"), lambda row: row.user.full_name), Column("oficina", gettext_lazy("Oficina"), lambda row: row.office.name),
        Column("rol", gettext_lazy("Rol"), lambda row: row.get_role_display()), Column("carta", gettext_lazy("Carta de servicios"), lambda row: _yes(row.has_charter)),
        Column("etica", gettext_lazy("Código de ética"), lambda row: _yes(row.has_ethics)),
    ],
)  # fmt: skip


@require_safe
@roles(STAFF)
def documents(request: DeskRequest) -> HttpResponse:
    """Both documents in the version in force, and whether the reader signed them."""
    return _page(request)


@require_POST
@roles(STAFF)
def sign(request: DeskRequest, document: str) -> HttpResponse:
    """Sign what was read."""
    form = forms.Form(request.POST)

    def run() -> int:
        return sign_document(actor=request.actor, document=document, version=request.POST.get("version", "")).pk

    done, status = attempt(request, form, f"pledge.sign {document[:40]}", run)
    if done is None:
        return _page(request, status=status, problem=form)
    cache.delete(unsigned_key(request.actor))
    messages.success(request, _("Firmado. Gracias."))
    return redirect("desk:pledges")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WATCHER_ROLES)
def signatures(request: DeskRequest) -> Any:
    """Who signed and who did not: the coordinator of an office sees that office, others the institution."""

    def told(page: Any) -> dict[str, Any]:
        staff = staff_and_signatures(request.actor).order_by().values("user").distinct()  # whoever works in two offices signs once
        return {"rows": page.rows, "staff": staff.count(), "signed": staff.filter(has_charter=True, has_ethics=True).count()}

    return answered(
        request, SIGNATURES, lambda text: found_staff(staff_and_signatures(request.actor), text), "desk/pledges/signatures.html", told
    )


def _page(request: DeskRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    signed, charter = own_pledges(request.actor), catalogue(Document.CHARTER)
    context = {
        "documents": [(each, each.label, version_of(each), signed.get(each)) for each in Document], "problem": None,
        "charter": [(row.label(), row.text("method"), row["standard"]["working_days"], row.text("result")) for row in charter],
        "ethics": [(row.label(), row.text("text")) for row in catalogue(Document.ETHICS)], "watches": has_role(request.actor, WATCHER_ROLES),
    }  # fmt: skip
    return render(request, "desk/pledges/documents.html", context | given, status=status)
