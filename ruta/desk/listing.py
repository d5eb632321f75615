"""How does a list of the desk answer: a search that is posted and logged, an export that is logged, or a page?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from ruta.base.access import log_access
from ruta.base.listing import Listing, exported, listed, recall, remember
from ruta.base.listing.paging import Page
from ruta.desk.gate import DeskRequest

Tell = Callable[[Page], Mapping[str, Any]]


def answered(
    request: DeskRequest, listing: Listing, find: Callable[[str], Any], template: str, tell: Tell, *, first: Mapping[str, str] | None = None
) -> HttpResponseBase:
    """`find` gives the rows for what was typed, `tell` what the template shows of a page, `first` the filters of who only opens the place."""
    if request.method == "POST":
        return _search(request, listing)
    word = request.GET.get("busca", "")
    text = recall(request, word)
    query = request.GET if text else _with_first(request.GET, first or {})
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=listing.name, format=request.GET["formato"])
        return exported(listing, find(text), query, request.actor) or redirect(request.path)
    page = listed(listing, find(text), query, kept={"busca": word} if text else None)
    return render(request, template, {"page": page, "text": text, "address": request.path, **tell(page)})


def _search(request: DeskRequest, listing: Listing) -> HttpResponseBase:
    text = request.POST.get("q", "").strip()
    if not text:
        return redirect(request.path)
    log_access(request.actor, "search", scope=listing.name, letters=len(text))
    return redirect(f"{request.path}?busca={remember(request, text)}")


def _with_first(query: QueryDict, first: Mapping[str, str]) -> QueryDict:
    asked = query.copy()
    for code, value in first.items():
        asked.setdefault(code, value)
    return asked
