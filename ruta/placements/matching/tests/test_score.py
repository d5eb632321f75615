"""Is the score just: what may raise it, what may never lower it, and does it tell the whole?"""

from dataclasses import fields, replace
from datetime import date
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.placements.matching import Hindrance, Language, Profile, Scored, Skill, Standing, Vacancy, Work, default_weights, score
from ruta.placements.matching.gate import accepts_place, zones_around, zones_of
from ruta.placements.matching.tests import strategies as our
from ruta.placements.matching.weights import BadWeightsError, weights_from

PLENTY = settings(max_examples=600, deadline=None)


def judged(profile: Profile, vacancy: Vacancy) -> Scored:
    return score(profile, vacancy, our.ESSENTIALS, default_weights())


@PLENTY
@given(our.profiles, our.vacancies)
def test_the_parts_multiply_to_the_score(profile: Profile, vacancy: Vacancy) -> None:
    found = judged(profile, vacancy)
    assert found.score == prod(found.parts.values(), start=found.gate)
    assert 0 <= found.score <= 1
    assert (found.gate == 0) == bool(found.closed_by)


@PLENTY
@given(our.profiles, our.vacancies, st.sampled_from(our.SKILLS))
def test_one_more_essential_skill_that_is_met_never_lowers(profile: Profile, vacancy: Vacancy, code: str) -> None:
    vacancy = replace(vacancy, skills=(*vacancy.skills, Skill(code)))
    more = replace(profile, skills=(*profile.skills, Skill(code, 4)))
    assert judged(more, vacancy).score >= judged(profile, vacancy).score - 1e-12


UNKNOWN = {
    "works": (), "is_complete": False, "education": None, "hours": frozenset(), "papers_lacking": frozenset(), "available_from": None,
    "home": None, "places": frozenset(), "wage_min": None, "contracts": frozenset(),
}  # fmt: skip
UNMET = {
    "works": (Work("9999", 0),),
    "is_complete": True,
    "education": 0,
    "hours": frozenset({"never"}),
    "papers_lacking": frozenset(our.PAPERS),
    "available_from": date(2030, 1, 1),
    "places": frozenset({"9999"}),
    "wage_min": 10**6,
    "contracts": frozenset({"none"}),
}


@PLENTY
@given(our.profiles, our.vacancies, st.sampled_from(sorted(UNMET)))
def test_what_is_not_known_is_never_worse_than_known_to_be_unmet(profile: Profile, vacancy: Vacancy, name: str) -> None:
    unknown = judged(replace(profile, **{name: UNKNOWN[name]}), vacancy)
    assert (
        unknown.score >= judged(replace(profile, **{name: UNMET[name]}), vacancy).score - 1e-12 or unknown.hindrance == Hindrance.NO_BASIS
    )


def test_what_is_not_known_leaves_its_weight_to_the_rest() -> None:
    vacancy = Vacancy("v", "7112.1", (Skill("a"),), education=3, wage_max=12_000)
    whole = Profile("p", (Work("7112.1"),), (Skill("a"),), education=3, wage_min=9_000)
    assert judged(whole, vacancy).score == 1
    assert judged(replace(whole, education=None, wage_min=None), vacancy).score == 1
    assert judged(replace(whole, education=None), vacancy).known < judged(whole, vacancy).known == pytest.approx(1)


@PLENTY
@given(our.profiles, our.vacancies, st.randoms())
def test_the_order_of_lists_does_not_matter(profile: Profile, vacancy: Vacancy, dice) -> None:
    def mixed(items: tuple) -> tuple:
        return tuple(dice.sample(items, len(items)))

    other = replace(profile, works=mixed(profile.works), skills=mixed(profile.skills), languages=mixed(profile.languages))
    asked = replace(vacancy, skills=mixed(vacancy.skills), desirable=mixed(vacancy.desirable), languages=mixed(vacancy.languages))
    assert judged(other, asked).score == pytest.approx(judged(profile, vacancy).score, abs=1e-12)


