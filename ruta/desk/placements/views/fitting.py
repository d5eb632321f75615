"""Who fits this vacancy, which vacancies fit this person, and why? What is missing goes into the plan with one click."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotFound, NotOpen
from ruta.desk.cases.answering import say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.views.shortlists import own_vacancy
from ruta.people.models import Person
from ruta.placements.actions import plan_gap
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import (
    Fit,
    Gaps,
    Opening,
    Words,
    fits_of,
    open_case_of,
    openings_for,
    place_names,
    planned_steps,
    profile_of,
    step_words,
)
from ruta.territory.selectors import distances_from


@require_safe
@roles(SEEKER_ROLES)
def fits(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """The people who fit best, each with what fits, what is missing and what would close the gap."""
    vacancy = own_vacancy(request, vacancy_id)
    found = fits_of(request.actor, vacancy)
    facts = [fact for fit in found.shown for fact in fit.scored.facts]
    words, gaps = Words(facts), Gaps(facts)
    planned = planned_steps(fit.profile.person_id for fit in found.shown)
    where = Places(vacancy.municipality, [fit.profile.person.municipality_id for fit in found.shown])
    rows = [
        _row(fit, words, gaps, planned.get(fit.profile.person_id, set()))
        | {"person": fit.profile.person, "place": where.said(fit.profile.person.municipality_id)}
        for fit in found.shown
    ]
    log_access(request.actor, "open_fits", object_id=vacancy.pk, owner_institution_id=vacancy.owner_institution_id)
    return render(request, "desk/placements/fits.html", {"vacancy": vacancy, "found": found, "rows": rows})


@require_safe
@roles(SEEKER_ROLES)
def openings(request: DeskRequest, person_id: int) -> HttpResponse:
    """The vacancies that fit a person best, each with its reasons, and those that only a paper closes."""
    person = _own_person(request, person_id)
    profile = profile_of(person_id, request.actor.institution_id)
    found = openings_for(profile) if profile else None
    shown = [*found.shown, *found.almost] if found else []
    facts = [fact for each in shown for fact in (*each.scored.facts, *each.scored.closed_by)]
    words, gaps = Words(facts), Gaps(facts)
    planned = planned_steps([person_id]).get(person_id, set())
    where = Places(person.municipality_id or "", [each.vacancy.municipality for each in shown])

    def told(each: Opening) -> dict[str, Any]:
        return _row(each, words, gaps, planned) | {"vacancy": each.vacancy, "place": where.said(each.vacancy.municipality)}

    log_access(request.actor, "open_openings", person_id=person_id, owner_institution_id=person.owner_institution_id)
    context = {
        "person": person, "profile": profile, "found": found, "case": open_case_of(request.actor, person_id),
        "rows": [told(each) for each in found.shown] if found else [], "almost": [told(each) for each in found.almost] if found else [],
    }  # fmt: skip
    return render(request, "desk/placements/openings.html", context)


@require_POST
@roles(SEEKER_ROLES)
def gap(request: DeskRequest, person_id: int, vacancy_id: int) -> HttpResponse:
    """What would close one gap goes into the person's plan; a second click finds it there."""
    try:
        step, _is_new = plan_gap(actor=request.actor, person_id=person_id, vacancy_id=vacancy_id, gap=request.POST.get("gap", ""))
        say(request, step_words(step.label))
    except NotOpen as error:
        say(request, str(error.message))
    if request.POST.get("from") == "vacancy":
        return redirect("desk:vacancy-fits", vacancy_id)
    return redirect("desk:person-openings", person_id)


class Places:
    """Names of many places, and how far each is from one."""

    def __init__(self, home: str, codes: list[str | None]) -> None:
        self.home, self.names = home, place_names(codes)
        self.far = distances_from(home) if home and self.names else {}

    def said(self, code: str | None) -> str:
        """The name, and the distance where both places are known and differ."""
        name, far = self.names.get(code or "", ""), self.far.get(code or "", 0)
        return _("%(place)s, %(km)s km") % {"place": name, "km": round(far)} if name and far >= 1 else name


def _own_person(request: DeskRequest, person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, owner_institution_id=request.actor.institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no existe o su institución no la lleva. Búsquela otra vez."))
    return person


def _row(each: Fit | Opening, words: Words, gaps: Gaps, planned: set[str]) -> dict[str, Any]:
    facts = (*each.scored.facts, *each.scored.closed_by)
    return {"fit": each, "reasons": words.said(facts), "gaps": gaps.of(facts, planned), "dots": dots(each.points)}


def dots(points: int) -> int:
    """Four dots: one for each fifth of a hundred after the first."""
    return sum(points > fifth for fifth in (20, 40, 60, 80))
