"""Is the population deterministic, whole and linear in its size?"""

import sys
from dataclasses import fields
from hashlib import sha256

import numpy as np
import pytest

from ruta.demo.generator import OfficeRef, Population, dirty_file, generate
from ruta.demo.tests.conftest import TODAY, make_services


def digest(population: Population) -> str:
    """Return a hash of every value."""
    text = repr([(n, c.tolist()) for name, t in population.tables().items() for n, c in t.columns().items() if name])
    return sha256(text.encode()).hexdigest()


def test_the_same_arguments_give_the_same_bytes(offices: list[OfficeRef]) -> None:
    first, second = (digest(generate(400, 5, TODAY, offices, make_services(offices))) for _ in range(2))
    other = digest(generate(400, 6, TODAY, offices, make_services(offices)))
    assert first == second
    assert first != other


@pytest.mark.parametrize("persons", [1, 2, 3, 40])
def test_small_populations_work(offices: list[OfficeRef], persons: int) -> None:
    assert len(generate(persons, 1, TODAY, offices, make_services(offices)).persons) == persons


def test_one_office_without_services_is_enough() -> None:
    office = OfficeRef(1, 1, "ONLY", "si_empleo", "0801", "si_empleo")
    population = generate(200, 1, TODAY, [office], [])
    assert len(population.cases) > 100
    assert len(population.referrals) == 0


def test_columns_have_equal_lengths_and_the_promised_types(population: Population) -> None:
    for table in population.tables().values():
        assert {len(column) for column in table.columns().values()} == {len(table)}
        for name, column in table.columns().items():
            assert column.dtype in (np.int64, np.float64, np.bool_, object, np.dtype("M8[D]"), np.dtype("M8[s]")), name


def test_text_is_text(population: Population) -> None:
    for table in population.tables().values():
        for name, column in table.columns().items():
            if column.dtype == object:
                assert all(isinstance(value, str) for value in column[:500]), name


def test_references_point_into_their_tables(population: Population) -> None:
    tables = {"person": "persons", "case": "cases", "household": "households", "plan": "plans", "goal": "goals"}
    tables |= {"action": "actions", "referral": "referrals", "need": "needs", "head": "persons", "guardian": "persons"}
    for field in fields(Population):
        for name, column in getattr(population, field.name).columns().items():
            target = tables.get(name.removesuffix("_row")) if name.endswith("_row") else None
            if target and len(column):
                assert column.max() < len(getattr(population, target))
                assert column.min() >= -1


def test_a_referral_and_its_action_know_each_other(population: Population) -> None:
    actions, referrals = population.actions, population.referrals
    linked = np.flatnonzero(actions.referral_row >= 0)
    assert (referrals.action_row[actions.referral_row[linked]] == linked).all()
    assert (referrals.case_row[actions.referral_row[linked]] == actions.case_row[linked]).all()


def test_work_grows_linearly_with_size(offices: list[OfficeRef]) -> None:
    """Count calls of Python functions: loops over rows show, arrays do not."""
    services = make_services(offices)
    generate(100, 1, TODAY, offices, services)  # what is read once
    small, large = (calls(lambda n=n: generate(n, 1, TODAY, offices, services)) for n in (2_000, 16_000))
    assert large < 8 * small


def calls(work) -> int:
    """Return how many functions were called."""
    count = 0

    def watch(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_a_partners_file_tells_the_truth_in_its_key(population: Population) -> None:
    file = dirty_file(population, 1_000, 3)
    assert len(file.rows) == 1_000
    assert all(len(row) == len(file.headers) for row in file.rows)
    assert 0.2 < (file.person_row >= 0).mean() < 0.4
    assert 5 < sum(fault != "" for fault in file.fault) < 50
    for line in np.flatnonzero(file.same_as_line >= 0):
        first = file.same_as_line[line]
        assert first < line
        assert file.fault[line] or file.fault[first] or file.rows[line][1:] == file.rows[first][1:]


def test_a_partners_file_is_the_same_for_the_same_seed(population: Population) -> None:
    assert dirty_file(population, 50, 3).rows == dirty_file(population, 50, 3).rows
