"""Who is related to whom? Star-shaped families: relatives, twins and namesakes attach to one head."""

from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.calibration import calibration
from ruta.demo.generator.names import given_names, surname_pair
from ruta.demo.generator.persons import DAYS_PER_YEAR, Sketch, birth_years, department_of
from ruta.demo.generator.streams import Flag, Index, Text, chance, stream

HEADS = 0.30  # guesses from here on: share of the adults who may have registered relatives
PARENT_REGISTERED = 0.60  # of the accompanied children
SIBLINGS, GROWN_CHILDREN, WIVES, HUSBANDS = 0.07, 0.05, 0.25, 0.02  # of the other adults
TWIN_SIBLINGS, TWIN_CHILDREN = 0.03, 0.04
NAMESAKES = 0.18  # of the sons whose father is the head
SAME_PLACE = 0.90
SINGLE_MOTHERS = 0.15  # their children carry the mother's two surnames
RELATIONS = ("head", "spouse", "child", "sibling")
HEAD, SPOUSE, CHILD, SIBLING = range(4)
# Born how many years before the relative (negative: after)
WINDOWS = {"parent": (17, 43), "sibling": (-8, 8), "husband": (-4, 12), "wife": (-12, 4)}


@dataclass(frozen=True)
class Kin:
    """For each person: the head of the family (itself when alone), the relation to it, and the names."""

    head: Index  # row of the sketch
    relation: Index  # RELATIONS
    is_twin: Flag
    is_namesake: Flag
    is_unaccompanied: Flag
    given_names: Text
    first_surname: Index  # name_book().surnames
    second_surname: Index  # -1: none
    partner_surname: Index  # first surname of the other parent of one's children


def relate(sketch: Sketch, seed: int) -> tuple[Sketch, Kin]:
    """Give relatives and names to the persons; returns the sketch with the places and birth dates that families share."""
    rng = stream(seed, "households")
    unaccompanied = sketch.is_minor & chance(rng, calibration().unaccompanied_share, len(sketch))
    head, relation = _attach(rng, sketch, unaccompanied)
    twins = _twins(rng, head, relation)
    sketch = _share_place(rng, _share_birth(sketch, twins), head)
    given = given_names(rng, sketch.is_female, birth_years(sketch.birth_date))
    father_and_son = (relation == CHILD) & ~sketch.is_female & ~sketch.is_female[head]
    namesake = father_and_son & chance(rng, NAMESAKES, len(sketch))
    given = np.where(namesake, given[head], given)
    first, second, partner = _surnames(rng, sketch, head, relation)
    kin = Kin(head, relation, twins >= 0, namesake, unaccompanied, given, first, second, partner)
    return sketch, kin


def _attach(rng: np.random.Generator, sketch: Sketch, unaccompanied: Flag) -> tuple[Index, Index]:
    """Attach relatives to heads by the window of their ages."""
    size = len(sketch)
    head, relation = np.arange(size), np.full(size, HEAD)
    is_head = ~sketch.is_minor & chance(rng, HEADS, size)
    heads = np.flatnonzero(is_head)
    heads = heads[np.argsort(sketch.birth_date[heads], kind="stable")]
    lot, other = rng.random(size), ~sketch.is_minor & ~is_head
    children = sketch.is_minor & ~unaccompanied & (lot < PARENT_REGISTERED)
    grown = other & (lot < GROWN_CHILDREN)
    siblings = other & ~grown & (lot < GROWN_CHILDREN + SIBLINGS)
    spouses = other & ~grown & ~siblings & (lot > 1 - np.where(sketch.is_female, WIVES, HUSBANDS))
    for group, window, kind in ((children | grown, "parent", CHILD), (siblings, "sibling", SIBLING)):
        rows = np.flatnonzero(group)
        found = _find(rng, sketch, heads, rows, WINDOWS[window])
        head[rows], relation[rows] = np.where(found >= 0, found, rows), np.where(found >= 0, kind, HEAD)
    _marry(rng, sketch, heads, np.flatnonzero(spouses), head, relation)
    return head, relation


