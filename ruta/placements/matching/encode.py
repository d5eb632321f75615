"""How do profiles and vacancies become the arrays of the loop?"""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ruta.placements.matching.columns import UNTOLD, Coded, Codes, Unreadable, coded, masks, once, texts, whole, without
from ruta.placements.matching.facts import Profile
from ruta.placements.matching.gate import zones_around, zones_of
from ruta.placements.matching.kernel.shapes import (
    AVAILABLE,
    COMPLETE,
    CONTRACTS,
    EDUCATION,
    HOME,
    HOURS,
    LACKING,
    MONTHS,
    MOST_BITS,
    NONE,
    OCCUPATION,
    PAPERS,
    PLACE,
    SKILLS,
    SKILLS_END,
    SPOKEN,
    SPOKEN_END,
    STARTS,
    TIE,
    WAGE,
    WANTED,
    WANTED_END,
    WIDTH,
    WORKS,
    ZONES,
    Profiles,
    Rules,
    Vacancies,
)
from ruta.placements.matching.ties import SEED, lots
from ruta.placements.matching.weights import DEGREES, PART_OF, Weights

EVERYBODY = "everybody"
_ABROAD = 1_000_000
_LIST_PLACES = " "


@dataclass(slots=True)
class Encoder:
    """The numbers of all codes of a run; more may be met later."""

    weights: Weights
    seed: int = SEED
    occupations: Codes = field(default_factory=Codes)
    skills: Codes = field(default_factory=Codes)
    languages: Codes = field(default_factory=Codes)
    hours: Codes = field(default_factory=Codes)
    papers: Codes = field(default_factory=Codes)
    contracts: Codes = field(default_factory=Codes)
    zones: Codes = field(default_factory=lambda: Codes({EVERYBODY: 0}))
    _countries: Codes = field(default_factory=Codes)

    def profiles(self, table: pa.Table) -> tuple[Profiles, Coded]:
        """Profiles as arrays, and the zones where each accepts work."""
        works = coded(table["works"], self.occupations, silent=NONE)
        skills = once(_untold(coded(table["skills"], self.skills, silent=UNTOLD)))
        languages = once(coded(table["languages"], self.languages, silent=1))
        columns: dict[int, NDArray[Any]] = {
            TIE: lots(table["id"].to_pylist(), self.seed),
            COMPLETE: pc.fill_null(table["is_complete"].cast(pa.uint8()), 0).to_numpy(),
            EDUCATION: whole(table["education"]),
            HOURS: masks(table["hours"], self.hours),
            LACKING: masks(table["papers_lacking"], self.papers),
            AVAILABLE: whole(table["available_from"]),
            HOME: texts(table["home"], self._place),
            WAGE: whole(table["wage_min"]),
            CONTRACTS: masks(table["contracts"], self.contracts),
        }
        who = _matrix(columns, {WORKS: works, SKILLS: skills, SPOKEN: languages})
        lift = self.weights.unseen / (1 + np.maximum(whole(table["sends"]), 0))
        return Profiles(who, lift, works.pairs, skills.pairs, languages.pairs), self._zones_accepted(table["places"])

    def vacancies(self, table: pa.Table) -> Vacancies:
        """Vacancies as arrays."""
        skills = once(coded(table["skills"], self.skills, silent=0))
        desired = without(once(coded(table["desirable"], self.skills, silent=0)), skills)
        languages = once(coded(table["languages"], self.languages, silent=1))
        _demand_few(skills, desired)
        zones = self._zones_around(table["place"])
        columns: dict[int, NDArray[Any]] = {
            TIE: lots(table["id"].to_pylist(), self.seed),
            OCCUPATION: texts(table["occupation"], self.occupations.number),
            MONTHS: whole(table["months"]),
            EDUCATION: whole(table["education"]),
            HOURS: masks(table["hours"], self.hours),
            PAPERS: masks(table["papers"], self.papers),
            STARTS: whole(table["starts_on"]),
            PLACE: texts(table["place"], self._place),
            WAGE: whole(table["wage_max"]),
            CONTRACTS: _one_bit(texts(table["contract"], self.contracts.number)),
        }
        what = _matrix(columns, {SKILLS: skills, WANTED: desired, SPOKEN: languages, ZONES: zones})
        loads = np.column_stack([self._asked(what), self._crowding(table)])
        return Vacancies(what, loads, skills.pairs, desired.pairs, languages.pairs, zones.code)

    def rules(self) -> Rules:
        """The weights as numbers."""
        weights = self.weights
        told = {fact: weights.facts[fact] for fact in PART_OF}
        costs = {name: weights.cost(weights.degrees[name]) for name in DEGREES if name in Rules._fields}
        related = weights.cost(weights.degrees["experience_from"])
        return Rules(**told, **costs, related=related, unmet=weights.cost(0), listed=weights.cost(weights.listed_from), lift=weights.unseen)

    def _asked(self, what: NDArray[np.int64]) -> NDArray[np.float64]:
        """The weight of all that each vacancy asks."""
        facts, columns = self.weights.facts, what.T
        wanted = {
            "skills": columns[SKILLS_END] > columns[SKILLS],
            "occupation": columns[OCCUPATION] != NONE,
            "experience": columns[MONTHS] > 0,
            "education": columns[EDUCATION] > 0,
            "languages": columns[SPOKEN_END] > columns[SPOKEN],
            "start": columns[STARTS] != NONE,
            "hours": columns[HOURS] != 0,
            "desirable": columns[WANTED_END] > columns[WANTED],
            "wage": columns[WAGE] > 0,
            "contract": columns[CONTRACTS] != 0,
            "nearness": columns[PLACE] != NONE,
        }
        return sum((facts[fact] * is_asked for fact, is_asked in wanted.items()), np.zeros(len(what)))

    def _crowding(self, table: pa.Table) -> NDArray[np.float64]:
        waiting = np.maximum(whole(table["applicants"]), 0) / np.maximum(whole(table["openings"]), 1)
        return self.weights.crowded * waiting / (1 + waiting)

    def _place(self, code: str) -> int:
        if code.isdigit() and len(code) in (2, 4):
            return int(code) * (100 if len(code) == 2 else 1)
        if not code.isalpha():
            raise Unreadable(f"«{code}»")
        return _ABROAD + 100 * self._countries.number(code)

    def _zones_accepted(self, column: Any) -> Coded:
        """The zones of each profile, made once for each different list of places."""
        lists = column.combine_chunks()
        lists = lists.fill_null([]) if lists.null_count else lists
        joined = pc.binary_join(lists, _LIST_PLACES).dictionary_encode()
        joined = joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
        zones = [self._zone_numbers(text) for text in joined.dictionary.to_pylist()]
        return _laid_out(zones, joined.indices.to_numpy())

    def _zone_numbers(self, places: str) -> list[int]:
        accepted = zones_of(Profile("", places=frozenset(places.split())))
        return [0, *sorted(self.zones.number(zone) for zone in accepted)]

    def _zones_around(self, column: Any) -> Coded:
        items = column.combine_chunks().dictionary_encode()
        items = items.combine_chunks() if isinstance(items, pa.ChunkedArray) else items
        chains = [[self.zones.number(zone) for zone in zones_around(place)] for place in items.dictionary.to_pylist()]
        return _laid_out([*chains, [0]], items.indices.fill_null(len(chains)).to_numpy())


