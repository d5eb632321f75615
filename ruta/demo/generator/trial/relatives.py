"""Who in the file is not registered but a close relative of somebody who is? The traps of linkage, on purpose."""

from dataclasses import replace
from datetime import date

import numpy as np

from ruta.demo.generator.contact import NO_PHONE, SHARED_PHONE
from ruta.demo.generator.households import SAME_PLACE
from ruta.demo.generator.names import given_names, surname_pair, surname_text
from ruta.demo.generator.persons import DAYS_PER_YEAR, birth_years, department_of
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, pick, texts
from ruta.demo.generator.trial.crowd import NO_PHONE_MINOR, UNDOCUMENTED, Crowd, alike
from ruta.demo.generator.trial.papers import Books, twin_number
from ruta.demo.generator.workdays import Day

# Guesses. Twins and namesakes (father and son of one name) are commoner than in life: they are the trap.
KINDS = ("sibling", "child", "parent", "spouse", "namesake", "twin")
SHARES = (0.34, 0.28, 0.15, 0.12, 0.08, 0.03)
SIBLING, CHILD, PARENT, SPOUSE, NAMESAKE, TWIN = range(6)
ADULT, YOUNG_PARENT, OLD_PARENT = 18, 16, 42  # years
SIBLING_GAP, SPOUSE_GAP = 9, 8
SAME_SEX = 0.65  # of twins: a third are identical, half of the others have the same sex
SPARE_YEARS = 0.9  # least between siblings who are no twins


def relatives(rng: np.random.Generator, of: Crowd, today: date, first_number: int, books: Books) -> Crowd:
    """Return one unregistered relative of each person."""
    size, now = len(of), np.datetime64(today, "D")
    kind = _kinds(rng, of, now)
    birth = _births(rng, of, kind, now)
    female = _sexes(rng, of, kind)
    minor = _ages(birth, now) < ADULT
    first, second, partner = _surnames(rng, of, kind, female, birth)
    number = first_number + np.arange(size)
    birthplace = np.where((kind == CHILD) | (kind == SPOUSE), of.home, of.birthplace)
    return replace(
        of,  # what is not said here is shared with the relative: household, telephone and DNI of the head
        number=number,
        relation=texts(KINDS)[kind],
        related=of.number,
        is_twin=kind == TWIN,
        is_namesake=kind == NAMESAKE,
        given=_given(rng, of, kind, female, birth),
        first=first,
        second=second,
        partner=partner,
        is_female=female,
        is_minor=minor,
        birth=birth,
        birthplace=birthplace,
        home=np.where(chance(rng, SAME_PLACE, size), of.home, rng.permutation(of.home)),
        phone=_phones(rng, of, minor, books.phones(number)),
        dni=_numbers(rng, of, kind, (birthplace, birth_years(birth)), books),
    )


def _ages(birth: Day, now: np.datetime64) -> Real:
    return (now - birth).astype(np.int64) / DAYS_PER_YEAR


def _kinds(rng: np.random.Generator, of: Crowd, now: np.datetime64) -> Index:
    """Draw relations that the person can have: no children of children, namesakes of men, one twin."""
    kind, age = pick(rng, SHARES, len(of)), _ages(of.birth, now)
    impossible = ((kind == CHILD) | (kind == SPOUSE)) & (age < ADULT)
    impossible |= (kind == NAMESAKE) & of.is_female
    impossible |= (kind == TWIN) & of.is_twin
    return np.where(impossible, SIBLING, kind)


def _sexes(rng: np.random.Generator, of: Crowd, kind: Index) -> Flag:
    no, any_sex = np.zeros(len(of), dtype=bool), chance(rng, 0.5, len(of))
    twin = np.where(chance(rng, SAME_SEX, len(of)), of.is_female, ~of.is_female)
    return np.select([kind == SPOUSE, kind == NAMESAKE, kind == TWIN], [~of.is_female, no, twin], any_sex)


def _births(rng: np.random.Generator, of: Crowd, kind: Index, now: np.datetime64) -> Day:
    size, age = len(of), _ages(of.birth, now)
    part, side = rng.random(size), rng.integers(0, 2, size) * 2 - 1
    younger = YOUNG_PARENT + part * (np.minimum(OLD_PARENT, np.maximum(age, YOUNG_PARENT)) - YOUNG_PARENT)
    older = -(YOUNG_PARENT + part * (OLD_PARENT - YOUNG_PARENT))
    gap = side * (SPARE_YEARS + part * SIBLING_GAP)
    gap = np.where(gap < age, gap, -np.abs(gap))
    has_son = age > YOUNG_PARENT + 1
    cases = [kind == CHILD, kind == PARENT, kind == SPOUSE, (kind == NAMESAKE) & has_son & (side > 0), kind == NAMESAKE, kind == TWIN]
    spouse = np.maximum(-SPOUSE_GAP, np.minimum((part - 0.5) * 2 * SPOUSE_GAP, age - ADULT))
    years = np.select(cases, [younger, older, spouse, younger, older, np.zeros(size)], gap)
    return np.minimum(of.birth + np.rint(years * DAYS_PER_YEAR).astype("timedelta64[D]"), now)


def _given(rng: np.random.Generator, of: Crowd, kind: Index, female: Flag, birth: Day) -> Text:
    given = given_names(rng, female, birth_years(birth))
    given = np.where(kind == NAMESAKE, of.given, given)
    return np.where((kind == TWIN) & (female == of.is_female), alike(rng, given, of.given), given)


def _surnames(rng: np.random.Generator, of: Crowd, kind: Index, female: Flag, birth: Day) -> tuple[Text, Text, Text]:
    """Return both surnames and the partner's: the father's first, then the mother's first."""
    some, other = (surname_text(index) for index in surname_pair(rng, department_of(of.home)))
    is_parent = (kind == PARENT) | ((kind == NAMESAKE) & (birth < of.birth))
    is_child = (kind == CHILD) | ((kind == NAMESAKE) & ~is_parent)
    cases = [is_child, is_parent, kind == SPOUSE]
    own_line = np.where(female & (of.second != ""), of.second, of.first)
    first = np.select(cases, [np.where(of.is_female, of.partner, of.first), own_line, of.partner], of.first)
    second = np.select(cases, [np.where(of.is_female, of.first, of.partner), other, other], of.second)
    partner = np.select(cases, [some, np.where(female, of.first, of.second), of.first], some)
    return first, second, np.where(partner == "", some, partner)


def _phones(rng: np.random.Generator, of: Crowd, minor: Flag, own: Text) -> Text:
    silent = chance(rng, np.where(minor, NO_PHONE_MINOR, NO_PHONE), len(of))
    shares = chance(rng, SHARED_PHONE, len(of)) & (of.phone != "")
    return np.where(shares, of.phone, np.where(silent, "", own))


def _numbers(rng: np.random.Generator, of: Crowd, kind: Index, born: tuple[Text, Index], books: Books) -> Text:
    numbers = books.numbers(rng, *born, np.full(len(of), -1))
    numbers = np.where(kind == TWIN, texts([twin_number(dni) for dni in of.dni]), numbers)
    return np.where(chance(rng, UNDOCUMENTED, len(of)), "", numbers)
