"""Which are the best of each vacancy and of each person? One loop over the pairs that a zone brings together.

A pair is left as soon as what is known of it costs too much for both lists. Lists are ordered by the whole key, so that parts of
the persons, or of the vacancies, can be swept apart and merged: the answer is the same.
"""

import numpy as np

from ruta.placements.matching.kernel.pairing import is_closed, occupation_of, preference_of, readiness_of, skills_of
from ruta.placements.matching.kernel.shapes import (
    ASKED,
    CROWDING,
    NONE,
    OCCUPATION,
    SKILLS,
    SKILLS_END,
    SPREAD,
    STEPS,
    TIE,
    WANTED,
    WANTED_END,
    WORST,
    ZONES,
    ZONES_END,
    compiled,
    inlined,
)


@inlined
def key_of(order, known):
    """What lists are ordered by: the order in steps, then the share that is known."""
    return (int(order * STEPS + 0.5) << 8) | int(255 * (1 - known) + 0.5)


@inlined
def least_key(order):
    """No pair of at least this order has a lesser key."""
    return max(int(order * STEPS) - 1, 0) << 8


@inlined
def tie_of(own, lot):
    """Whom a list prefers among equals, the least first; as `ties.py` says it for many."""
    return np.uint64(own ^ lot) * SPREAD


@compiled
def insert(keys, rows, owners, others, at, key, row):
    """Put a row in its place of the list of an owner, unless it stands there or is worse than all of a full list."""
    last, mine = keys.shape[1] - 1, tie_of(owners[at, TIE], others[row, TIE])
    place = last + 1
    while place > 0:
        before = keys[at, place - 1]
        if before < key:
            break
        if before == key:
            other = rows[at, place - 1]
            if other == row:
                return
            if tie_of(owners[at, TIE], others[other, TIE]) < mine:
                break
        place -= 1
    if place > last:
        return
    for move in range(last, place, -1):
        keys[at, move], rows[at, move] = keys[at, move - 1], rows[at, move - 1]
    keys[at, place], rows[at, place] = key, row


@inlined
def note(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming):
    """Write the places of the skills of a vacancy where its persons are looked at."""
    first = what[job, SKILLS]
    for at in range(first, what[job, SKILLS_END]):
        place = at - first
        essentials[needs[at, 0]] = place + 1
        for held in range(needed_at[needs[at, 0]], needed_at[needs[at, 0] + 1]):
            presuming[needed[held]] |= 1 << place
    for at in range(what[job, WANTED], what[job, WANTED_END]):
        liking[wanted[at, 0]] = at - what[job, WANTED] + 1


@inlined
def forget(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming):
    """Leave the notes as empty as they were."""
    for at in range(what[job, SKILLS], what[job, SKILLS_END]):
        essentials[needs[at, 0]] = 0
        for held in range(needed_at[needs[at, 0]], needed_at[needs[at, 0] + 1]):
            presuming[needed[held]] = 0
    for at in range(what[job, WANTED], what[job, WANTED_END]):
        liking[wanted[at, 0]] = 0


@compiled
def sweep(people, jobs, tables, rules, zones, span, notes, of_jobs, of_people):
    """Look at the vacancies `span` and every person of their zones; fills both lists (a list without rows is not wanted)."""
    who, lift, works, skills, spoken = people
    what, loads, needs, wanted, tongues, around = jobs
    apart, needed_at, needed = tables
    essentials, liking, presuming = notes
    job_keys, job_rows = of_jobs
    person_keys, person_rows = of_people
    zone_at, zone_rows = zones
    wants_jobs, wants_people = job_keys.shape[0] > 0, person_keys.shape[0] > 0
    last_job, last_person = job_keys.shape[1] - 1, person_keys.shape[1] - 1
    met = 0
    for job in range(span[0], span[1]):
        is_noted = False
        asked, crowding = loads[job, ASKED], loads[job, CROWDING] + rules.lift
        for zone in range(what[job, ZONES], what[job, ZONES_END]):
            number = around[zone]
            for place in range(zone_at[number], zone_at[number + 1]):
                person = zone_rows[place]
                met += 1
                if is_closed(who, person, what, job):
                    continue
                bar = job_keys[job, last_job] if wants_jobs else -1
                if wants_people:
                    bar = max(bar, person_keys[person, last_person])
                shift = crowding - lift[person]
                nearest, practice = occupation_of(who, works, person, what, job, apart, rules)
                cost, weight = 0.0, asked
                if nearest >= 0:
                    cost = rules.occupation * nearest
                elif what[job, OCCUPATION] != NONE:
                    weight -= rules.occupation
                if weight <= 0 or cost > (rules.listed + 1e-9) * weight or least_key(cost / weight + shift) > bar:
                    continue
                if not is_noted:
                    note(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming)
                    is_noted = True
                fit, silent, liked, silent_liked = skills_of(
                    who, works, skills, person, what, needs, wanted, job, essentials, liking, presuming, rules
                )
                cost += fit + liked
                weight -= silent + silent_liked
                if weight <= 0 or cost > (rules.listed + 1e-9) * weight or least_key(cost / weight + shift) > bar:
                    continue
                if nearest < 0 and (silent >= rules.skills * (1 - 1e-9) or what[job, SKILLS] == what[job, SKILLS_END]):
                    continue  # neither an occupation nor a skill is known: nothing to go by
                ready, unready = readiness_of(who, spoken, person, what, tongues, job, practice, rules)
                wished, unwished = preference_of(who, person, what, job, rules)
                cost += ready + wished
                weight -= unready + unwished
                if weight <= 1e-12 or cost > rules.listed * weight:
                    continue
                key = key_of(cost / weight + shift, weight / asked)
                if wants_jobs and key <= job_keys[job, last_job]:
                    insert(job_keys, job_rows, what, who, job, key, person)
                if wants_people and key <= person_keys[person, last_person]:
                    insert(person_keys, person_rows, who, what, person, key, job)
        if is_noted:
            forget(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming)
    return met


@compiled
def merge(keys, rows, owners, others, more_keys, more_rows):
    """Put the best of other lists of the same rows into these."""
    for at in range(keys.shape[0]):
        for place in range(more_keys.shape[1]):
            if more_keys[at, place] == WORST or more_keys[at, place] > keys[at, -1]:
                break
            insert(keys, rows, owners, others, at, more_keys[at, place], more_rows[at, place])


@compiled
def parts(people, jobs, tables, rules, persons, vacancies, notes, told):
    """The costs of fit, occupation, readiness and preference of some pairs, each times its weight, and the known weight."""
    who, _, works, skills, spoken = people
    what, loads, needs, wanted, tongues, _ = jobs
    apart, needed_at, needed = tables
    essentials, liking, presuming = notes
    for row in range(len(persons)):
        person, job = persons[row], vacancies[row]
        note(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming)
        nearest, practice = occupation_of(who, works, person, what, job, apart, rules)
        fit, silent, liked, silent_liked = skills_of(
            who, works, skills, person, what, needs, wanted, job, essentials, liking, presuming, rules
        )
        ready, unready = readiness_of(who, spoken, person, what, tongues, job, practice, rules)
        wished, unwished = preference_of(who, person, what, job, rules)
        forget(what, needs, wanted, job, needed_at, needed, essentials, liking, presuming)
        unknown = silent + silent_liked + unready + unwished
        if nearest < 0 and what[job, OCCUPATION] != NONE:
            unknown += rules.occupation
        told[row, 0], told[row, 1] = fit, rules.occupation * max(nearest, 0.0)
        told[row, 2], told[row, 3] = ready, wished + liked
        told[row, 4] = loads[job, ASKED] - unknown
