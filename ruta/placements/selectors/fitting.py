"""Who fits a vacancy best, among everybody of an institution? `openings.py` asks the other way round.

Profiles are found by the keys of their trades, the nearest first, and ranked on arrays. As soon as twenty stand before the best that a
farther trade could be, the rest is not read: the list is that of a whole run all the same.
"""

from dataclasses import dataclass, field

import pyarrow as pa

from ruta.base.context import Actor
from ruta.employers.models import Vacancy
from ruta.placements import matching
from ruta.placements.matching import Scored, Weights
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import ASKED, STEPS, TIE
from ruta.placements.matching.market import market_of
from ruta.placements.matching.ranking import ranked
from ruta.placements.matching.tables import table_of_vacancies
from ruta.placements.matching.ties import ties
from ruta.placements.models import SeekerProfile
from ruta.placements.policies import can_keep_profiles
from ruta.placements.selectors.engine import as_profile, as_vacancy, education_steps, essentials_for
from ruta.placements.selectors.seekers import may_propose
from ruta.placements.selectors.tiers import Tier, table_of, tiers_of

SHOWN = 20
ASKED_AT_ONCE = 100


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
    """The best, with how many fit among them, how many were compared, and whether more may fit than are shown."""

    shown: list[Fit]
    count: int
    compared: int
    is_full: bool
    weights: str


@dataclass(order=True, frozen=True, slots=True)
class Place:
    """Where somebody stands: the key of the engine, then whom this list prefers among equals."""

    key: int
    tie: int
    profile_id: int = field(compare=False)
    sends: int = field(compare=False)


def fits_of(actor: Actor, vacancy: Vacancy) -> Fits:
    """The people of the actor's institution who fit a vacancy, allowed it to propose them, and are not on the way there yet."""
    weights = matching.default_weights()
    if not can_keep_profiles(actor) or actor.institution_id != vacancy.owner_institution_id:
        return Fits([], 0, 0, is_full=False, weights=weights.version)
    places, compared = best_of(vacancy, weights)
    shown = _judged(vacancy, places, weights)
    fit = sum(each.scored.score >= weights.fits_from for each in shown)
    return Fits(shown, fit, compared, is_full=len(shown) == SHOWN, weights=weights.version)


def best_of(vacancy: Vacancy, weights: Weights) -> tuple[list[Place], int]:
    """The places of the best, and how many profiles were compared; ends as soon as no later tier can change them."""
    best, seen, tiers = list[Place](), set[str](), list(tiers_of(vacancy, weights))
    for tier in tiers:
        if len(best) == SHOWN and _least_key(tier, vacancy, weights) > best[-1].key:
            break
        found = table_of(vacancy, tier)
        if found is not None:
            fresh = found.filter(pa.array([name not in seen for name in found["id"].to_pylist()]))
            seen.update(fresh["id"].to_pylist())
            best = sorted([*best, *_ranked(vacancy, fresh, weights)])[:SHOWN]
    return best, len(seen)


def _ranked(vacancy: Vacancy, table: pa.Table, weights: Weights) -> list[Place]:
    """The best of a table who allowed it; consent is asked in the order of the list, until enough said yes."""
    if not len(table):
        return []
    jobs = table_of_vacancies([as_vacancy(vacancy, education_steps())])
    market = market_of(table, jobs, Encoder(weights), essentials_for(vacancy))
    rows, keys = ranked(market)
    found, persons = list[Place](), table["person"].to_numpy()
    places = ties(market.jobs.what[0, TIE], market.people.who[:, TIE])
    for first in range(0, len(rows), ASKED_AT_ONCE):
        some = rows[first : first + ASKED_AT_ONCE]
        allowed = may_propose(vacancy.owner_institution_id, persons[some].tolist())
        for row, key in zip(some.tolist(), keys[first : first + ASKED_AT_ONCE].tolist(), strict=True):
            if int(persons[row]) in allowed:
                found.append(Place(key, int(places[row]), int(table["id"][row].as_py()), table["sends"][row].as_py()))
        if len(found) >= SHOWN:
            break
    return found[:SHOWN]


def _least_key(tier: Tier, vacancy: Vacancy, weights: Weights) -> int:
    """No pair of this tier, or of a later one, has a lesser key: its trade alone costs as much."""
    jobs = Encoder(weights).vacancies(table_of_vacancies([as_vacancy(vacancy, education_steps())]))
    least = weights.facts["occupation"] * tier.cost / float(jobs.loads[0, ASKED])
    return max(int(least * STEPS) - 1, 0) << 8


def _judged(vacancy: Vacancy, places: list[Place], weights: Weights) -> list[Fit]:
    """Those who are shown, each with every reason."""
    rows = SeekerProfile.objects.select_related("person").in_bulk([each.profile_id for each in places])
    education, essentials = education_steps(), essentials_for(vacancy)
    job = as_vacancy(vacancy, education)
    return [
        Fit(rows[each.profile_id], matching.score(as_profile(rows[each.profile_id], vacancy.country, each.sends, education), job, essentials, weights))
        for each in places if each.profile_id in rows
    ]  # fmt: skip
