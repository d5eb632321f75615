"""Does the answer key say the truth about the second registrations?"""

from datetime import date

import numpy as np
import pytest

from ruta.demo.generator.dirt import DUPLICATES, corrupt, writing_of
from ruta.demo.generator.register import Register
from ruta.demo.generator.streams import stream
from ruta.demo.generator.typos import SLIPS, Writing, by_sound, swapped_digits, without_accents, wrong_digit

MARIA = Writing("María Suyapa", "Velásquez", "Núñez", date(1990, 4, 9), "0801199090123", "71234567")


def test_three_of_a_hundred_registrations_are_duplicates(register: Register) -> None:
    assert len(register.answer_key) == pytest.approx(len(register.persons) * DUPLICATES, abs=1)


def test_a_duplicate_is_later_and_at_another_office(register: Register) -> None:
    persons, key = register.persons, register.answer_key
    assert (persons.registered_at[key.duplicate_row] >= persons.registered_at[key.original_row]).all()
    assert (persons.office_id[key.duplicate_row] != persons.office_id[key.original_row]).all()


def test_nobody_is_copied_twice_and_no_copy_is_copied(register: Register) -> None:
    rows = np.concatenate([register.answer_key.original_row, register.answer_key.duplicate_row])
    assert len(np.unique(rows)) == len(rows)


def test_an_exact_copy_has_the_same_names_and_birth(register: Register) -> None:
    persons, key = register.persons, register.answer_key
    exact = np.flatnonzero(key.kinds == "exact")
    assert len(exact) > 10
    for row in exact:
        a, b = (writing_of(persons, int(r[row])) for r in (key.original_row, key.duplicate_row))
        assert without_accents(a.given_names) == without_accents(b.given_names)
        assert a.birth_date == b.birth_date


def test_each_named_slip_is_visible(register: Register) -> None:
    persons, key = register.persons, register.answer_key
    only = np.flatnonzero(key.kinds == "second_surname_missing")
    assert len(only) > 5
    assert (persons.second_surname[key.duplicate_row[only]] == "").all()


def test_every_kind_of_slip_occurs(register: Register) -> None:
    seen = {kind for kinds in register.answer_key.kinds for kind in kinds.split(",")}
    assert seen >= set(SLIPS)


def test_a_slip_that_changes_nothing_is_not_named() -> None:
    plain = Writing("Ana", "Paz", "", date(1990, 4, 20), "", "71234567")
    rng = stream(1, "test")
    names = {kind for _ in range(300) for kind in corrupt(rng, plain, 1)[1].split(",")}
    assert not names & {"accents", "second_surname_missing", "day_and_month_swapped", "dni_missing", "surnames_swapped"}


def test_slips_change_one_thing() -> None:
    rng = stream(1, "test")
    assert sum(a != b for a, b in zip(MARIA.dni, wrong_digit(rng, MARIA.dni), strict=True)) == 1
    assert sorted(swapped_digits(rng, MARIA.dni)) == sorted(MARIA.dni)
    assert without_accents("Núñez") == "Nunez"
    assert {by_sound(rng, "Vallecillo") for _ in range(80)} >= {"Ballecillo", "Vayecillo", "Vallesillo"}
