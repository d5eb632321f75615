"""Who of some persons fits one vacancy, in the order of a whole run? The rules of `score.py` on arrays, without a compiler.

A page asks this of the few thousands whom an index found; `kernel/` asks the same of whole markets. `tests/test_ranking.py` holds all three together.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.placements.matching.kernel.shapes import (
    ASKED,
    AVAILABLE,
    COMPLETE,
    CONTRACTS,
    CROWDING,
    EDUCATION,
    HOME,
    HOURS,
    LACKING,
    MONTHS,
    NONE,
    OCCUPATION,
    PAPERS,
    PLACE,
    SKILLS,
    SKILLS_END,
    SPOKEN,
    SPOKEN_END,
    STARTS,
    STEPS,
    TIE,
    WAGE,
    WORKS,
    WORKS_END,
)
from ruta.placements.matching.market import Market
from ruta.placements.matching.readiness import LATE_DAYS
from ruta.placements.matching.ties import ties

Numbers = NDArray[np.float64]
_JOB = 0


class Sum(NamedTuple):
    """Of each person: the cost of what is known times its weight, and the weight of what is not known."""

    cost: Numbers
    unknown: Numbers

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.cost + other.cost, self.unknown + other.unknown)


def ranked(market: Market) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of those whom the first vacancy of a market would list, the best first, and the keys by which they stand."""
    who, rules, asked = market.people.who, market.rules, market.jobs.loads[_JOB, ASKED]
    nearest, months = _works(market)
    skills = _skills(market, market.jobs.skills, rules.skills, presumes=True)
    cost, unknown = _whole(market, nearest, skills, months)
    weight = asked - unknown[0] - unknown[1] - unknown[2]
    silent = skills.unknown >= rules.skills * (1 - 1e-9) if len(market.jobs.skills) else np.ones(len(who), np.bool_)
    has_basis = (nearest >= 0) | ~silent
    rows = np.flatnonzero(_open(market) & has_basis & (weight > 1e-12) & (cost <= rules.listed * weight))
    shift = market.jobs.loads[_JOB, CROWDING] + rules.lift - market.people.lift[rows]
    order = cost[rows] / weight[rows] + shift
    known = np.floor(255 * (1 - weight[rows] / asked) + 0.5).astype(np.int64)
    keys = (np.floor(order * STEPS + 0.5).astype(np.int64) << 8) | known
    best = np.lexsort((ties(market.jobs.what[_JOB, TIE], who[rows, TIE]), keys))
    return rows[best], keys[best]


def _whole(market: Market, nearest: Numbers, skills: Sum, months: NDArray[np.int64]) -> tuple[Numbers, tuple[Numbers, Numbers, Numbers]]:
    """Cost and unknown weights, added up in the order of the compiled loop: another order would round otherwise."""
    rules = market.rules
    occupation = _fact(rules.occupation, np.maximum(nearest, 0.0), nearest < 0, is_asked=market.jobs.what[_JOB, OCCUPATION] != NONE)
    known = skills.plus(_skills(market, market.jobs.wanted, rules.desirable, presumes=False))
    could = _experience(market, months).plus(_education(market)).plus(_start(market)).plus(_hours(market)).plus(_spoken(market))
    ready = could.plus(_wishes(market))
    return occupation.cost + known.cost + ready.cost, (occupation.unknown, known.unknown, ready.unknown)


def _open(market: Market) -> NDArray[np.bool_]:
    """Place, hours and papers."""
    who, what = market.people.who, market.jobs.what[_JOB]
    around = market.jobs.zones
    accepts = np.bincount(market.accepted.rows[np.isin(market.accepted.code, around)], minlength=len(who)) > 0
    hours = (what[HOURS] != 0) & (who[:, HOURS] != 0) & (who[:, HOURS] & what[HOURS] == 0)
    return accepts & ~hours & (who[:, LACKING] & what[PAPERS] == 0)


def _works(market: Market) -> tuple[Numbers, NDArray[np.int64]]:
    """The cost of the nearest occupation (−1: not known), and the longest practice in related ones (`NONE`: not known)."""
    who, works = market.people.who, market.people.works
    nearest, months = np.full(len(who), np.inf), np.full(len(who), NONE, np.int64)
    sought, owners = market.jobs.what[_JOB, OCCUPATION], _owners(who, WORKS, WORKS_END)
    if sought == NONE or not len(works):
        return np.full(len(who), -1.0), months
    costs = market.tables.apart[sought, works[:, 0]]
    np.minimum.at(nearest, owners, costs)
    related = costs <= market.rules.related
    np.maximum.at(months, owners[related], works[related, 1])
    has_related = np.bincount(owners[related], minlength=len(who)) > 0
    has_any = np.isfinite(nearest)
    return np.where(has_any, nearest, -1.0), np.where(has_related, months, np.where(has_any, 0, NONE))


def _skills(market: Market, asked: NDArray[np.int32], weight: float, *, presumes: bool) -> Sum:
    who, skills, rules = market.people.who, market.people.skills, market.rules
    owners, is_complete = _owners(who, SKILLS, SKILLS_END), who[:, COMPLETE] != 0
    below, presumed, silent = (np.zeros(len(who)) for _ in range(3))
    for code, level in asked.tolist():
        mine = skills[:, 0] == code
        told, enough = (np.bincount(owners[mask], minlength=len(who)) > 0 for mask in (mine, mine & (skills[:, 1] >= level)))
        is_presumed = ~told & _presumed(market, code) if presumes else np.zeros(len(who), np.bool_)
        below, presumed, silent = below + (told & ~enough), presumed + is_presumed, silent + (~told & ~is_presumed)
    if not len(asked):
        return Sum(silent, silent)
    each = weight / len(asked)
    cost = each * (below * rules.skill_below + presumed * rules.skill_presumed + np.where(is_complete, silent * rules.unmet, 0.0))
    return Sum(cost, np.where(is_complete, 0.0, each * silent))


