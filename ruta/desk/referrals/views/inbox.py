"""What waits for this office: to answer, with a date, to report, ended, and what it sent?"""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.compiled import keeps_words
from ruta.base.context import Actor
from ruta.base.listing import Listing, exported, listed, typed_filters
from ruta.base.numbers import read_number
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.referrals.lists import OPEN, OVER, SENT, rows_of
from ruta.desk.referrals.views.page import READERS, detail_context
from ruta.referrals.models import Referral
from ruta.referrals.policies import can_open
from ruta.referrals.selectors import SENT_TRAY, TRAYS, by_number, counts, received, sent

OVER_TRAY = "terminadas"


@require_safe
@roles(READERS)
@keeps_words
def inbox(request: DeskRequest) -> HttpResponse:
    """A tray and, beside it, one referral of it; late ones first."""
    actor: Actor = request.actor
    found = _by_number(request.GET.get("q", ""))
    if found is not None:
        return redirect("desk:referral", found.pk)
    whole = "todas" in request.GET
    counted = counts(actor, whole=whole)
    tray = _tray(request.GET.get("ver", ""), counted.trays)
    listing, rows = _rows_of(actor, tray, whole=whole)
    if "formato" in request.GET:
        log_access(actor, "export", list=listing.name)
        file = exported(listing, rows, request.GET, actor)
        if file is not None:
            return file  # type: ignore[return-value]
    page = listed(listing, rows, request.GET, kept={"ver": tray} | ({"todas": "1"} if whole else {}))
    shown = rows_of(page.rows, actor.institution_id)
    context = {
        "page": page, "rows": shown, "tray": tray, "trays": _trays(counted.trays), "late": counted.late, "whole": whole, "today": today(),
        "number": request.GET.get("q", ""), "is_chosen": "d" in request.GET, "toggles": _toggles(request, listing, tray, whole=whole), "keep": _keep(request, tray, whole=whole),
        **_beside(request, actor, page.rows),
    }  # fmt: skip
    return render(request, "desk/referrals/inbox.html", context)


def _beside(request: DeskRequest, actor: Actor, rows: list[Referral]) -> dict[str, Any]:
    """The referral beside the list: the chosen one, else the first that may be opened."""
    wanted = request.GET.get("d", "")
    openable = [row.pk for row in rows if can_open(actor, row)]
    pk = read_number(wanted) or (openable[0] if openable else 0)
    return {"beside": detail_context(request, pk) if pk else None, "chosen": pk}


def _rows_of(actor: Actor, tray: str, *, whole: bool) -> tuple[Listing, Any]:
    if tray == SENT_TRAY:
        return SENT, sent(actor, whole=whole)
    return (OVER if tray == OVER_TRAY else OPEN), received(actor, tray, whole=whole)


def _trays(counted: Any) -> list[tuple[str, str, Any]]:
    labels = {
        "responder": _("Por responder"),
        "cita": _("Con cita"),
        "informar": _("Por informar"),
        OVER_TRAY: _("Terminadas"),
        SENT_TRAY: _("Enviadas"),
    }
    return [(code, label, counted.get(code, "")) for code, label in labels.items()]


def _tray(asked: str, counted: Any) -> str:
    """The tray that is asked for; else the first with something in it."""
    if asked in TRAYS or asked == SENT_TRAY:
        return asked
    return next((code for code in (*TRAYS, SENT_TRAY) if counted.get(code)), "responder")


def _keep(request: DeskRequest, tray: str, *, whole: bool) -> str:
    """The words of the address that choosing a row does not lose."""
    kept = request.GET.copy()
    kept.pop("d", None)
    kept["ver"] = tray
    if whole:
        kept["todas"] = "1"
    return kept.urlencode()


def _toggles(request: DeskRequest, listing: Listing, tray: str, *, whole: bool) -> list[tuple[Any, str, bool]]:
    """Each filter as a chip that puts itself on or off."""
    found = []
    for each in listing.filters:
        words = QueryDict(_keep(request, tray, whole=whole), mutable=True)
        is_on = each.code in typed_filters(listing, request.GET)
        words.pop(each.code, None)
        for mark in ("despues", "antes"):
            words.pop(mark, None)
        if not is_on:
            words[each.code] = "1"
        found.append((each.label, f"?{words.urlencode()}", is_on))
    return found


def _by_number(text: str) -> Referral | None:
    return by_number(text) if text.strip() else None
