"""Who fits a vacancy, and which vacancies fit a person? Rows of the database for the engine of `placements.matching`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.employers.models import Vacancy
from ruta.placements import matching
from ruta.placements.enums import Availability, LanguageLevel, ProfileState
from ruta.placements.matching import Language, Scored, Skill, Work
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.selectors.seekers import doing, may_propose, profiles
from ruta.placements.selectors.suiting import endangered_by, is_young_for
from ruta.taxonomy.models import EducationLevel
from ruta.taxonomy.selectors import skills_of

MOST_READ = 1_500
"""The profiles last changed are compared, so that a page is never waited for; files of any size go through `ruta match`."""
SHOWN = 20
SENT_DAYS = 90
_SPOKEN = {LanguageLevel.BASIC: 2, LanguageLevel.CONVERSATION: 3, LanguageLevel.FLUENT: 5, LanguageLevel.NATIVE: 6}


@dataclass(frozen=True, slots=True)
class Fit:
    """One person for a vacancy, judged."""

    profile: SeekerProfile
    scored: Scored

    @property
    def points(self) -> int:
        """The score out of a hundred."""
        return round(100 * self.scored.score)


@dataclass(frozen=True, slots=True)
class Fits:
    """Everybody who fits, the best of them to be shown."""

    shown: list[Fit]
    count: int
    weights: str


def fits_of(actor: Actor, vacancy: Vacancy) -> Fits:
    """The people of the actor's institution who fit a vacancy, allowed it to propose them, may be sent there, and are not on the way yet."""
    rows = _who_may_fit(actor, vacancy)
    allowed = may_propose(vacancy.owner_institution_id, [row.person_id for row in rows])
    endangered = endangered_by(vacancy, allowed)
    rows = [row for row in rows if row.person_id in allowed - endangered and not is_young_for(row.person, vacancy)]
    sends, education, weights = _sends(rows), _education(), matching.default_weights()
    job = _vacancy(vacancy, education)
    essentials = {vacancy.occupation: frozenset(each.code for each in skills_of(vacancy.occupation) if each.is_essential)}
    judged = (Fit(row, matching.score(_profile(row, vacancy, sends, education), job, essentials, weights)) for row in rows)
    found = sorted(
        (fit for fit in judged if fit.scored.hindrance is None), key=lambda fit: (fit.scored.order, -fit.scored.known, fit.profile.pk)
    )
    return Fits(found[:SHOWN], sum(fit.scored.score >= weights.fits_from for fit in found), weights.version)


def _who_may_fit(actor: Actor, vacancy: Vacancy) -> list[SeekerProfile]:
    """Who knows a job of the same branch or some skill that is asked; nobody else could be listed."""
    near = Q(pk__in=doing(profiles(actor), vacancy.occupation[:2]).values("pk"))
    for code in vacancy.skills_essential:
        near |= Q(skills__contains=[{"code": code}])
    there = Application.objects.filter(vacancy=vacancy, closed_at=None).values("person_id")
    rows = profiles(actor).filter(near, is_looking=True).exclude(availability=Availability.NOT_NOW).exclude(person__in=there)
    return list(rows.select_related("person").order_by("-changed_at", "-pk")[:MOST_READ])


def _sends(rows: Iterable[SeekerProfile]) -> dict[int, int]:
    """How often each was sent to an employer of late."""
    since = now() - timedelta(days=SENT_DAYS)
    sent = Application.objects.filter(person__in=[row.person_id for row in rows], applied_at__gte=since).order_by()
    return dict(sent.values_list("person").annotate(times=Count("pk")))


def _education() -> dict[str, int]:
    """The ISCED level of each level of schooling."""
    levels = {code: re.match(r"\d", isced) for code, isced in EducationLevel.objects.values_list("code", "isced")}
    return {code: int(found[0]) for code, found in levels.items() if found}


def _profile(row: SeekerProfile, vacancy: Vacancy, sends: dict[int, int], education: dict[str, int]) -> matching.Profile:
    abroad = {vacancy.country} if row.goes_abroad and vacancy.is_abroad else set()
    return matching.Profile(
        id=str(row.pk),
        works=tuple(Work(each["code"], round(12 * each["years"])) for each in row.occupations),
        skills=tuple(Skill(each["code"], each["level"]) for each in row.skills),
        is_complete=row.state == ProfileState.COMPLETE,
        education=education.get(row.education),
        languages=tuple(Language(each["code"], _SPOKEN[each["level"]]) for each in row.languages),
        available_from=row.available_from,
        home=row.person.municipality_id or None,
        places=frozenset({*row.places, *abroad}),
        wage_min=row.wage_min,
        sends=sends.get(row.person_id, 0),
    )


def _vacancy(row: Vacancy, education: dict[str, int]) -> matching.Vacancy:
    return matching.Vacancy(
        id=str(row.pk),
        occupation=row.occupation,
        skills=tuple(Skill(code) for code in row.skills_essential),
        desirable=tuple(Skill(code) for code in row.skills_optional),
        months=row.experience_months or None,
        education=education.get(row.education) or None,
        languages=tuple(Language(code, _SPOKEN[LanguageLevel.CONVERSATION]) for code in row.languages),
        place=row.country if row.is_abroad else row.municipality or row.department or None,
        wage_max=row.wage_max or row.wage_min,
        openings=row.left,
    )
