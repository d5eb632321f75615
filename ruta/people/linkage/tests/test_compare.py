"""At which level do fields agree?"""

from datetime import date

import pytest

from ruta.people.linkage.compare import compare, date_level, dni_level
from ruta.people.linkage.names import word_level
from ruta.people.linkage.record import Document, Record, profile

DNI = "0501199604821"
DAY = date(1996, 4, 7)


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (DNI, "equal"),
        ("0501199604827", "one_digit"),
        ("050119960482", "one_digit"),
        ("05011996048211", "one_digit"),
        ("0501199608421", "transposed"),
        ("0801199604827", "two_digits"),
        ("0801199704827", "different"),
        ("", ""),
    ],
)
def test_levels_of_a_dni(typed: str, level: str) -> None:
    assert dni_level(typed, DNI) == dni_level(DNI, typed) == level


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (DAY, "equal"),
        (date(1996, 7, 4), "swapped"),
        (date(1997, 4, 7), "year_off"),
        (date(1991, 4, 7), "one_part"),
        (date(1996, 4, 17), "one_part"),
        (date(1996, 1, 1), "year_only"),
        (date(1990, 1, 1), "different"),
        (date(1993, 9, 9), "different"),
        (date(1970, 9, 9), "generation"),
        (date(1970, 4, 7), "one_part"),
        (None, ""),
    ],
)
def test_levels_of_a_birth_date(typed: date | None, level: str) -> None:
    assert date_level(typed, DAY) == date_level(DAY, typed) == level


def test_two_first_of_january_say_little() -> None:
    assert date_level(date(1990, 1, 1), date(1990, 1, 1)) == "january"


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("mejia", "mejia", "equal"),
        ("vasquez", "basques", "sounds"),
        ("chepe", "jose", "nickname"),
        ("hernandez", "hernadez", "near"),
        ("melvin", "nelvin", "near"),
        ("maria", "mario", ""),
        ("ana", "ada", ""),
        ("j", "jose", "initial"),
        ("orellana", "arellano", ""),
    ],
)
def test_levels_of_a_word(left: str, right: str, level: str) -> None:
    assert word_level(left, right) == word_level(right, left) == level


def levels(query: Record, register: Record):
    return compare(profile(query), profile(register))


def test_a_surname_in_the_wrong_box_still_agrees() -> None:
    names = levels(Record(given_names="Yeimi Mejía", surnames="Orellana"), Record(given_names="Yeimi", surnames="Mejía Orellana")).names
    assert [pair.query for pair in (*names.surnames, *names.crossed)] == ["orellana", "mejia"]
    assert names.given_clashes == names.surname_clashes == 0


def test_a_whole_name_contradicts_the_given_names_first() -> None:
    names = levels(Record(name="Kevin Mejía Orellana"), Record(given_names="Yeimi Lorena", surnames="Mejía Orellana")).names
    assert names.given_differ
    assert not names.surnames_differ


def test_a_document_agrees_across_kinds() -> None:
    query = Record(documents=(Document("passport", "E-123456"),))
    assert levels(query, Record(documents=(Document("other", "e123456"),))).document == "equal"
    assert levels(query, Record(documents=(Document("refugee", "RF1"),))).document == ""
    assert levels(query, Record(documents=(Document("passport", "E123457"),))).document == "near"


def test_a_household_telephone_is_only_shared() -> None:
    register = Record(given_names="Reina", surnames="Paz", phones=("9748-2206",))
    assert levels(Record(given_names="Kevin", phones=("97482206",)), register).phone == "shared"
    assert levels(Record(phones=("97482206",)), register).phone == "shared"
    assert levels(Record(given_names="Reyna", phones=("+50497482206",)), register).phone == "equal"


def test_an_unknown_sex_is_blank() -> None:
    assert levels(Record(sex="unknown"), Record(sex="woman")).sex == ""
