"""Are persons, families and papers as the calibration and the customs say?"""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest

from ruta.demo.generator.calibration import calibration, rows
from ruta.demo.generator.persons import department_of, years_between
from ruta.demo.generator.placement import OfficeRef
from ruta.demo.generator.register import Register, build_register
from ruta.demo.tests.conftest import TODAY

TOLERANCE = 0.02  # total variation distance at 20,000 registrations


def distance(counts: np.ndarray, weights: np.ndarray) -> float:
    """Return the total variation distance between counts and weights."""
    return float(np.abs(counts / counts.sum() - weights / weights.sum()).sum() / 2)


def published(variable: str) -> np.ndarray:
    """Return the shares of one variable of the calibration."""
    return np.array([float(r["proporcion"]) for r in rows("calibracion_sintetica.csv") if r["variable"] == variable])


def ages(register: Register) -> np.ndarray:
    """Return the age of each person on the day of registration."""
    persons = register.persons
    return years_between(persons.birth_date, persons.registered_at.astype("datetime64[D]"))


def test_a_register_has_exactly_the_size_asked_for(register: Register) -> None:
    assert len(register.persons) == 20_000
    assert {len(column) for column in register.persons.columns().values()} == {20_000}


def test_sex_and_age_of_returned_persons_follow_the_publication(register: Register) -> None:
    returned = register.persons.modality == "returned"
    female, minor = register.persons.sex == "woman", ages(register) < 18
    group = (minor * 2 + female)[returned].astype(int)
    assert distance(np.bincount(group, minlength=4), published("sexo_edad")) < TOLERANCE


def test_ages_follow_the_published_bands(register: Register) -> None:
    age = ages(register)[register.persons.modality == "returned"]
    bands = np.histogram(age, [0, 11, 18, 31, 41, 51, 200])[0]
    known = np.append(bands[1:5], bands[0] + bands[5])  # 11-20, 21-30, 31-40, 41-50, the rest
    assert distance(known, published("edad")) < TOLERANCE


@pytest.mark.parametrize(
    ("column", "codes", "variable"),
    [
        ("kind", ("forced", "assisted_voluntary", "voluntary"), "tipo_retorno"),
        ("country", ("US", "MX", "GT"), "pais_retorno"),
        ("arrival", ("air", "land"), "via_llegada"),
    ],
)
def test_returns_follow_the_publication(register: Register, column: str, codes: tuple[str, ...], variable: str) -> None:
    values = getattr(register.returns, column)
    counts = np.array([(values == code).sum() for code in codes])
    assert distance(counts, published(variable)[: len(codes)]) < TOLERANCE


def test_departments_follow_the_publication(register: Register) -> None:
    department = department_of(register.persons.residence_municipality).astype(int)
    assert distance(np.bincount(department, minlength=19)[1:], published("departamento")) < 1.5 * TOLERANCE


def test_a_dni_names_its_municipality_and_year(register: Register) -> None:
    persons = register.persons
    exact = np.ones(len(persons), dtype=bool)
    exact[register.answer_key.duplicate_row] = False
    for row in np.flatnonzero(exact & (persons.dni != "")):
        dni, born = persons.dni[row], persons.birth_date[row].item()
        assert len(dni) == 13
        assert dni[:4] == persons.birth_municipality[row]
        assert born.year <= int(dni[4:8]) <= TODAY.year
        assert int(dni[8:]) >= 90_000


def test_two_fifths_have_no_dni(register: Register) -> None:
    assert abs((register.persons.dni == "").mean() - 0.40) < 0.025


def test_no_institution_holds_a_document_twice(register: Register) -> None:
    papers = register.identifiers
    owner = register.persons.owner_institution_id[papers.person_row].tolist()
    assert len(set(zip(owner, papers.kind, papers.value, strict=True))) == len(papers)


def test_children_carry_the_surname_of_their_father(register: Register) -> None:
    members = register.members
    head_of = {h: r for h, r in zip(members.household_row, range(len(members)), strict=True) if members.relation[r] == "head"}
    checked = 0
    for row in np.flatnonzero((members.relation == "child") & (members.person_row >= 0)):
        head = head_of[members.household_row[row]]
        if members.sex[head] == "man":
            assert members.first_surname[row] == members.first_surname[head]
            checked += 1
    assert checked > 100


def test_families_hold_twins_namesakes_and_unregistered_relatives(register: Register) -> None:
    members = register.members
    assert members.is_twin.sum() > 10
    assert members.is_namesake.sum() > 50
    assert (members.person_row < 0).sum() > len(register.persons) / 2


def test_relatives_share_telephones(register: Register) -> None:
    persons, members = register.persons, register.members
    owner = dict(zip(persons.phone[~persons.phone_is_shared], persons.household_row[~persons.phone_is_shared], strict=True))
    shared = np.flatnonzero(persons.phone_is_shared & (persons.household_row >= 0))
    together = [owner.get(persons.phone[row]) == persons.household_row[row] for row in shared]
    assert len(members) > len(persons)
    assert len(together) > 100
    assert np.mean(together) > 0.9


def test_unaccompanied_minors_are_few_and_have_no_guardian(register: Register) -> None:
    persons = register.persons
    alone = persons.accompaniment == "unaccompanied"
    assert abs(alone.sum() / (persons.accompaniment != "").sum() - calibration().unaccompanied_share) < 0.05
    assert (persons.guardian_row[alone] == -1).all()


def test_persons_stand_in_the_order_of_registration(register: Register) -> None:
    assert all(a <= b for a, b in pairwise(register.persons.registered_at))


def test_the_same_seed_gives_the_same_bytes(offices: list[OfficeRef]) -> None:
    first, second = (build_register(500, 3, TODAY, offices) for _ in range(2))
    for table in (f.name for f in fields(Register)):
        if table != "places":
            a, b = getattr(first, table).columns(), getattr(second, table).columns()
            assert all(a[name].tolist() == b[name].tolist() for name in a)


def test_another_seed_gives_other_people(offices: list[OfficeRef]) -> None:
    first, second = (build_register(500, seed, TODAY, offices) for seed in (3, 4))
    assert first.persons.given_names.tolist() != second.persons.given_names.tolist()


def test_no_paper_or_address_can_be_a_real_persons(register: Register) -> None:
    papers = register.identifiers
    original = papers.rows((papers.kind == "passport") | (papers.kind == "consular") | (papers.kind == "refugee"))
    assert all(value.startswith(("ZZ", "CS-DEMO-", "RF-DEMO-")) for value in original.value)
    assert all(mail == "" or mail.endswith("@correo.example") for mail in register.persons.email)
    assert all(phone == "" or (len(phone) == 8 and phone[0] == "7") for phone in register.persons.phone)
