"""Do the compiled loop and the score that is explained always say the same, and are the lists the best there are?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.placements.matching import Profile, Scored, Vacancy, default_weights, score
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import STEPS
from ruta.placements.matching.kernel.sweeping import parts
from ruta.placements.matching.market import Market, best_for_all, best_for_person, best_for_vacancy, everybody, market_of
from ruta.placements.matching.tables import table_of_profiles, table_of_vacancies
from ruta.placements.matching.tests import strategies as our

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
