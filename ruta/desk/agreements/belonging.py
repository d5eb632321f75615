"""How are parties, data, clauses, units, focal points, results, opinions and papers added to an agreement and taken away?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.agreements.forms import VersionForm
from ruta.desk.agreements.views import FORMS, READER_ROLES, UNDER, page_of, whole
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions import agreements as verbs
from ruta.directory.models import Agreement
from ruta.directory.policies import AGREEMENT_ROLES, demand_agreement
from ruta.directory.selectors import revision_of

ADDS: dict[str, Callable[..., Any]] = {
    "parte": verbs.add_party, "dato": verbs.add_grant, "clausula": verbs.add_clause, "unidad": verbs.add_unit, "enlace": verbs.add_contact,
    "resultado": verbs.add_result, "opinion": verbs.add_opinion, "documento": verbs.add_paper,
}  # fmt: skip
REMOVES: dict[str, Callable[..., Any]] = {
    "parte": verbs.remove_party, "dato": verbs.remove_grant, "clausula": verbs.remove_clause, "unidad": verbs.remove_unit,
    "enlace": verbs.remove_contact, "documento": verbs.remove_paper,
}  # fmt: skip


@require_POST
@roles(AGREEMENT_ROLES)
def add(request: DeskRequest, agreement_id: int, what: str) -> HttpResponse:
    """One more of these."""
    if what not in ADDS:
        raise Http404
    row = whole(request.actor, agreement_id)
    demand_agreement(request.actor, row)
    said = revision_of(row) if what in UNDER else revision_of(row, row.revision or None)
    form = FORMS[what](request.POST, request.FILES or None, agreement=row, revision=said, actor=request.actor)

    def run() -> int:
        return int(ADDS[what](actor=request.actor, agreement_id=row.pk, terms=form.terms()).pk)

    made, status = attempt(request, form, f"agreement.{what} {row.pk}", run)
    if made is None:
        return page_of(request, row, said, status=status, wrong={what: form})
    messages.success(request, _("Guardado."))
    return _back(row, what)


@require_POST
@roles(AGREEMENT_ROLES)
def remove(request: DeskRequest, agreement_id: int, what: str, row_id: int) -> HttpResponse:
    """One less."""
    if what not in REMOVES:
        raise Http404
    return _done(request, whole(request.actor, agreement_id), what, REMOVES[what], row_id)


@require_POST
@roles(AGREEMENT_ROLES)
def verify(request: DeskRequest, agreement_id: int, row_id: int) -> HttpResponse:
    """This person still answers for it."""
    return _done(request, whole(request.actor, agreement_id), "enlace", verbs.verify_contact, row_id)


@require_safe
@roles(READER_ROLES)
def paper(request: DeskRequest, agreement_id: int, row_id: int) -> HttpResponse:
    """A file of one, opened by whoever reads it whole; the opening is logged before it is shown."""
    row = whole(request.actor, agreement_id)
    found = row.papers.filter(pk=row_id).exclude(kind="").first()
    if found is None:
        raise NotFound(_("Ese documento ya no está en el convenio. Vuelva a abrirlo."))
    log_access(request.actor, "open_agreement_paper", object_id=found.pk, owner_institution_id=found.owner_institution_id)
    headers = shown_headers(f"{row.number}-{found.pk}.{found.kind}")
    return HttpResponse(verbs.content_of_paper(found), content_type=TYPES[found.kind], headers=headers)


def _done(request: DeskRequest, row: Agreement, what: str, verb: Callable[..., Any], row_id: int) -> HttpResponse:
    """Run it once, and back; a second touch of the same button comes back too."""
    form = VersionForm(request.POST)

    def run() -> int:
        verb(actor=request.actor, agreement_id=row.pk, row_id=row_id)
        return row_id

    made, status = attempt(request, form, f"agreement.{verb.__name__} {row_id}", run)
    if made is None:
        said = revision_of(row) if what in UNDER else revision_of(row, row.revision or None)
        return page_of(request, row, said, status=status, publish_form=form)
    messages.success(request, _("Guardado."))
    return _back(row, what)


def _back(row: Agreement, what: str) -> HttpResponse:
    return redirect("desk:agreement-draft" if what in UNDER else "desk:agreement", row.pk)
