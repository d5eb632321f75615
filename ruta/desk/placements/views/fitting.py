"""Who fits this vacancy, and why?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.reasons import Words
from ruta.desk.placements.views.shortlists import own_vacancy
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import fits_of


@require_safe
@roles(SEEKER_ROLES)
def fits(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """The people who fit best, each with what fits, what is missing and what would close the gap."""
    vacancy = own_vacancy(request, vacancy_id)
    found = fits_of(request.actor, vacancy)
    words = Words(fact for fit in found.shown for fact in fit.scored.facts)
    rows = [
        {"fit": fit, "reasons": words.said(fit.scored.facts), "closing": words.closing(fit.scored.facts), "dots": _dots(fit.points)}
        for fit in found.shown
    ]
    log_access(request.actor, "open_fits", object_id=vacancy.pk, owner_institution_id=vacancy.owner_institution_id)
    return render(request, "desk/placements/fits.html", {"vacancy": vacancy, "found": found, "rows": rows})


def _dots(points: int) -> int:
    """Four dots: one for each fifth of a hundred after the first."""
    return sum(points > fifth for fifth in (20, 40, 60, 80))
