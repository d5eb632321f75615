"""Does the likeness of two records behave as it must, whatever they hold?"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage import Document, Frequencies, Record, Scorer, default_weights
from ruta.people.linkage.compare import Comparison, compare
from ruta.people.linkage.levels import FIELDS, LEVELS, WORD
from ruta.people.linkage.names import NameComparison, Pair
from ruta.people.linkage.rank import default_scorer
from ruta.people.linkage.record import profile
from ruta.people.linkage.score import probability
from ruta.people.linkage.tests.strategies import records


def weight(one: Record, other: Record) -> float:
    return default_scorer().weight(compare(profile(one), profile(other)))


def split(record: Record) -> Record:
    words = record.name.split()
    if not words:
        return record
    return replace(record, name="", given_names=" ".join(words[:2]), surnames=" ".join(words[2:]))


@settings(max_examples=400)
@given(records(), records())
def test_likeness_is_the_same_from_either_side(one: Record, other: Record) -> None:
    assert weight(one, other) == pytest.approx(weight(other, one), abs=1e-9)


@settings(max_examples=400)
@given(records(), records(), st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(one: Record, other: Record, dice: Random) -> None:
    def shuffled(text: str) -> str:
        words = text.split()
        dice.shuffle(words)
        return " ".join(words)

    mixed = replace(one, name=shuffled(one.name), given_names=shuffled(one.given_names), surnames=shuffled(one.surnames))
    assert weight(mixed, other) == pytest.approx(weight(one, other), abs=1e-9)


def agreeing(one: Record, other: Record, field: str) -> Record:
    """The same record with what the other says of a field; a document of a kind that the other lacks stays, it may speak by itself."""
    if field != "documents":
        return replace(one, **{field: getattr(other, field)})
    kinds = {document.kind for document in other.documents}
    return replace(one, documents=(*other.documents, *(each for each in one.documents if each.kind not in kinds)))


@settings(max_examples=400)
@given(records(), records(), st.sampled_from(["birth_date", "sex", "municipality", "phones", "documents"]))
def test_agreeing_on_a_field_never_lowers_the_likeness(one: Record, other: Record, field: str) -> None:
    if getattr(other, field):
        assert weight(agreeing(one, other, field), other) >= weight(one, other) - 1e-9


@settings(max_examples=400)
@given(records(), records())
def test_agreeing_on_the_names_never_lowers_the_likeness(one: Record, other: Record) -> None:
    one, other = split(one), split(other)
    if other.given_names and other.surnames:
        agreed = replace(one, given_names=other.given_names, surnames=other.surnames)
        assert weight(agreed, other) >= weight(one, other) - 1e-9


@given(records(), st.sampled_from(["birth_date", "sex", "municipality", "phones", "documents"]))
def test_blanks_neither_match_nor_punish(record: Record, field: str) -> None:
    blank = replace(record, **{field: type(getattr(Record(), field))() if field != "birth_date" else None})
    assert weight(blank, record) == pytest.approx(weight(blank, blank), abs=1e-9)


def test_two_blank_records_are_as_likely_as_any_two() -> None:
    assert weight(Record(), Record()) == default_weights().prior


@pytest.mark.parametrize("field", ["given", "surname"])
def test_the_levels_of_names_stand_in_order(field: str) -> None:
    levels = default_weights().levels[field]
    ladder = [levels[level] for level in ("equal", "sounds", "nickname", "near", "initial", "partly", "different")]
    assert ladder == sorted(ladder, reverse=True)


def test_a_common_name_says_more_than_its_familiar_form() -> None:
    jose = Record(given_names="José", surnames="Mejía")
    assert weight(jose, jose) > weight(replace(jose, given_names="Chepe"), jose)


# ---- levels, each beside whatever else agrees

PAIRS = st.builds(
    Pair, st.sampled_from(["jose", "hernandez", "troĉes"]), st.sampled_from(["jose", "hernandez", "troĉes"]), st.sampled_from(WORD[1:6])
)
NAMES = st.builds(
    NameComparison,
    st.lists(PAIRS, max_size=2).map(tuple),
    st.lists(PAIRS, max_size=2).map(tuple),
    st.lists(PAIRS, max_size=1).map(tuple),
    st.integers(0, 2),
    st.integers(0, 2),
)
COMPARISONS = st.builds(
    Comparison, NAMES, place=st.just("0501"), dni_code=st.just("0501"), **{field: st.sampled_from(LEVELS[field]) for field in FIELDS}
)


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "dni"])
@settings(max_examples=150)
@given(COMPARISONS)
def test_every_level_weighs_at_least_as_much_as_the_one_below(field: str, comparison: Comparison) -> None:
    ladder = [default_scorer().weight(replace(comparison, **{field: level})) for level in LEVELS[field][1:]]
    assert all(higher >= lower - 1e-9 for lower, higher in pairwise(ladder))


@settings(max_examples=400)
@given(COMPARISONS)
def test_an_equal_dni_weighs_more_than_any_other_and_one_of_a_twin_may_be_nearer_than_that_of_a_slip(comparison: Comparison) -> None:
    """Numbers of twins are neighbours (a share of 1.3): between two digits wrong and one the order may turn, by less than three bits."""
    ladder = [default_scorer().weight(replace(comparison, dni=level)) for level in LEVELS["dni"][1:]]
    assert ladder[-1] >= max(ladder) - 1e-9
    assert all(higher >= lower - 3 for lower, higher in pairwise(ladder))


@given(COMPARISONS, st.sampled_from(FIELDS))
def test_a_blank_field_is_between_what_agrees_and_what_does_not(comparison: Comparison, field: str) -> None:
    blank, *ladder = [default_scorer().weight(replace(comparison, **{field: level})) for level in LEVELS[field]]
    assert min(ladder) - 1e-9 <= blank <= max(ladder) + 1e-9


# ---- households

MOTHER = Record(
    given_names="Reina Isabel",
    surnames="Mejía Orellana",
    birth_date=date(1970, 3, 2),
    sex="woman",
    municipality="0501",
    phones=("97482206",),
    documents=(Document("dni", "0501197000411"),),
)


def chance(one: Record, other: Record) -> float:
    return probability(weight(one, other))


def test_twins_stay_apart() -> None:
    twin = replace(MOTHER, given_names="Dunia Paola", documents=(Document("dni", "0501197000412"),))
    assert chance(MOTHER, twin) < 0.05


def test_a_junior_is_not_the_father() -> None:
    father = replace(MOTHER, given_names="José Luis", sex="man")
    junior = replace(father, birth_date=date(1996, 5, 9), documents=(Document("dni", "0501199601822"),))
    assert chance(father, junior) < 0.1


def test_a_shared_telephone_counts_only_where_a_given_name_agrees() -> None:
    sister = Record(given_names="Dunia", surnames="Mejía Orellana", phones=("97482206",))
    herself = Record(given_names="Reyna", surnames="Mejía Orellana", phones=("97482206",))
    assert weight(MOTHER, sister) <= weight(MOTHER, replace(sister, phones=()))
    assert weight(MOTHER, herself) > weight(MOTHER, replace(herself, phones=())) + 5


def test_a_rare_surname_says_more_than_a_common_one() -> None:
    def same(surname: str) -> float:
        person = Record(given_names="Ana", surnames=surname)
        return weight(person, person)

    assert same("Tróchez") > same("Hernández") + 2


def test_frequencies_of_the_register_can_be_passed_in() -> None:
    person = profile(Record(given_names="Yeimi", surnames="Tróchez"))
    common = Scorer(frequencies=Frequencies(given={}, surname={"troĉes": 0.2}))
    assert common.weight(compare(person, person)) < default_scorer().weight(compare(person, person))
