"""Does a page rank as a whole run does, among many and to the last place, and does every list prefer somebody else among equals?"""

import numpy as np

from ruta.placements.matching import Profile, Skill, Vacancy, Work, default_weights
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.market import best_for_all, best_for_vacancy, everybody, market_of
from ruta.placements.matching.ranking import ranked
from ruta.placements.matching.tables import table_of_profiles, table_of_vacancies
from ruta.placements.matching.tests.synthetic import market_tables

PERSONS, JOBS, TOP = 4_000, 60, 20
ALIKE = 200


def test_the_best_of_a_page_are_those_of_a_whole_run():
    profiles, vacancies, essentials = market_tables(PERSONS, JOBS)
    whole = market_of(profiles, vacancies, Encoder(default_weights()), essentials)
    zones, listed = whole.zones(everybody(whole)), 0
    for job in range(JOBS):
        alone = market_of(profiles, vacancies.slice(job, 1), Encoder(default_weights()), essentials)
        rows, keys = ranked(alone)
        told = best_for_vacancy(whole, job, zones, TOP)
        assert list(zip(rows[:TOP].tolist(), keys[:TOP].tolist(), strict=True)) == told, job
        listed += len(told)
    assert listed > JOBS * TOP / 2


def test_equals_take_turns_so_that_nobody_is_the_last_of_every_list():
    people = table_of_profiles([Profile(f"p{at}", works=(Work("7112", 24),), skills=(Skill("a"),)) for at in range(ALIKE)])
    jobs = table_of_vacancies([Vacancy(f"v{at}", occupation="7112", skills=(Skill("a"),)) for at in range(ALIKE)])
    best = best_for_all(market_of(people, jobs, Encoder(default_weights()), {}), TOP)
    for lists in best.of_jobs, best.of_people:
        times = np.bincount(lists.rows.ravel(), minlength=ALIKE)
        assert (times > 0).all(), "somebody stands in no list though nobody fits better"
        assert times.max() < 3 * TOP
