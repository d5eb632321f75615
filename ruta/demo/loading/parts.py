"""In which portions is a population written? Persons of one institution with all that hangs on them, a few thousand at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ruta.demo.generator import Population
from ruta.demo.generator.streams import Index

PERSONS_EACH = 4_000


@dataclass(frozen=True)
class Part:
    """Rows of every table of the population that belong together; `made` keeps what one table prepares for another."""

    institution_id: int
    rows: dict[str, Index]
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def persons(self) -> int:
        """How many persons are in it."""
        return len(self.rows["persons"])


def parts_of(population: Population) -> Iterator[Part]:
    """Every portion, the largest institution first."""
    owner = population.persons.owner_institution_id
    chunk, owners = _chunks(owner)
    sorted_rows = {name: _by_chunk(chunk[person], len(owners)) for name, person in person_rows(population).items()}
    for number, institution in enumerate(owners):
        rows = {name: order[bounds[number] : bounds[number + 1]] for name, (order, bounds) in sorted_rows.items()}
        yield Part(institution, rows)


def person_rows(population: Population) -> dict[str, Index]:
    """For each table, the person of each row."""
    of_case, of_plan, of_referral = population.cases.person_row, population.plans.person_row, population.referrals.person_row
    tables = ("identifiers", "returns", "cases", "assessments", "needs", "plans", "referrals", "deliveries", "follow_ups", "consents")
    return {
        "persons": np.arange(len(population.persons)),
        **{name: getattr(population, name).person_row for name in tables},
        "case_steps": of_case[population.case_steps.case_row],
        "goals": of_plan[population.goals.plan_row],
        "actions": of_case[population.actions.case_row],
        "referral_steps": of_referral[population.referral_steps.referral_row],
    }


def _chunks(owner: Index) -> tuple[Index, list[int]]:
    """Number the portion of each person; returns also the institution of each portion."""
    chunk = np.empty(len(owner), dtype=np.int64)
    owners: list[int] = []
    institutions, counts = np.unique(owner, return_counts=True)
    for institution in institutions[np.argsort(-counts, kind="stable")]:
        mine = np.flatnonzero(owner == institution)
        chunk[mine] = len(owners) + np.arange(len(mine)) // PERSONS_EACH
        owners += [int(institution)] * (-(-len(mine) // PERSONS_EACH))
    return chunk, owners


def _by_chunk(chunk: Index, count: int) -> tuple[Index, Index]:
    order = np.argsort(chunk, kind="stable")
    return order, np.searchsorted(chunk[order], np.arange(count + 1))