def test_sex_age_modality_ethnicity_and_disability_are_no_fields() -> None:
    words = ("sex", "gender", "age", "birth", "modality", "ethnic", "disab", "pregnan", "return", "deport", "religion", "minor", "name")
    names = {field.name for kind in (Profile, Vacancy, Skill, Work, Language) for field in fields(kind)}
    allowed = {"languages", "wage_min", "wage_max"}  # «age» and «name» stand in them by chance
    assert not [name for name in names - allowed for word in words if word in name]


def test_every_fact_says_how_it_stands_and_what_would_close_the_gap() -> None:
    vacancy = Vacancy("v", "7112.1", (Skill("a", 3), Skill("b"), Skill("e")), months=24, languages=(Language("en", 4),))
    person = Profile("p", (Work("7112.1", 12),), (Skill("a", 2),), is_complete=True, languages=(Language("en", 3),))
    told = {(fact.name, fact.subject): fact for fact in judged(person, vacancy).facts}
    assert {key: (fact.standing, fact.closes) for key, fact in told.items()} == {
        ("skills", "a"): (Standing.NEAR, "course"),
        ("skills", "b"): (Standing.NEAR, "course"),
        ("skills", "e"): (Standing.MISSING, "course"),
        ("occupation", "7112.1"): (Standing.MET, None),
        ("experience", ""): (Standing.NEAR, "work_practice"),
        ("languages", "en"): (Standing.NEAR, "language_course"),
    }
    assert told["skills", "b"].is_presumed
    assert (told["experience", ""].have, told["experience", ""].asked) == (12, 24)


@pytest.mark.parametrize(
    ("profile", "vacancy", "fact"),
    [
        ({"places": frozenset({"0501"})}, {"place": "0801"}, "place"),
        ({"hours": frozenset({"day"})}, {"hours": frozenset({"night"})}, "hours"),
        ({"papers_lacking": frozenset({"licence_b"})}, {"papers": frozenset({"licence_b"})}, "papers"),
    ],
)
def test_only_what_is_known_to_hinder_closes_the_gate(profile: dict, vacancy: dict, fact: str) -> None:
    person, job = Profile("p", (Work("7112"),)), Vacancy("v", "7112")
    closed = judged(replace(person, **profile), replace(job, **vacancy))
    assert (closed.score, closed.hindrance, [one.name for one in closed.closed_by]) == (0, Hindrance.CLOSED, [fact])
    assert judged(person, replace(job, **vacancy)).score == 1


@PLENTY
@given(our.profiles, st.sampled_from(our.PLACES))
def test_a_place_is_accepted_by_one_zone_at_most(profile: Profile, place: str) -> None:
    shared = [zone for zone in zones_around(place) if zone in zones_of(profile)]
    assert len(shared) == accepts_place(profile, place)


def test_who_was_sent_nowhere_comes_first_among_equals_and_keeps_the_score() -> None:
    vacancy, person = Vacancy("v", "7112.1", applicants=9, openings=1), Profile("p", (Work("7112"),))
    never, often = judged(replace(person, sends=0), vacancy), judged(replace(person, sends=4), vacancy)
    assert never.order < often.order
    assert never.score == often.score
    assert judged(person, replace(vacancy, applicants=0)).order < judged(person, vacancy).order


def test_nobody_without_an_occupation_or_a_skill_is_told() -> None:
    assert judged(Profile("p", education=8), Vacancy("v", "7112", (Skill("a"),), education=2)).hindrance == Hindrance.NO_BASIS


def test_weights_that_cannot_be_meant_are_refused() -> None:
    import yaml

    from ruta.placements.matching import weights

    def raw() -> dict:
        return yaml.safe_load(weights._DEFAULT.read_text())

    for path, value in [(("parts", "fit", "skills"), 0.9), (("unmet",), 0.7), (("degrees", "late"), 1.2), (("order", "unseen"), 3)]:
        wrong = raw()
        room = wrong
        for name in path[:-1]:
            room = room[name]
        room[path[-1]] = value
        with pytest.raises(BadWeightsError):
            weights_from(wrong)
    with pytest.raises(BadWeightsError):
        weights_from({"version": "1"})
