"""What does one change do to lists that stand? Only the lists that it touches are made again; the answer is that of a full run.

Rows are never moved: a changed person or vacancy gets a new row at the end, and the old one is left out of every zone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ruta.placements.matching.columns import Coded
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import (
    NONE,
    SKILLS,
    SKILLS_END,
    SPOKEN,
    SPOKEN_END,
    WANTED,
    WANTED_END,
    WORKS,
    WORKS_END,
    WORST,
    ZONES,
    ZONES_END,
    Lists,
    Profiles,
    Vacancies,
    empty_lists,
)  # fmt: skip
from ruta.placements.matching.kernel.sweeping import sweep
from ruta.placements.matching.market import Best, Market, best_for_all, market_of
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.neighbours import tables_of


@dataclass(slots=True)
class Standing:
    """A market with its lists, kept as it changes. `profiles` and `vacancies` tell the row of each id that is still there."""

    market: Market
    best: Best
    encoder: Encoder
    essentials: Essentials
    profiles: dict[str, int]
    vacancies: dict[str, int]
    known: tuple[int, int]  # occupations and skills of which the tables speak; those of none have room for one: their size tells nothing

    def change_profile(self, table: pa.Table) -> None:
        """Take a table of one profile, new or changed."""
        people, accepted = self.encoder.profiles(table)
        row, name = self.market.sizes[0], table["id"][0].as_py()
        self._widen(self.market._replace(people=_more_people(self.market.people, people), accepted=_more(self.market.accepted, accepted)))
        self.best = self.best._replace(of_people=_longer(self.best.of_people))
        self.drop_profile(name)
        self.profiles[name] = row
        self._sweep_people(np.array([row]), self.best.of_jobs, self.best.of_people)

    def drop_profile(self, name: str) -> None:
        """Take a profile out of every list."""
        old = self.profiles.pop(name, None)
        if old is not None:
            self.best.of_people.keys[old], self.best.of_people.rows[old] = WORST, NONE
            touched = _emptied(self.best.of_jobs, old)
            zones = self.market.zones(np.array(sorted(self.profiles.values()), np.int64))
            for job in touched.tolist():
                self._sweep(zones, (job, job + 1), self.best.of_jobs, empty_lists(0, 1))

    def change_vacancy(self, table: pa.Table) -> None:
        """Take a table of one vacancy, new or changed."""
        jobs = self.encoder.vacancies(table)
        row, name = self.market.sizes[1], table["id"][0].as_py()
        self._widen(self.market._replace(jobs=_more_jobs(self.market.jobs, jobs)))
        self.best = self.best._replace(of_jobs=_longer(self.best.of_jobs))
        self.drop_vacancy(name)
        self.vacancies[name] = row
        zones = self.market.zones(np.array(sorted(self.profiles.values()), np.int64))
        self._sweep(zones, (row, row + 1), self.best.of_jobs, self.best.of_people)

    def drop_vacancy(self, name: str) -> None:
        """Take a vacancy out of every list; nobody is met in its zones any more."""
        old = self.vacancies.pop(name, None)
        if old is not None:
            self.market.jobs.what[old, ZONES_END] = self.market.jobs.what[old, ZONES]
            self.best.of_jobs.keys[old], self.best.of_jobs.rows[old] = WORST, NONE
            self._sweep_people(_emptied(self.best.of_people, old), empty_lists(0, 1), self.best.of_people)

    def _sweep_people(self, persons: NDArray[np.int64], of_jobs: Lists, of_people: Lists) -> None:
        self._sweep(self.market.zones(persons), (0, self.market.sizes[1]), of_jobs, of_people)

    def _sweep(self, zones: object, span: tuple[int, int], of_jobs: Lists, of_people: Lists) -> None:
        market = self.market
        sweep(market.people, market.jobs, market.tables, market.rules, zones, span, market.scratch(), of_jobs, of_people)

    def _widen(self, market: Market) -> None:
        """Take the longer columns; codes that nobody had before need longer tables."""
        self.market = market._replace(zone_count=len(self.encoder.zones))
        if self.known != _known(self.encoder):
            self.known = _known(self.encoder)
            made = tables_of(self.encoder.occupations, self.encoder.skills, self.essentials, self.encoder.weights)
            self.market = self.market._replace(tables=made)


def standing_of(profiles: pa.Table, vacancies: pa.Table, encoder: Encoder, essentials: Essentials, top: int = 20) -> Standing:
    """A market with all of its lists."""
    market = market_of(profiles, vacancies, encoder, essentials)
    people, jobs = ({name: at for at, name in enumerate(table["id"].to_pylist())} for table in (profiles, vacancies))
    return Standing(market, best_for_all(market, top), encoder, essentials, people, jobs, _known(encoder))


def _known(encoder: Encoder) -> tuple[int, int]:
    return len(encoder.occupations), len(encoder.skills)


def _emptied(lists: Lists, row: int) -> NDArray[np.int64]:
    """Empty the lists in which a row stands, and tell which they were."""
    touched = np.flatnonzero((lists.rows == row).any(axis=1))
    lists.keys[touched], lists.rows[touched] = WORST, NONE
    return touched


def _longer(lists: Lists) -> Lists:
    more = empty_lists(1, lists.keys.shape[1])
    return Lists(np.concatenate([lists.keys, more.keys]), np.concatenate([lists.rows, more.rows]))


def _more(one: Coded, other: Coded) -> Coded:
    return Coded(
        np.concatenate([one.at, other.at[1:] + one.at[-1]]),
        np.concatenate([one.code, other.code]),
        np.concatenate([one.number, other.number]),
    )


def _more_people(one: Profiles, other: Profiles) -> Profiles:
    who = other.who.copy()
    for lists, columns in ((one.works, (WORKS, WORKS_END)), (one.skills, (SKILLS, SKILLS_END)), (one.spoken, (SPOKEN, SPOKEN_END))):
        who[:, columns] += len(lists)
    return Profiles(*map(_joined, one, other._replace(who=who)))


def _more_jobs(one: Vacancies, other: Vacancies) -> Vacancies:
    what = other.what.copy()
    lists = ((one.skills, (SKILLS, SKILLS_END)), (one.wanted, (WANTED, WANTED_END)), (one.spoken, (SPOKEN, SPOKEN_END)))
    for items, columns in (*lists, (one.zones, (ZONES, ZONES_END))):
        what[:, columns] += len(items)
    return Vacancies(*map(_joined, one, other._replace(what=what)))


def _joined(one: Any, other: Any) -> Any:
    return np.concatenate([one, other])
