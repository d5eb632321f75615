"""What do the facts of one pair cost? The same rules as `skills.py`, `works.py`, `readiness.py` and `preference.py`.

Each answers the cost of what is known, times its weight, and the weight of what is not known.
"""

from math import log

from ruta.placements.matching.kernel.shapes import (
    AVAILABLE,
    COMPLETE,
    CONTRACTS,
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
    WAGE,
    WANTED,
    WANTED_END,
    WORKS,
    WORKS_END,
    inlined,
)
from ruta.placements.matching.readiness import LATE_DAYS


@inlined
def degree(value, unmet):
    """The cost of a value between 0 and 1."""
    if value >= 1.0:
        return 0.0
    return min(-log(value), unmet) if value > 0.0 else unmet


@inlined
def bits_of(mask):
    """How many bits are set."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@inlined
def is_closed(who, person, what, job):
    """Whether hours or papers hinder; the place was asked before."""
    hours, mine = what[job, HOURS], who[person, HOURS]
    return (hours != 0 and mine != 0 and hours & mine == 0) or who[person, LACKING] & what[job, PAPERS] != 0


@inlined
def occupation_of(who, works, person, what, job, apart, rules):
    """The cost of the nearest occupation (−1 when it is not known), and the practice in related ones (−1 when it is not known)."""
    nearest, months, has_related = -1.0, NONE, False
    first, last = who[person, WORKS], who[person, WORKS_END]
    sought = what[job, OCCUPATION]
    if sought == NONE or first == last:
        return nearest, months
    for at in range(first, last):
        cost = apart[sought, works[at, 0]]
        if nearest < 0 or cost < nearest:
            nearest = cost
        if cost <= rules.related:
            has_related = True
            months = max(months, works[at, 1])
    return nearest, months if has_related else 0


@inlined
def skills_of(who, works, skills, person, what, needs, wanted, job, essentials, liking, presuming, rules):
    """Cost and unknown weight of essential and of desirable skills."""
    essential = what[job, SKILLS_END] - what[job, SKILLS]
    desired = what[job, WANTED_END] - what[job, WANTED]
    met, below, liked, liked_below = 0, 0, 0, 0
    for at in range(who[person, SKILLS], who[person, SKILLS_END]):
        skill, level = skills[at, 0], skills[at, 1]
        place = essentials[skill]
        if place:
            if level >= needs[what[job, SKILLS] + place - 1, 1]:
                met += 1
            else:
                below += 1
            continue
        place = liking[skill]
        if place:
            if level >= wanted[what[job, WANTED] + place - 1, 1]:
                liked += 1
            else:
                liked_below += 1
    presumed = _presumed(who, works, skills, person, essentials, presuming) if met + below < essential else 0
    is_complete = who[person, COMPLETE] != 0
    silent, silent_desired = essential - met - below - presumed, desired - liked - liked_below
    cost, unknown = 0.0, 0.0
    if essential:
        each = rules.skills / essential
        cost += each * (below * rules.skill_below + presumed * rules.skill_presumed + (silent * rules.unmet if is_complete else 0.0))
        unknown += 0.0 if is_complete else each * silent
    late, late_unknown = 0.0, 0.0
    if desired:
        each = rules.desirable / desired
        late += each * (liked_below * rules.skill_below + (silent_desired * rules.unmet if is_complete else 0.0))
        late_unknown += 0.0 if is_complete else each * silent_desired
    return cost, unknown, late, late_unknown


@inlined
def _presumed(who, works, skills, person, essentials, presuming):
    """How many essential skills are not told, but needed in an occupation that the person has held."""
    mask = 0
    for at in range(who[person, WORKS], who[person, WORKS_END]):
        if works[at, 1] != 0:
            mask |= presuming[works[at, 0]]
    if mask == 0:
        return 0
    for at in range(who[person, SKILLS], who[person, SKILLS_END]):
        place = essentials[skills[at, 0]]
        if place:
            mask &= ~(1 << (place - 1))
    return bits_of(mask)


@inlined
def readiness_of(who, spoken, person, what, tongues, job, practice, rules):
    """Cost and unknown weight of experience, education, languages, the day and the hours."""
    cost, unknown = 0.0, 0.0
    if what[job, MONTHS] > 0:
        if practice == NONE:
            unknown += rules.experience
        else:
            cost += rules.experience * degree(practice / what[job, MONTHS], rules.unmet)
    if what[job, EDUCATION] > 0:
        if who[person, EDUCATION] == NONE:
            unknown += rules.education
        else:
            cost += rules.education * _step(who[person, EDUCATION], what[job, EDUCATION], rules)
    if what[job, STARTS] != NONE:
        if who[person, AVAILABLE] == NONE:
            unknown += rules.start
        elif who[person, AVAILABLE] > what[job, STARTS]:
            cost += rules.start * (rules.late if who[person, AVAILABLE] - what[job, STARTS] <= LATE_DAYS else rules.unmet)
    if what[job, HOURS] != 0:
        if who[person, HOURS] == 0:
            unknown += rules.hours
        else:
            share = bits_of(what[job, HOURS] & who[person, HOURS]) / bits_of(what[job, HOURS])
            cost += rules.hours * degree(share, rules.unmet)
    cost_spoken, silent = _languages(who, spoken, person, what, tongues, job, rules)
    return cost + cost_spoken, unknown + silent


@inlined
def _step(have, asked, rules):
    """The cost of steps: met, one below, not met."""
    if have >= asked:
        return 0.0
    return rules.one_below if have > 0 and have == asked - 1 else rules.unmet


@inlined
def _languages(who, spoken, person, what, tongues, job, rules):
    """Cost and unknown weight of all languages that are asked."""
    first, last = what[job, SPOKEN], what[job, SPOKEN_END]
    cost, unknown = 0.0, 0.0
    for at in range(first, last):
        each, have = rules.languages / (last - first), NONE
        for told in range(who[person, SPOKEN], who[person, SPOKEN_END]):
            if spoken[told, 0] == tongues[at, 0]:
                have = spoken[told, 1]
        if have == NONE and who[person, COMPLETE] == 0:
            unknown += each
        else:
            cost += each * _step(max(have, 0), tongues[at, 1], rules)
    return cost, unknown


@inlined
def preference_of(who, person, what, job, rules):
    """Cost and unknown weight of wage, contract and nearness."""
    cost, unknown = 0.0, 0.0
    paid, wanted = what[job, WAGE], who[person, WAGE]
    if paid > 0:
        if wanted == NONE:
            unknown += rules.wage
        elif paid < wanted:
            cost += rules.wage * (rules.wage_near if 10 * paid >= 9 * wanted else rules.unmet)
    if what[job, CONTRACTS] != 0:
        if who[person, CONTRACTS] == 0:
            unknown += rules.contract
        elif what[job, CONTRACTS] & who[person, CONTRACTS] == 0:
            cost += rules.contract * rules.unmet
    if what[job, PLACE] != NONE:
        home, place = who[person, HOME], what[job, PLACE]
        if home == NONE:
            unknown += rules.nearness
        elif home != place and not (place % 100 == 0 and home // 100 == place // 100):
            cost += rules.nearness * (rules.same_department if home // 100 == place // 100 else rules.elsewhere)
    return cost, unknown
