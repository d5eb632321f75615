"""Is the right person first, with reasons that a counter can read, fast enough?"""

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage import BANDS, FIELDS, REASONS, Candidate, Document, Reason, Record, default_weights, rank
from ruta.people.linkage.levels import FIELDS as PATTERN_FIELDS
from ruta.people.linkage.levels import LEVELS, SHIFTS, WORD
from ruta.people.linkage.names import EQUAL
from ruta.people.linkage.patterns import reasons_of
from ruta.people.linkage.shortlist import likeliest, warm
from ruta.people.linkage.tests.strategies import records
from ruta.people.linkage.tests.synthetic import corrupted, person

QUERY = Record(
    name="yeimy mejia orellana",
    birth_date=date(1996, 7, 4),
    phones=("9748-2206",),
    documents=(Document("dni", "0501-1996-04827"),),
)
YEIMI = Record(
    ref=1,
    given_names="Yeimi Lorena",
    surnames="Mejía Orellana",
    sex="woman",
    municipality="0501",
    birth_date=date(1996, 4, 7),
    phones=("+50497482206",),
    documents=(Document("dni", "0501199604821"),),
)
COUSIN = Record(ref=2, given_names="Jeimy Paola", surnames="Orellana Mejía", birth_date=date(1995, 9, 30))
BROTHER = Record(ref=3, given_names="Kevin Josué", surnames="Mejía Orellana", phones=("97482206",))


def by_field(candidate: Candidate) -> dict[str, Reason]:
    return {reason.field: reason for reason in candidate.reasons}


def test_the_right_person_is_first_and_almost_sure() -> None:
    ranked = rank(QUERY, [BROTHER, COUSIN, YEIMI])
    assert [candidate.ref for candidate in ranked] == [1, 2, 3]
    assert ranked[0].score >= 95
    assert ranked[0].band_label == "Casi seguro"
    assert {candidate.band for candidate in ranked[1:]} == {"unlikely"}


@pytest.mark.parametrize(
    ("field", "level", "sentence"),
    [
        ("given", "met", "Suena igual; falta un nombre"),
        ("surname", "met", "Iguales"),
        ("dni", "near", "Un solo dígito distinto"),
        ("birth_date", "near", "Día y mes cambiados"),
        ("phone", "met", "Igual"),
    ],
)
def test_each_field_gives_its_reason(field: str, level: str, sentence: str) -> None:
    reason = by_field(rank(QUERY, [YEIMI])[0])[field]
    assert (reason.level, reason.sentence) == (level, sentence)


def test_differing_characters_are_marked_on_both_sides() -> None:
    reasons = by_field(rank(QUERY, [YEIMI])[0])
    assert reasons["dni"].query_segments == [("0501-1996-0482", False), ("7", True)]
    assert reasons["dni"].register_segments == [("0501-1996-0482", False), ("1", True)]
    assert reasons["given"].query_segments == [("yeim", False), ("y", True)]
    assert reasons["given"].register_segments == [("Yeim", False), ("i", True), (" Lorena", False)]
    assert reasons["surname"].query_marks == reasons["surname"].register_marks == ()
    assert reasons["birth_date"].query_segments[0] == ("04/07", True)


def test_surnames_in_another_order_say_so() -> None:
    assert by_field(rank(QUERY, [COUSIN])[0])["surname"].sentence == "Apellidos en otro orden"


def test_a_relative_is_told_by_the_shared_telephone() -> None:
    reasons = by_field(rank(QUERY, [BROTHER])[0])
    assert reasons["phone"].sentence == "Mismo teléfono: puede ser familiar"
    assert reasons["given"].level == "miss"
    assert reasons["given"].query_text == "yeimy"


def test_a_blank_field_has_no_reason() -> None:
    assert set(by_field(rank(Record(name="yeimy mejia"), [YEIMI])[0])) == {"given", "surname"}


def test_every_reason_has_a_sentence() -> None:
    dice = Random(5)
    people = [person(ref, dice) for ref in range(300)]
    for record in people[:100]:
        for candidate in rank(corrupted(record, dice), [record, *dice.sample(people, 8)]):
            assert candidate.band in BANDS
            for reason in candidate.reasons:
                assert reason.code in REASONS
                assert reason.field in FIELDS
                assert "".join(text for text, _ in reason.query_segments) == reason.query_text


