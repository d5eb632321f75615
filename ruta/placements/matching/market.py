"""Who fits? Profiles and vacancies in memory: the best for one, the best for all, and what one change does."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.placements.matching.columns import Coded
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import Lists, Profiles, Rules, Scratch, Tables, Vacancies, Zones, empty_lists, scratch
from ruta.placements.matching.kernel.sweeping import merge, sweep
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.neighbours import tables_of

ROWS_A_TIME = 8_192
"""Persons that one thread looks at together: what is known of them stays near the processor."""
TOP = 20
Tell = Callable[[int, int], None]


class Market(NamedTuple):
    """Both sides as arrays."""

    people: Profiles
    accepted: Coded
    """The zones where each person accepts work."""
    jobs: Vacancies
    tables: Tables
    rules: Rules
    zone_count: int

    @property
    def sizes(self) -> tuple[int, int]:
        """How many persons and how many vacancies there are."""
        return len(self.people.who), len(self.jobs.what)

    def scratch(self) -> Scratch:
        """Room for one thread."""
        return scratch(len(self.tables.needed_at) - 1, len(self.tables.apart))

    def zones(self, persons: NDArray[np.int64]) -> Zones:
        """Which of these persons accept each zone."""
        lengths = self.accepted.at[persons + 1] - self.accepted.at[persons]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) - np.repeat(starts[:-1] - self.accepted.at[persons], lengths)
        zones, rows = self.accepted.code[places], np.repeat(persons, lengths)
        order = np.argsort(zones, kind="stable")
        return Zones(np.searchsorted(zones[order], np.arange(self.zone_count + 1)), rows[order].astype(np.int32))


class Best(NamedTuple):
    """The lists of all vacancies and of all persons."""

    of_jobs: Lists
    of_people: Lists
    met: int
    """How many pairs a zone brought together."""


def market_of(profiles: pa.Table, vacancies: pa.Table, encoder: Encoder, essentials: Essentials) -> Market:
    """Both tables as arrays."""
    jobs = encoder.vacancies(vacancies)
    people, accepted = encoder.profiles(profiles)
    tables = tables_of(encoder.occupations, encoder.skills, essentials, encoder.weights)
    return Market(people, accepted, jobs, tables, encoder.rules(), len(encoder.zones))


def everybody(market: Market) -> NDArray[np.int64]:
    """Every person."""
    return np.arange(market.sizes[0])


def best_for_vacancy(market: Market, job: int, zones: Zones, top: int = TOP) -> list[tuple[int, int]]:
    """Row and key of the best persons of one vacancy; `zones` are those of everybody, made once."""
    lists = empty_lists(1, top)
    one = market.jobs._replace(what=market.jobs.what[job : job + 1], loads=market.jobs.loads[job : job + 1])
    sweep(market.people, one, market.tables, market.rules, zones, (0, 1), market.scratch(), lists, empty_lists(0, 1))
    return _told(lists)


def best_for_person(market: Market, person: int, top: int = TOP) -> list[tuple[int, int]]:
    """Row and key of the best vacancies of one person."""
    people, zones = market.people, market.zones(np.array([person]))
    one = people._replace(who=people.who[person : person + 1], lift=people.lift[person : person + 1])
    alone, lists = Zones(zones.at, np.zeros_like(zones.rows)), empty_lists(1, top)
    sweep(one, market.jobs, market.tables, market.rules, alone, (0, market.sizes[1]), market.scratch(), empty_lists(0, 1), lists)
    return _told(lists)


def best_for_all(market: Market, top: int = TOP, threads: int = 2, tell: Tell | None = None, start: Best | None = None) -> Best:
    """The best of every vacancy and of every person; `start` holds pairs that are known to be good."""
    persons, vacancies = market.sizes
    best = start or Best(empty_lists(vacancies, top), empty_lists(persons, top), 0)
    mine = [Lists(best.of_jobs.keys.copy(), best.of_jobs.rows.copy()) for _ in range(threads)]
    spans = list(_spans(persons))
    with ThreadPoolExecutor(threads) as pool:
        runs = [pool.submit(_sweep_spans, market, spans[number::threads], mine[number], best.of_people, tell) for number in range(threads)]
        met = sum(run.result() for run in runs)
    for lists in mine:
        merge(best.of_jobs.keys, best.of_jobs.rows, market.jobs.what, market.people.who, lists.keys, lists.rows)
    return best._replace(met=met)


def _spans(persons: int) -> Iterator[NDArray[np.int64]]:
    for first in range(0, persons, ROWS_A_TIME):
        yield np.arange(first, min(first + ROWS_A_TIME, persons))


def _sweep_spans(market: Market, spans: list[NDArray[np.int64]], of_jobs: Lists, of_people: Lists, tell: Tell | None) -> int:
    notes, met = market.scratch(), 0
    for span in spans:
        jobs = (0, market.sizes[1])
        met += sweep(market.people, market.jobs, market.tables, market.rules, market.zones(span), jobs, notes, of_jobs, of_people)
        if tell:
            tell(len(span), market.sizes[0])
    return met


def _told(lists: Lists) -> list[tuple[int, int]]:
    return [(int(row), int(key)) for row, key in zip(lists.rows[0], lists.keys[0], strict=True) if row >= 0]
