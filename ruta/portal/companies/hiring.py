"""What came of what an employer asked: the candidates that it was sent, whom it hired, and when we ask how it goes?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.employers.selectors import employer_of
from ruta.placements.selectors import hires_of, sent_lists_of
from ruta.portal.vacancies.employer import behind_link


@never_cache
@require_safe
@behind_link
def hires(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """Its lists and its placements; a name only where it was sent one that it may still read."""
    employer = employer_of(actor, actor.employer_id or 0)
    found = hires_of(actor)
    if any(each.name for each in found):
        log_access(actor, "open_hires", object_id=employer.pk, owner_institution_id=employer.owner_institution_id)
    context = {"employer": employer, "token": token, "lists": sent_lists_of(actor), "hires": found}
    return render(request, "portal/companies/hires.html", context)
