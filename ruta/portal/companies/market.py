"""What does the market of a sector and a territory look like to whoever asks?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ruta.base.addresses import address_of
from ruta.base.errors import TooMany
from ruta.insights.papers import KINDS, made, twelve_months
from ruta.insights.selectors.observatory import employer_paper, part_of
from ruta.insights.selectors.observatory.local_market import local_market
from ruta.portal.links.doors import count_within

FILES, WITHIN = 20, 3600


@require_safe
def market_report(request: HttpRequest) -> HttpResponse:
    """The whole country, one sector, one territory or both; nobody has to sign in."""
    told = local_market(*_asked(request))
    context = {
        "told": told, "sections": told.sections.items(), "places": told.places.items(), "whole": told.whole, "rows": told.rows, "year": told.year, "wage": told.wage,
        "occupations": told.occupations, "endings": [(kind.ending, kind.label) for kind in KINDS.values()],
        "query": urlencode({"sector": told.section, "lugar": told.place}),
    }  # fmt: skip
    return render(request, "portal/companies/market.html", context)


@never_cache
@require_safe
def market_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The same to take along; making one costs the server something, so one address gets some in an hour."""
    if ending not in KINDS:
        raise Http404
    if count_within(f"market:{address_of(request)}", WITHIN) > FILES:
        raise TooMany(_("Desde aquí se pidieron muchos archivos en poco tiempo. Espere una hora y vuelva a intentarlo."))
    with override("es-hn"):
        section, place = _asked(request)
        paper = employer_paper(twelve_months(), part_of({"sector": section, "lugar": place}))
    name = f"{paper.file_name}.{ending}"
    return HttpResponse(
        made(paper, ending), content_type=KINDS[ending].media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The sector and the territory of the address; what is not known is all."""
    return request.GET.get("sector", ""), request.GET.get("lugar", "")