@settings(max_examples=400)
@given(records(), records())
def test_any_two_records_can_be_explained(query: Record, register: Record) -> None:
    for reason in rank(query, [register])[0].reasons:
        assert reason.sentence


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_can_be_compared(one: str, other: str, third: str) -> None:
    query = Record(name=one, phones=(third,), documents=(Document("dni", other),))
    register = Record(given_names=other, surnames=third, phones=(one,), documents=(Document("passport", one),))
    for candidate in (*rank(query, [register]), *rank(register, [query]), *rank(register, [register])):
        assert 0 <= candidate.score <= 99


def test_every_level_of_the_weights_can_be_told() -> None:
    told = {code.rsplit(":", 1)[0] if code.count(":") > 1 else code for code in REASONS}
    assert told >= {f"{field}:{level}" for field, levels in default_weights().levels.items() for level in levels}


def test_limit_and_no_candidates() -> None:
    assert rank(QUERY, []) == []
    assert len(rank(QUERY, [YEIMI] * 30, limit=3)) == 3


def test_whoever_bears_the_same_document_is_looked_at_however_little_else_agrees() -> None:
    ana = Record(given_names="Ana", surnames="Paz", birth_date=date(1980, 1, 5), documents=(Document("dni", "0501198004827"),))
    other = Record(ref=1, given_names="José", surnames="Mejía", birth_date=date(1991, 3, 7), documents=ana.documents)
    crowd = [Record(ref=at, given_names="Ana", surnames="Ruiz", birth_date=date(1980, 1, 5)) for at in range(2, 30)]
    [found] = [candidate for candidate in rank(ana, [*crowd, other], limit=10) if candidate.ref == 1]
    assert found.band == "possible"
    assert found.probability < 0.01
    warm()
    assert other in [candidate.record for candidate in likeliest(ana, [*crowd, other], 10)]


@settings(max_examples=300, deadline=None)
@given(records(), st.lists(records(), max_size=25))
def test_the_compiled_loop_ranks_and_explains_as_the_comparison_does(query: Record, people: list[Record]) -> None:
    warm()
    for ours, theirs in zip(likeliest(query, people, 10), rank(query, people, 10), strict=True):
        assert ours.weight == pytest.approx(theirs.weight, abs=1e-9)
        assert (ours.score, ours.band) == (theirs.score, theirs.band)
        if ours.record == theirs.record:  # of equals either may come first
            assert ours.reasons == theirs.reasons


def test_whatever_pattern_a_batch_meets_has_its_sentences() -> None:
    agreeing = range(len(WORD[1:6]))
    for field in ("given", "surname"):
        shift, flag = SHIFTS[field], ("given", "surname").index(field)
        for weakest, clashes, differ, missing, rare in product((None, *agreeing), range(3), (0, 1), (0, 1), (0, 1)):
            if (differ and not clashes) or (rare and weakest != WORD.index(EQUAL) - 1):
                continue
            count = 0 if weakest is None else 1 << (shift + 2 * weakest)
            flags = missing << (SHIFTS["missing"] + flag) | rare << (SHIFTS["rare"] + flag)
            told = reasons_of(count | clashes << (shift + 10) | differ << (shift + 12) | flags)
            assert bool(told) == (weakest is not None or clashes > 0)
    for field in PATTERN_FIELDS:
        for place, level in enumerate(LEVELS[field][1:], start=1):
            assert reasons_of(place << SHIFTS[field]) == f"{FIELDS[field]}: {REASONS[f'{field}:{level}']}"


def test_one_uncommon_surname_is_said_to_be_so() -> None:
    both = Record(given_names="Ana", surnames="Quilambé Paz")
    assert by_field(rank(both, [Record(given_names="Ana", surnames="Quilambé")])[0])["surname"].sentence == (
        "Un apellido igual, poco común; falta el otro"
    )
    assert by_field(rank(both, [Record(given_names="Ana", surnames="Quilambé Mejía")])[0])["surname"].sentence == (
        "Coincide un apellido poco común; otro no"
    )


def test_a_dni_speaks_where_the_other_has_none() -> None:
    bearer = Record(name="yeimi mejia", documents=(Document("dni", "0501199604821"),))
    other = replace(YEIMI, documents=())
    reasons = by_field(rank(bearer, [other])[0])
    assert reasons["dni_place"].sentence == "El DNI es de ese municipio"
    assert reasons["dni_year"].sentence == "El año del DNI es el del nacimiento"
    assert reasons["dni_year"].register_text == "07/04/1996"
    late = by_field(rank(bearer, [replace(other, birth_date=date(1990, 2, 3))])[0])["dni_year"]
    assert (late.level, late.code) == ("near", "dni_year:late")
    assert not {"dni_place", "dni_year"} & by_field(rank(bearer, [YEIMI])[0]).keys()
