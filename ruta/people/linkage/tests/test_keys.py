"""Do a person and a damaged search for the same person meet in a key?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.people.linkage import Document, Record, bulk_keys, probes, query_keys, stored_keys
from ruta.people.linkage.keys import MOST_PROBED, MOST_STORED
from ruta.people.linkage.tests.strategies import dnis, records

YEIMI = Record(
    given_names="Yeimi Lorena",
    surnames="Mejía Orellana",
    birth_date=date(1996, 4, 7),
    phones=("+504 9748-2206",),
    documents=(Document("dni", "0501-1996-04821"),),
)


def hits(query: Record, register: Record = YEIMI) -> int:
    return len(set(query_keys(query)) & set(stored_keys(register)))


@pytest.mark.parametrize(
    "name",
    ["yeimy mejia orellana", "Orellana Mejía Jeimy", "ORELLANA MEGIA LORENA", "lorena mejhia oreyana"],
)
def test_names_meet_in_any_order_and_spelling(name: str) -> None:
    assert hits(Record(name=name)) >= 1


def test_two_words_of_a_name_meet_with_the_year_or_the_place() -> None:
    placed = replace(YEIMI, municipality="0501")
    assert hits(Record(name="Jeimi Mejia", birth_date=date(1996, 12, 30))) == 1
    assert hits(Record(name="Mejia Orellana", birth_date=date(1997, 12, 30))) == 1
    assert hits(Record(name="Jeimi Orellana", municipality="0501"), placed) == 1
    assert not hits(Record(name="Jeimi Mejia")), "thousands share two common words: the scan of the own register finds these"


def test_a_birth_date_a_year_off_or_unknown_but_for_its_year_meets() -> None:
    for day in (date(1995, 4, 7), date(1997, 4, 7)):
        assert hits(Record(given_names="Yeimi", birth_date=day)) == 1
    unknown = replace(YEIMI, birth_date=date(1996, 1, 1))
    assert hits(Record(given_names="Yeimi", birth_date=date(1996, 4, 7)), unknown) == 1


def test_kinds_tell_what_a_key_speaks_about() -> None:
    found = {probe.kind for probe in probes(replace(YEIMI, municipality="0501"))}
    assert found == {"dni", "dni_near", "phone", "birth_date", "birth_near", "name", "place"}


def test_a_swapped_date_meets_with_a_name() -> None:
    assert hits(Record(name="Jeimi Mejia", birth_date=date(1996, 7, 4))) >= 2


def test_a_telephone_meets_with_or_without_country() -> None:
    assert hits(Record(phones=("97482206",))) == 1


def test_a_familiar_name_meets_the_full_one() -> None:
    jose = Record(given_names="José Luis", surnames="López Paz")
    assert hits(Record(name="Chepe López Paz"), jose) >= 1
    assert hits(Record(name="José López"), Record(given_names="Chepe", surnames="López")) >= 1


def test_an_rtn_meets_the_dni_it_contains() -> None:
    assert hits(Record(documents=(Document("rtn", "05011996048213"),))) >= 2


def test_another_document_meets_whatever_its_kind() -> None:
    carnet = Record(documents=(Document("refugee", "RF-2024/118"),))
    assert hits(Record(documents=(Document("consular", "rf2024 118"),)), carnet) == 1


def dni_query(number: str) -> Record:
    return Record(documents=(Document("dni", number),))


@given(dnis, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_still_meets(dni: str, at: int, shift: int) -> None:
    wrong = dni[:at] + str((int(dni[at]) + shift) % 10) + dni[at + 1 :]
    assert hits(dni_query(wrong), dni_query(dni)) >= 1


@given(dnis, st.integers(0, 11))
def test_two_exchanged_digits_still_meet(dni: str, at: int) -> None:
    exchanged = dni[:at] + dni[at + 1] + dni[at] + dni[at + 2 :]
    assert hits(dni_query(exchanged), dni_query(dni)) >= 1


@given(dnis, st.integers(0, 12))
def test_a_missing_digit_still_meets(dni: str, at: int) -> None:
    assert hits(dni_query(dni[:at] + dni[at + 1 :]), dni_query(dni)) >= 1


@given(dnis, st.integers(0, 13), st.integers(0, 9))
def test_a_surplus_digit_still_meets(dni: str, at: int, digit: int) -> None:
    assert hits(dni_query(dni[:at] + str(digit) + dni[at:]), dni_query(dni)) >= 1


@given(records())
def test_keys_are_few_distinct_and_fit_a_bigint(record: Record) -> None:
    stored, probed = stored_keys(record), query_keys(record)
    assert len(stored) == len(set(stored)) <= MOST_STORED
    assert len(probed) == len(set(probed)) <= MOST_PROBED
    assert all(-(2**63) <= key < 2**63 for key in (*stored, *probed))


@given(records())
def test_a_person_meets_itself(record: Record) -> None:
    stored = set(stored_keys(record))
    assert not stored or stored & set(query_keys(record))


def test_one_surname_borne_twice_is_found() -> None:
    lopez = Record(surnames="López López")
    assert hits(lopez, lopez) == 1


@given(st.lists(records(), max_size=12), st.integers(1, 5))
def test_bulk_keys_equal_the_keys_of_each(people: list[Record], chunk: int) -> None:
    one_by_one = [(row, key) for row, record in enumerate(people) for key in stored_keys(record)]
    in_bulk = [pair for part in bulk_keys(people, chunk) for pair in zip(part.rows.tolist(), part.keys.tolist(), strict=True)]
    assert in_bulk == one_by_one


def test_keys_never_change_between_versions() -> None:
    assert stored_keys(Record(given_names="Ana", surnames="Paz")) == [-1449517224590049280]


def test_keys_that_are_asked_together_lie_together() -> None:
    """A page of the index holds some 260 keys: what a search asks of one day, or of two words, must not lie on as many pages as keys."""
    asked = query_keys(replace(YEIMI, municipality="0501"))
    groups = {key >> 24 for key in asked}
    days, pairs, dni_whole_or_without_last_block, other_blocks, turned, phone = 5, 6, 1, 3, 3, 1
    assert len(asked) > 50
    assert len(groups) <= days + pairs + dni_whole_or_without_last_block + other_blocks + turned + phone
    years = sorted(key for key in asked if key + 1 in asked and key - 1 in asked)
    assert len(years) == pairs
