"""Which vacancies fit a person, and why? The other direction of `fitting.py`, by the same engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from django.db.models import Q, QuerySet

from ruta.employers.enums import BARRED
from ruta.employers.models import Vacancy
from ruta.employers.selectors import published_vacancies
from ruta.placements import matching
from ruta.placements.enums import Availability
from ruta.placements.matching import COUNTRY, Hindrance, Scored
from ruta.placements.matching.kernel.shapes import STEPS
from ruta.placements.matching.ties import lots, ties
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.rules.hours import HALF, WHOLE_WEEK
from ruta.placements.selectors.engine import as_profile, as_vacancy, education_steps, essentials_for
from ruta.placements.selectors.suiting import is_young_for, unsafe_municipalities

SHOWN = 20
MUNICIPALITY = 4  # digits; a department has two
ALMOST = 5
"""Vacancies that only a paper closes are told too: it can be had."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One vacancy for a person, judged."""

    vacancy: Vacancy
    scored: Scored

    @property
    def points(self) -> int:
        """The score out of a hundred."""
        return round(100 * self.scored.score)


@dataclass(frozen=True, slots=True)
class Openings:
    """The best vacancies of a person, and those that only a paper closes."""

    shown: list[Opening]
    almost: list[Opening]
    compared: int
    weights: str
    elsewhere: int = 0
    """Where nothing is shown: how many jobs of the person's kind there are in places that they did not name."""


def openings_for(profile: SeekerProfile) -> Openings:
    """The published vacancies of the institution that keeps the profile: neither where the person is already, nor where danger is."""
    weights = matching.default_weights()
    if not profile.is_looking or profile.availability == Availability.NOT_NOW:
        return Openings([], [], 0, weights.version)
    education = education_steps()
    anywhere, near = _which_may_fit(profile), _within_reach(profile)
    rows = [row for row in anywhere.filter(near).select_related("employer").order_by("pk") if not is_young_for(profile.person, row)]
    found = [Opening(row, judged(profile, row, education)) for row in rows]
    open_ones = _in_order(profile, [each for each in found if each.scored.hindrance is None])
    almost = _in_order(profile, [each for each in found if _lacks_a_paper(each.scored)])
    elsewhere = 0 if open_ones else anywhere.exclude(near).count()
    return Openings(open_ones[:SHOWN], almost[:ALMOST], len(rows), weights.version, elsewhere)


def judged(profile: SeekerProfile, vacancy: Vacancy, education: Mapping[str, int] | None = None) -> Scored:
    """One pair, with every fact of it; how often the person was sent changes no order of their own list."""
    steps = education_steps() if education is None else education
    person, held = as_profile(profile, vacancy.country, 0, steps), {each["code"] for each in profile.occupations}
    return matching.score(person, as_vacancy(vacancy, steps), essentials_for(vacancy, held), matching.default_weights())


def _which_may_fit(profile: SeekerProfile) -> QuerySet[Vacancy]:
    """Jobs of the person's branches or that ask for a skill that they have; no other could be listed."""
    near = Q(skills_essential__overlap=[each["code"] for each in profile.skills])
    for branch in {each["code"][:2] for each in profile.occupations}:
        near |= Q(occupation__gte=branch, occupation__lt=f"{branch}:")
    taken = Application.objects.filter(person=profile.person_id, closed_at=None).values("vacancy_id")
    rows = published_vacancies().filter(near, owner_institution_id=profile.owner_institution_id)
    if profile.availability in HALF:
        rows = rows.exclude(schedule__in=WHOLE_WEEK)
    rows = rows.exclude(employer__verification__in=sorted(BARRED)).exclude(
        municipality__in=sorted(unsafe_municipalities(profile.person_id))
    )
    return rows.exclude(pk__in=taken)


def _within_reach(profile: SeekerProfile) -> Q:
    """Where the gate for places may be open: most jobs are elsewhere, and need not be read to be refused."""
    inland = Q(country=COUNTRY)
    if profile.places:
        near = Q(municipality="", department__in=["", *{place[:2] for place in profile.places}])
        for place in profile.places:
            near |= Q(municipality=place) if len(place) == MUNICIPALITY else Q(municipality__startswith=place)
        inland &= near
    return inland | ~Q(country=COUNTRY) if profile.goes_abroad else inland


def _lacks_a_paper(scored: Scored) -> bool:
    weights = matching.default_weights()
    closed = {fact.name for fact in scored.closed_by}
    return scored.hindrance is Hindrance.CLOSED and closed == {"papers"} and scored.value_if_open >= weights.fits_from


def _in_order(profile: SeekerProfile, found: list[Opening]) -> list[Opening]:
    """As a whole run does: in steps of the order, then of what is known; among equals each person another first."""
    mine, theirs = lots([str(profile.pk)]), lots(str(each.vacancy.pk) for each in found)
    places = zip(found, ties(mine, theirs).tolist(), strict=True)
    return [each for each, _tie in sorted(places, key=lambda place: (_key(place[0].scored), place[1]))]


def _key(scored: Scored) -> int:
    """`key_of` of the loop: steps of the order, none of them negative, then what is not known."""
    return floor((scored.order + matching.default_weights().unseen) * STEPS + 0.5) << 8 | floor(255 * (1 - scored.known) + 0.5)
