"""How does a list of the desk answer: a search that is posted and logged, an export that is logged, or a page?"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from ruta.base.access import log_access
from ruta.base.listing import Listing, exported, listed, recall, remember
from ruta.base.listing.paging import Page
from ruta.desk.gate import DeskRequest

Tell = Callable[[Page], Mapping[str, Any]]


def answered(  # noqa: PLR0913 (the last two by keyword only)
    request: DeskRequest, listing: Listing, find: Callable[[str], Any], template: str, tell: Tell, *,
    first: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None,
) -> HttpResponseBase:  # fmt: skip
    """`find` gives the rows for what was typed, `tell` what the template shows of a page, `first` the filters of who only opens the place.

    `kept` are words of the address that say which list it is: no search and no filter loses them.
    """
    address = f"{request.path}?{urlencode(kept)}" if kept else request.path
    if request.method == "POST":
        return _search(request, listing, address)
    word = request.GET.get("busca", "")
    text = recall(request, word)
    query = request.GET if text else _with_first(request.GET, first or {})
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=listing.name, format=request.GET["formato"])
        return exported(listing, find(text), query, request.actor) or redirect(address)
    page = listed(listing, find(text), query, kept={**(kept or {}), **({"busca": word} if text else {})})
    return render(request, template, {"page": page, "text": text, "address": address, **tell(page)})


def _search(request: DeskRequest, listing: Listing, address: str) -> HttpResponseBase:
    text = request.POST.get("q", "").strip()
    if not text:
        return redirect(address)
    log_access(request.actor, "search", scope=listing.name, letters=len(text))
    return redirect(f"{address}{'&' if '?' in address else '?'}busca={remember(request, text)}")


def _with_first(query: QueryDict, first: Mapping[str, str]) -> QueryDict:
    asked = query.copy()
    for code, value in first.items():
        asked.setdefault(code, value)
    return asked