def _presumed(market: Market, skill: int) -> NDArray[np.bool_]:
    """Who has held an occupation that needs the skill."""
    who, works = market.people.who, market.people.works
    needed = market.tables.needed[market.tables.needed_at[skill] : market.tables.needed_at[skill + 1]]
    held = np.isin(works[:, 0], needed) & (works[:, 1] != 0)
    return np.bincount(_owners(who, WORKS, WORKS_END)[held], minlength=len(who)) > 0


def _experience(market: Market, months: NDArray[np.int64]) -> Sum:
    asked = int(market.jobs.what[_JOB, MONTHS])
    cost = _degree(months / max(asked, 1), market.rules.unmet)
    return _fact(market.rules.experience, cost, months == NONE, is_asked=asked > 0)


def _education(market: Market) -> Sum:
    who, asked, rules = market.people.who, int(market.jobs.what[_JOB, EDUCATION]), market.rules
    cost = _step(who[:, EDUCATION], asked, rules.one_below, rules.unmet)
    return _fact(rules.education, cost, who[:, EDUCATION] == NONE, is_asked=asked > 0)


def _start(market: Market) -> Sum:
    who, begins, rules = market.people.who, market.jobs.what[_JOB, STARTS], market.rules
    late = who[:, AVAILABLE] - begins
    cost = np.where(late <= 0, 0.0, np.where(late <= LATE_DAYS, rules.late, rules.unmet))
    return _fact(rules.start, cost, who[:, AVAILABLE] == NONE, is_asked=begins != NONE)


def _hours(market: Market) -> Sum:
    who, asked, rules = market.people.who, market.jobs.what[_JOB, HOURS], market.rules
    share = _bits(who[:, HOURS] & asked) / max(int(asked).bit_count(), 1)
    return _fact(rules.hours, _degree(share, rules.unmet), who[:, HOURS] == 0, is_asked=asked != 0)


def _spoken(market: Market) -> Sum:
    who, spoken, tongues, rules = market.people.who, market.people.spoken, market.jobs.spoken, market.rules
    owners, found = _owners(who, SPOKEN, SPOKEN_END), Sum(np.zeros(len(who)), np.zeros(len(who)))
    for code, level in tongues.tolist():
        have, mine = np.full(len(who), NONE, np.int64), spoken[:, 0] == code
        have[owners[mine]] = spoken[mine, 1]
        unknown = (have == NONE) & (who[:, COMPLETE] == 0)
        cost = _step(np.maximum(have, 0), level, rules.one_below, rules.unmet)
        found = found.plus(_fact(rules.languages / len(tongues), cost, unknown, is_asked=True))
    return found


def _wishes(market: Market) -> Sum:
    """Wage, contract and nearness."""
    who, what, rules = market.people.who, market.jobs.what[_JOB], market.rules
    paid, wanted, place, home = what[WAGE], who[:, WAGE], what[PLACE], who[:, HOME]
    wage = np.where(paid >= wanted, 0.0, np.where(10 * paid >= 9 * wanted, rules.wage_near, rules.unmet))
    contract = np.where(what[CONTRACTS] & who[:, CONTRACTS] == 0, rules.unmet, 0.0)
    is_same_department = home // 100 == place // 100
    is_here = (home == place) | ((place % 100 == 0) & is_same_department)
    near = np.where(is_here, 0.0, np.where(is_same_department, rules.same_department, rules.elsewhere))
    return (
        _fact(rules.wage, wage, wanted == NONE, is_asked=paid > 0)
        .plus(_fact(rules.contract, contract, who[:, CONTRACTS] == 0, is_asked=what[CONTRACTS] != 0))
        .plus(_fact(rules.nearness, near, home == NONE, is_asked=place != NONE))
    )


def _fact(weight: float, cost: Numbers, unknown: NDArray[np.bool_], *, is_asked: bool | np.bool_) -> Sum:
    """One fact of everybody; nothing where the vacancy does not ask it."""
    if not is_asked:
        return Sum(np.zeros(len(cost)), np.zeros(len(cost)))
    return Sum(np.where(unknown, 0.0, weight * cost), np.where(unknown, weight, 0.0))


def _step(have: NDArray[np.int64], asked: int, below: float, unmet: float) -> Numbers:
    return np.where(have >= asked, 0.0, np.where((have > 0) & (have == asked - 1), below, unmet))


def _degree(value: Numbers, unmet: float) -> Numbers:
    """The cost of a value between 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(value >= 1, 0.0, np.where(value > 0, np.minimum(-np.log(np.maximum(value, 1e-300)), unmet), unmet))


def _bits(masks: NDArray[np.int64]) -> NDArray[np.int64]:
    different, where = np.unique(masks, return_inverse=True)
    return np.array([int(mask).bit_count() for mask in different.tolist()], np.int64)[where]


def _owners(who: NDArray[np.int64], begin: int, end: int) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(who)), who[:, end] - who[:, begin])
