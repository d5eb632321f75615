"""What did systems of other institutions ask and get, and is the log of it still what was written?"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.listing import exported, listed
from ruta.desk.exchange.lists import MESSAGES
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.selectors import category_labels, names_of, purpose_labels
from ruta.trust import selectors
from ruta.trust.actions import prove
from ruta.trust.policies import KEEPERS, OVERSEERS


@require_safe
@roles(OVERSEERS)
def messages_page(request: DeskRequest) -> Any:
    """What was asked of, and by, the actor's institution."""
    rows = selectors.messages()
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=MESSAGES.name, format=request.GET["formato"])
        return exported(MESSAGES, rows, request.GET, request.actor) or redirect("desk:exchange-messages")
    page = listed(MESSAGES, rows, request.GET)
    sides = {pk for row in page.rows for pk in (row.institution_id, row.owner_institution_id) if pk}
    names, purposes, kinds = names_of(sides), purpose_labels(), category_labels()
    shown = [
        {
            "row": row, "asker": names.get(row.institution_id), "owner": names.get(row.owner_institution_id),
            "purpose": purposes.get(row.purpose, row.purpose), "data": "; ".join(kinds.get(code, code) for code in row.categories),
        }
        for row in page.rows
    ]  # fmt: skip
    return render(
        request,
        "desk/exchange/messages.html",
        {"page": page, "rows": shown, "address": request.path, "may_keep": has_role(request.actor, KEEPERS)},
    )


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
