"""Does a page rank as a whole run does, among many and to the last place?"""

from ruta.placements.matching import default_weights
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.market import best_for_vacancy, everybody, market_of
from ruta.placements.matching.ranking import ranked
from ruta.placements.matching.tests.synthetic import market_tables

PERSONS, JOBS, TOP = 4_000, 60, 20


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
