"""Which vacancies may suit the holder of a link, and why? They apply from here, if they allowed the institution to propose them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.access import log_access
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import RutaError
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.placements.actions import apply_alone, token_hash
from ruta.placements.selectors import Gaps, Opening, Words, application_row, may_propose, openings_for, place_names, profile_of
from ruta.portal.links.doors import demand_calm
from ruta.portal.placements.views import gone, hidden

FEW = 8
"""As many as somebody reads on a telephone."""
WRONG = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def openings(request: HttpRequest, token: str) -> HttpResponse:
    """The best vacancies with their reasons; the institution that made the link compares them, the person alone asks for one."""
    demand_calm(request)
    found = application_row(token_hash(token))
    if found is None or found[3] != "live":
        return gone(request)
    application_id, person_id, owner_id, _status = found
    actor, problem = Actor(kind="person", person_id=person_id, reason=f"application {application_id}"), ""
    with acting_as(actor):
        if request.method == "POST":
            problem = _asked_for(request, actor, owner_id)
            if not problem:
                return redirect(f"{reverse('portal:application_done')}?que=si")
        log_access(actor, "open_openings", person_id=person_id, object_id=application_id, owner_institution_id=owner_id)
    with acting_as(system(owner_id, f"openings of {application_id}")):
        allowed = bool(may_propose(owner_id, [person_id]))
        context = {"rows": rows_for(person_id, owner_id), "token": token, "problem": problem, "may_apply": allowed}
        return hidden(render(request, "portal/placements/openings.html", context, status=WRONG if problem else 200))


def _asked_for(request: HttpRequest, actor: Actor, owner_id: int) -> str:
    """Why it could not be; nothing when it is done."""
    wanted = request.POST.get("vacancy", "")
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb="link_apply_alone",
            run=lambda: apply_alone(actor=actor, owner_institution_id=owner_id, vacancy_id=read_number(wanted)).pk,
        )  # fmt: skip
    except RutaError as error:
        return str(error.message)
    return ""


def rows_for(person_id: int, owner_id: int) -> list[dict[str, Any]]:
    """The vacancies that fit best, with what speaks for each and what is missing; asked as the institution that compares."""
    profile = profile_of(person_id, owner_id)
    shown: list[Opening] = openings_for(profile).shown[:FEW] if profile else []
    facts = [fact for each in shown for fact in each.scored.facts]
    words, gaps = Words(facts), Gaps(facts)
    places = place_names({each.vacancy.municipality for each in shown})
    return [
        {
            "vacancy": each.vacancy, "place": places.get(each.vacancy.municipality, each.vacancy.place_abroad),
            "reasons": words.said(each.scored.facts), "gaps": gaps.of(each.scored.facts),
        }
        for each in shown
    ]  # fmt: skip
