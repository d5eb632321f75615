"""Do the compiled loop and the score that is explained always say the same, and are the lists the best there are?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.placements.matching import Profile, Scored, Skill, Vacancy, Work, default_weights, score
from ruta.placements.matching.changing import standing_of
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import STEPS
from ruta.placements.matching.kernel.sweeping import parts
from ruta.placements.matching.market import Market, best_for_all, best_for_person, best_for_vacancy, everybody, market_of
from ruta.placements.matching.seeds import begun
from ruta.placements.matching.tables import table_of_profiles, table_of_vacancies
from ruta.placements.matching.tests import strategies as our
from ruta.placements.matching.tests.synthetic import market_tables

WEIGHTS = default_weights()
crowds = st.lists(our.profiles, min_size=1, max_size=12).map(lambda all_: [replace(one, id=f"p{at}") for at, one in enumerate(all_)])
boards = st.lists(our.vacancies, min_size=1, max_size=6).map(lambda all_: [replace(one, id=f"v{at}") for at, one in enumerate(all_)])


def market(profiles: list[Profile], vacancies: list[Vacancy]) -> Market:
    return market_of(table_of_profiles(profiles), table_of_vacancies(vacancies), Encoder(WEIGHTS), our.ESSENTIALS)


def judged(profile: Profile, vacancy: Vacancy) -> Scored:
    return score(profile, vacancy, our.ESSENTIALS, WEIGHTS)


def key(scored: Scored) -> float:
    return scored.order + WEIGHTS.unseen


@settings(max_examples=400, deadline=None)
@given(crowds, boards)
def test_each_list_holds_the_best_that_the_explained_score_knows(profiles: list[Profile], vacancies: list[Vacancy]) -> None:
    held = market(profiles, vacancies)
    best = best_for_all(held, top=3, threads=1)
    for job, vacancy in enumerate(vacancies):
        good = sorted(key(found) for found in (judged(one, vacancy) for one in profiles) if found.hindrance is None)
        keys = [int(each) >> 8 for each, row in zip(best.of_jobs.keys[job], best.of_jobs.rows[job], strict=True) if row >= 0]
        assert keys == pytest.approx([each * STEPS for each in good[:3]], abs=1)
    for person, profile in enumerate(profiles):
        good = sorted(key(found) for found in (judged(profile, one) for one in vacancies) if found.hindrance is None)
        keys = [int(each) >> 8 for each, row in zip(best.of_people.keys[person], best.of_people.rows[person], strict=True) if row >= 0]
        assert keys == pytest.approx([each * STEPS for each in good[:3]], abs=1)


@settings(max_examples=400, deadline=None)
@given(our.profiles, our.vacancies)
def test_the_loop_costs_as_the_explanation_does(profile: Profile, vacancy: Vacancy) -> None:
    held, found = market([profile], [vacancy]), judged(profile, vacancy)
    told = np.zeros((1, 5))
    parts(held.people, held.jobs, held.tables, held.rules, np.array([0]), np.array([0]), held.scratch(), told)
    known = sum(fact.weight for fact in found.facts if fact.cost is not None)
    assert told[0, 4] == pytest.approx(known, abs=1e-12)
    if known:
        assert np.exp(-told[0, :4] / known) == pytest.approx(list(found.parts.values()), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(crowds, boards)
def test_one_query_answers_as_the_batch_does(profiles: list[Profile], vacancies: list[Vacancy]) -> None:
    held = market(profiles, vacancies)
    best, zones = best_for_all(held, top=4, threads=1), held.zones(everybody(held))
    for job in range(len(vacancies)):
        rows = zip(best.of_jobs.rows[job].tolist(), best.of_jobs.keys[job].tolist(), strict=True)
        assert best_for_vacancy(held, job, zones, top=4) == [(row, key) for row, key in rows if row >= 0]
    for person in range(len(profiles)):
        rows = zip(best.of_people.rows[person].tolist(), best.of_people.keys[person].tolist(), strict=True)
        assert best_for_person(held, person, top=4) == [(row, key) for row, key in rows if row >= 0]


def told(lists, names: dict[str, int], others: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Who stands in each list, by id, with the key."""
    by_row = {row: name for name, row in others.items()}
    found = {}
    for name, row in names.items():
        pairs = zip(lists.rows[row].tolist(), lists.keys[row].tolist(), strict=True)
        found[name] = [(by_row[other], key) for other, key in pairs if other >= 0]
    return found


@settings(max_examples=60, deadline=None)
@given(crowds, boards, our.profiles, our.vacancies, st.integers(0, 11), st.integers(0, 5))
def test_a_change_leaves_what_a_full_run_finds(profiles, vacancies, other: Profile, job: Vacancy, person: int, at: int) -> None:
    standing = standing_of(table_of_profiles(profiles), table_of_vacancies(vacancies), Encoder(WEIGHTS), our.ESSENTIALS, top=3)
    changed = replace(other, id=f"p{person}")
    posted = replace(job, id=f"v{at}")
    standing.change_profile(table_of_profiles([changed]))
    standing.change_vacancy(table_of_vacancies([posted]))
    after = [*(one for one in profiles if one.id != changed.id), changed]
    board = [*(one for one in vacancies if one.id != posted.id), posted]
    full = standing_of(table_of_profiles(after), table_of_vacancies(board), Encoder(WEIGHTS), our.ESSENTIALS, top=3)
    one, other_one = standing, full
    assert told(one.best.of_jobs, one.vacancies, one.profiles) == told(other_one.best.of_jobs, other_one.vacancies, other_one.profiles)
    assert told(one.best.of_people, one.profiles, one.vacancies) == told(other_one.best.of_people, other_one.profiles, other_one.vacancies)


def test_the_first_skill_of_a_market_is_met_by_an_occupation_that_was_there() -> None:
    mason = Profile(id="p0", works=(Work(occupation="7112.1"),))
    standing = standing_of(
        table_of_profiles([Profile(id="p0")]), table_of_vacancies([Vacancy(id="v0")]), Encoder(WEIGHTS), our.ESSENTIALS, top=3
    )
    standing.change_profile(table_of_profiles([mason]))
    standing.change_vacancy(table_of_vacancies([Vacancy(id="v0", skills=(Skill(code="a", level=0),))]))
    assert [who for who, _key in told(standing.best.of_jobs, standing.vacancies, standing.profiles)["v0"]] == ["p0"]


def test_where_the_sweep_begins_changes_no_answer() -> None:
    profiles, vacancies, essentials = market_tables(3_000, 300)
    held = market_of(profiles, vacancies, Encoder(WEIGHTS), essentials)
    whole, begun_well = best_for_all(held), best_for_all(held, start=begun(held, 20))
    for one, other in zip([*whole.of_jobs, *whole.of_people], [*begun_well.of_jobs, *begun_well.of_people], strict=True):
        assert np.array_equal(one, other)
    assert (whole.of_jobs.rows[:, 0] >= 0).mean() > 0.9