def _matrix(columns: dict[int, NDArray[Any]], lists: dict[int, Coded]) -> NDArray[np.int64]:
    """One row for each, with the begin and the end of its lists."""
    rows = np.zeros((len(columns[TIE]), WIDTH), np.int64)
    for at, column in columns.items():
        rows[:, at] = column
    for at, items in lists.items():
        rows[:, at], rows[:, at + 1] = items.at[:-1], items.at[1:]
    return rows


def _untold(skills: Coded) -> Coded:
    return skills._replace(number=np.where(skills.number == 0, UNTOLD, skills.number))


def _one_bit(numbers: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.where(numbers == NONE, 0, np.int64(1) << np.maximum(numbers, 0).astype(np.int64))


def _laid_out(lists: list[list[int]], which: NDArray[Any]) -> Coded:
    """The list that each row names, one after the other."""
    lengths = np.array([len(one) for one in lists], np.int64)[which]
    at = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.array(list(chain.from_iterable(lists)), np.int32)
    first = np.concatenate([[0], np.cumsum([len(one) for one in lists])])[which]
    places = np.arange(at[-1]) - np.repeat(at[:-1], lengths) + np.repeat(first, lengths)
    return Coded(at, flat[places], np.zeros(len(places), np.int32))


def _demand_few(skills: Coded, desired: Coded) -> None:
    most = max(np.diff(skills.at).max(initial=0), np.diff(desired.at).max(initial=0))
    if most > MOST_BITS:
        raise Unreadable(f"{most} > {MOST_BITS}")
