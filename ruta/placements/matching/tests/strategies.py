"""Profiles and vacancies of a small world, in which much meets."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ruta.placements.matching import Language, Profile, Skill, Vacancy, Work
from ruta.placements.matching.facts import CONTRACTS, HOURS

OCCUPATIONS = ("7112.1", "7112.2", "7112", "7113", "7121", "5223", "5221.1", "8153.1", "8153", "0110")
SKILLS = tuple("abcdefgh")
ESSENTIALS = {
    "7112.1": frozenset("abc"),
    "7112.2": frozenset("abd"),
    "5221.1": frozenset("efg"),
    "8153.1": frozenset("cgh"),
    "5223": frozenset("efh"),
}
PLACES = ("0801", "0802", "0501", "0502", "08", "05", "US")
PAPERS = ("licence_b", "work_permit")

skills = st.lists(st.builds(Skill, st.sampled_from(SKILLS), st.integers(0, 4)), max_size=6).map(tuple)
languages = st.lists(st.builds(Language, st.sampled_from(("en", "es")), st.integers(1, 6)), max_size=3).map(tuple)
works = st.lists(st.builds(Work, st.sampled_from(OCCUPATIONS), st.none() | st.integers(0, 60)), max_size=3).map(tuple)
days = st.none() | st.integers(0, 60).map(lambda count: date(2026, 1, 1) + timedelta(days=count))
wages = st.none() | st.integers(8_000, 12_000)


def some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=3)


profiles = st.builds(
    Profile,
    id=st.just("p"),
    works=works,
    skills=skills,
    is_complete=st.booleans(),
    education=st.none() | st.integers(0, 8),
    languages=languages,
    hours=some(HOURS),
    papers=some(PAPERS),
    papers_lacking=st.just(frozenset()) | some(PAPERS),
    available_from=days,
    home=st.none() | st.sampled_from(("0801", "0802", "0501")),
    places=some((*PLACES, "HN", "*")),
    wage_min=wages,
    contracts=some(CONTRACTS),
    sends=st.none() | st.integers(0, 5),
)
vacancies = st.builds(
    Vacancy,
    id=st.just("v"),
    occupation=st.none() | st.sampled_from(OCCUPATIONS),
    skills=skills,
    desirable=skills,
    months=st.none() | st.integers(0, 48),
    education=st.none() | st.integers(0, 6),
    languages=languages,
    hours=some(HOURS),
    papers=st.just(frozenset()) | some(PAPERS),
    starts_on=days,
    place=st.none() | st.sampled_from(PLACES),
    wage_max=wages,
    contract=st.none() | st.sampled_from(CONTRACTS),
    openings=st.none() | st.integers(1, 9),
    applicants=st.none() | st.integers(0, 30),
)
