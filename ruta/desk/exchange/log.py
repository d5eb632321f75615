"""What did systems of other institutions ask and get, and is the log of it still what was written?"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.policies import has_role
from ruta.base.listing.paging import Page
from ruta.base.numbers import read_number
from ruta.desk.exchange.lists import MESSAGES
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.selectors import category_labels, names_of, purpose_labels
from ruta.trust import selectors
from ruta.trust.actions import prove
from ruta.trust.policies import KEEPERS, OVERSEERS


@require_http_methods(["GET", "HEAD", "POST"])
@roles(OVERSEERS)
def messages_page(request: DeskRequest) -> Any:
    """What was asked of, and by, the actor's institution."""
    label = _("Código del sistema, servicio o número de la persona")

    def told(page: Page) -> dict[str, Any]:
        return {"rows": _told(page.rows), "may_keep": has_role(request.actor, KEEPERS), "find_label": label}

    return answered(request, MESSAGES, _found, "desk/exchange/messages.html", told)


def _found(text: str) -> Any:
    """Those of a system whose code begins so, of an address in which it stands, or about the person of a number."""
    rows, number = selectors.messages(), read_number(text)
    if not text:
        return rows
    wanted = Q(client_code__istartswith=text) | Q(service__icontains=text)
    return rows.filter(wanted | Q(person_id=number) if number else wanted)


def _told(rows: Iterable[Any]) -> list[dict[str, Any]]:
    sides = {pk for row in rows for pk in (row.institution_id, row.owner_institution_id) if pk}
    names, purposes, kinds = names_of(sides), purpose_labels(), category_labels()
    return [
        {
            "row": row, "asker": names.get(row.institution_id), "owner": names.get(row.owner_institution_id),
            "purpose": purposes.get(row.purpose, row.purpose), "data": "; ".join(kinds.get(code, code) for code in row.categories),
        }
        for row in rows
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(OVERSEERS)
def seals_page(request: DeskRequest) -> HttpResponse:
    """The sealed batches with their stamps; a POST verifies the whole chain and each stamp."""
    if request.method == "POST":
        proof = prove()
        if proof.is_clean:
            words = _("Se verificaron %(seals)s sellos, %(rows)s filas y %(stamps)s sellos de tiempo. Todo coincide.")
            messages.success(request, words % {"seals": proof.verdict.seals, "rows": proof.verdict.rows, "stamps": proof.stamps})
        else:
            messages.error(request, proof.verdict.fault or proof.fault)
        return redirect("desk:exchange-seals")
    page = {"seals": selectors.seals(), "may_keep": has_role(request.actor, KEEPERS), "has_authority": bool(settings.TIME_AUTHORITY)}
    return render(request, "desk/exchange/seals.html", page)