def _find(rng: np.random.Generator, sketch: Sketch, heads: Index, rows: Index, window: tuple[int, int]) -> Index:
    """Return for each row a random head born within the window of years before it, or -1."""
    birth = sketch.birth_date.astype(np.int64)
    least, most = (np.int64(years * DAYS_PER_YEAR) for years in window)
    low = np.searchsorted(birth[heads], birth[rows] - most)
    high = np.searchsorted(birth[heads], birth[rows] - least)
    place = low + (rng.random(len(rows)) * (high - low)).astype(np.int64)
    return np.where(high > low, heads[np.minimum(place, len(heads) - 1)], -1)


def _marry(rng: np.random.Generator, sketch: Sketch, heads: Index, rows: Index, head: Index, relation: Index) -> None:
    """Attach spouses of the other sex, at most one to a head (changes `head` and `relation`)."""
    for is_female, window in ((True, "husband"), (False, "wife")):
        mine = rows[sketch.is_female[rows] == is_female]
        theirs = heads[sketch.is_female[heads] != is_female]
        if not len(theirs):
            continue
        found = _find(rng, sketch, theirs, mine, WINDOWS[window])
        _, first = np.unique(found, return_index=True)
        first = first[found[first] >= 0]
        head[mine[first]], relation[mine[first]] = found[first], SPOUSE


def _twins(rng: np.random.Generator, head: Index, relation: Index) -> Index:
    """Return for each twin the row whose birth it shares, else -1."""
    twin_of = np.full(len(head), -1)
    siblings = np.flatnonzero((relation == SIBLING) & chance(rng, TWIN_SIBLINGS, len(head)))
    siblings = siblings[np.unique(head[siblings], return_index=True)[1]]
    twin_of[siblings] = head[siblings]
    children = np.flatnonzero(relation == CHILD)
    children = children[np.argsort(head[children], kind="stable")]
    elder, younger = children[:-1], children[1:]
    pairs = (head[elder] == head[younger]) & chance(rng, TWIN_CHILDREN, len(elder))
    pairs[1:] &= ~pairs[:-1]  # no triplets
    twin_of[younger[pairs]] = elder[pairs]
    return twin_of


def _share_birth(sketch: Sketch, twin_of: Index) -> Sketch:
    source = np.where(twin_of >= 0, twin_of, np.arange(len(twin_of)))
    return sketch.change(
        birth_date=sketch.birth_date[source],
        birth_country=sketch.birth_country[source],
        birth_municipality=sketch.birth_municipality[source],
    )


def _share_place(rng: np.random.Generator, sketch: Sketch, head: Index) -> Sketch:
    source = np.where(chance(rng, SAME_PLACE, len(head)), head, np.arange(len(head)))
    return sketch.change(residence_municipality=sketch.residence_municipality[source])


def _surnames(rng: np.random.Generator, sketch: Sketch, head: Index, relation: Index) -> tuple[Index, Index, Index]:
    """Hand surnames down: the father's first, then the mother's first; siblings of the head carry the head's."""
    department = department_of(sketch.residence_municipality)
    first, second = surname_pair(rng, department)
    partner, _ = surname_pair(rng, department)
    spouses = np.flatnonzero(relation == SPOUSE)
    partner[head[spouses]] = first[spouses]
    single = (sketch.is_female & chance(rng, SINGLE_MOTHERS, len(head)))[head]
    father_first = np.where(sketch.is_female[head], partner[head], first[head])
    mother_first = np.where(sketch.is_female[head], first[head], partner[head])
    child_first = np.where(single, first[head], father_first)
    child_second = np.where(single, second[head], mother_first)
    first = np.select([relation == CHILD, relation == SIBLING], [child_first, first[head]], first)
    second = np.select([relation == CHILD, relation == SIBLING], [child_second, second[head]], second)
    return first, second, partner
