"""What do the norms say: one article, a whole text, what a search finds, a criterion, and the document behind an FRBR address?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.legal.rules import read_address
from ruta.legal.selectors import (
    address_of,
    akoma_ntoso,
    article_on,
    articles_on,
    criteria,
    criterion_of,
    instrument_of,
    paragraphs_of,
    search,
)
from ruta.portal.norms.views import asked_day, gone

LONGEST_SEARCH = 120
SHOWN = 100
HOUR = 3600


@require_safe
def search_texts(request: HttpRequest) -> HttpResponse:
    """Where the norms in force and the public criteria say these words."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    return render(request, "portal/norms/search.html", {"text": text, "hits": search(text, today())})


@require_safe
def article(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One article as it reads on a day, its other wordings, what it cites and who cites it."""
    day = asked_day(request)
    try:
        row = instrument_of(code)
        told = article_on(row, key, day)
    except NotFound:
        return gone(request)
    context = {
        "norm": row,
        "told": told,
        "day": day,
        "is_today": day == today(),
        "permanent": f"{address_of(row)}/~{key.replace('art-', 'art_')}",
    }
    return render(request, "portal/norms/article.html", context)


@require_safe
def whole(request: HttpRequest, code: str) -> HttpResponse:
    """The whole text in force on a day, to read and to print."""
    day = asked_day(request)
    try:
        row = instrument_of(code)
    except NotFound:
        return gone(request)
    articles = list(articles_on(row, day))
    words = paragraphs_of(articles)
    context = {"norm": row, "day": day, "is_today": day == today(), "rows": [(each, words[each.pk]) for each in articles]}
    return render(request, "portal/norms/whole.html", context, status=200 if articles else NotFound.status)


@require_safe
def criteria_list(request: HttpRequest) -> HttpResponse:
    """The criteria that anybody may read."""
    return render(request, "portal/norms/criteria.html", {"rows": criteria().order_by("-decided_at", "-pk")[:SHOWN]})


@require_safe
def criterion(request: HttpRequest, number: str) -> HttpResponse:
    """One criterion."""
    try:
        row = criterion_of(number)
    except NotFound:
        return gone(request)
    return render(request, "portal/norms/criterion.html", {"row": row})


@require_safe
def frbr(request: HttpRequest, address: str) -> HttpResponse:
    """A permanent address leads to the norm, to its text on a day, to an article, or is the XML itself."""
    named = read_address(f"/akn/{address}")
    if named is None:
        return gone(request)
    try:
        row = instrument_of(named.code)
        if named.is_xml and named.day:
            return _xml(akoma_ntoso(row, named.day), f"{row.code}-{named.day.isoformat()}")
    except NotFound:
        return gone(request)
    query = f"?dia={named.day.isoformat()}" if named.day else ""
    if named.key:
        return redirect(reverse("portal:norm_article", args=[row.code, named.key]) + query)
    return redirect(reverse("portal:norm_text" if named.day else "portal:norm", args=[row.code]) + query)


def _xml(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/akn+xml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.xml"'
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
