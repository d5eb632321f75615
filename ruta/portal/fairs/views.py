"""Which job fairs can anybody go to, and what came of those that were held?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.employers.models import Fair
from ruta.employers.selectors import public_fair, published_results, upcoming_fairs, working_ages
from ruta.territory.models import Municipality

AHEAD, PAST = 30, 10


@require_safe
def fairs(request: HttpRequest) -> HttpResponse:
    """The next fairs, and the results of the last ones."""
    ahead, past = list(upcoming_fairs()[:AHEAD]), list(published_results()[:PAST])
    places = _places([*ahead, *past])
    context = {
        "ahead": [(row, places.get(row.municipality)) for row in ahead],
        "past": [(row, places.get(row.municipality)) for row in past],
    }
    return render(request, "portal/fairs/list.html", context)


@require_safe
def fair(request: HttpRequest, fair_id: int) -> HttpResponse:
    """One fair: when, where, who will be there, what to bring; afterwards what came of it."""
    row = public_fair(fair_id)
    if row is None:
        return render(request, "portal/fairs/gone.html", status=404)
    lowest, adult = working_ages()
    context = {"fair": row, "place": _places([row]).get(row.municipality), "lowest": lowest, "oldest": adult - 1}
    return render(request, "portal/fairs/fair.html", context)


def _places(rows: list[Fair]) -> dict[str, Municipality]:
    codes = {row.municipality for row in rows}
    return {row.code: row for row in Municipality.objects.filter(pk__in=codes).select_related("department")} if codes else {}
