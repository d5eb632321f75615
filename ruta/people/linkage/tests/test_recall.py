"""Are persons found again by their keys, and first, when a counter writes them differently?"""

import time
from collections import Counter, defaultdict
from random import Random

import pytest

from ruta.people.linkage import Record, query_keys, rank, stored_keys
from ruta.people.linkage.tests.synthetic import CORRUPTIONS, corrupted, person, whole_name

PERSONS, PROBES, SHORTLIST = 5_000, 1_500, 50


class Register:
    """An index of keys in memory, read as the database reads it: persons by number of keys met."""

    def __init__(self, persons: list[Record]) -> None:
        self.persons = persons
        self.index: defaultdict[int, list[int]] = defaultdict(list)
        for at, record in enumerate(persons):
            for key in stored_keys(record):
                self.index[key].append(at)

    def shortlist(self, query: Record, demanded: int) -> list[Record]:
        met = Counter(at for key in query_keys(query) for at in self.index.get(key, ()))
        best = sorted((-hits, at) for at, hits in met.items() if hits >= demanded)[:SHORTLIST]
        return [self.persons[at] for _, at in best]


@pytest.fixture(scope="module")
def register() -> Register:
    dice = Random(20)
    return Register([person(ref, dice) for ref in range(PERSONS)])


def recall_at_10(register: Register, queries: list[Record], demanded: int) -> float:
    found = 0
    for query in queries:
        best = rank(query, register.shortlist(query, demanded))
        found += any(candidate.ref == query.ref for candidate in best)
    return found / len(queries)


@pytest.mark.parametrize("demanded", [1, 2])
def test_corrupted_persons_are_found_again(register: Register, demanded: int) -> None:
    dice = Random(21)
    queries = [corrupted(dice.choice(register.persons), dice) for _ in range(PROBES)]
    began = time.perf_counter()
    recall = recall_at_10(register, queries, demanded)
    each = (time.perf_counter() - began) * 1000 / PROBES
    print(f"\nrecall@10, two corruptions, {demanded} key(s) demanded: {recall:.4f} ({each:.2f} ms each)")  # noqa: T201 (a figure to read with -s)
    assert recall >= 0.97


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda one: one.__name__)
def test_each_corruption_alone_is_found_again(register: Register, corruption) -> None:
    dice = Random(22)
    queries = [whole_name(corruption(dice.choice(register.persons), dice), dice) for _ in range(300)]
    recall = recall_at_10(register, queries, 2)
    print(f"\nrecall@10, {corruption.__name__}: {recall:.4f}")  # noqa: T201 (a figure to read with -s)
    assert recall >= 0.97
