"""How does a slip change the columns of a sheet, and to which rows can it happen?"""

from collections.abc import Callable

import numpy as np

from ruta.demo.generator.calibration import calibration
from ruta.demo.generator.streams import Flag, Index, pick, texts
from ruta.demo.generator.trial import words
from ruta.demo.generator.trial.sheet import Sheet
from ruta.demo.generator.workdays import Day

Rng = np.random.Generator
Change = Callable[[Rng, Sheet, Index], None]
OnText = Callable[[Rng, str], str]
Where = Callable[[Sheet], Flag]
NAMES = ("given", "first", "second")
FALLS_ON = (0.5, 0.3, 0.2)  # guess: on which of the three names a misspelling falls
NEAR = 0.5  # guess: who moves stays in the department


def has(column: str) -> Where:
    """Return whether something stands in the column."""

    def where(sheet: Sheet) -> Flag:
        values = getattr(sheet, column)
        return ~np.isnat(values) if column == "birth" else values != ""

    return where


def can_take(column: str) -> Where:
    """Return whether the head of the family has another number that could be written."""

    def where(sheet: Sheet) -> Flag:
        theirs = getattr(sheet.people, f"family_{column}")
        return (theirs != "") & (theirs != getattr(sheet, column))

    return where


def two_given(sheet: Sheet) -> Flag:
    """Return who has two given names."""
    return _flags(sheet.given, lambda text: " " in text)


def familiar_form(sheet: Sheet) -> Flag:
    """Return whose first given name has a form used at home."""
    return _flags(sheet.given, words.has_familiar)


def can_abbreviate(sheet: Sheet) -> Flag:
    """Return whose names have a usual abbreviation."""
    found = np.zeros(len(sheet.given), dtype=bool)
    for name in NAMES:
        found |= _flags(getattr(sheet, name), words.has_short)
    return found


def accented(sheet: Sheet) -> Flag:
    """Return whose names have an accent or ñ."""
    found = np.zeros(len(sheet.given), dtype=bool)
    for name in NAMES:
        found |= _flags(getattr(sheet, name), lambda text: not text.isascii())
    return found


def is_wife(sheet: Sheet) -> Flag:
    """Return the women who may be called by the name of a husband."""
    return sheet.people.is_female & ~sheet.people.is_minor & (sheet.people.partner != "")


def each(column: str, change: OnText) -> Change:
    """Change one text column, value by value."""

    def act(rng: Rng, sheet: Sheet, rows: Index) -> None:
        values = getattr(sheet, column)
        values[rows] = texts([change(rng, text) for text in values[rows]])

    return act


def one_name(change: OnText) -> Change:
    """Change one of the three names of each row: another where the first one drawn has nothing to change."""

    def act(rng: Rng, sheet: Sheet, rows: Index) -> None:
        falls = pick(rng, FALLS_ON, len(rows))
        for row, position in zip(rows.tolist(), falls.tolist(), strict=True):
            for column in (*NAMES[position:], *NAMES[:position]):
                values = getattr(sheet, column)
                changed = change(rng, values[row]) if values[row] else ""
                if changed != values[row]:
                    values[row] = changed
                    break

    return act


def all_names(change: Callable[[str], str]) -> Change:
    """Change the three names alike."""

    def act(_: Rng, sheet: Sheet, rows: Index) -> None:
        for column in NAMES:
            values = getattr(sheet, column)
            values[rows] = texts([change(text) for text in values[rows]])

    return act


def abbreviate(rng: Rng, sheet: Sheet, rows: Index) -> None:
    """Shorten what can be shortened in one row."""
    for column in NAMES:
        each(column, words.shortened)(rng, sheet, rows)


def blank(column: str) -> Change:
    """Leave a text column empty."""

    def act(_: Rng, sheet: Sheet, rows: Index) -> None:
        getattr(sheet, column)[rows] = ""

    return act


def swap_surnames(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Write the second surname first."""
    sheet.first[rows], sheet.second[rows] = sheet.second[rows], sheet.first[rows]


def other_box(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Write the surnames where the given names belong, and the other way round."""
    surnames = [f"{first} {second}".strip() for first, second in zip(sheet.first[rows], sheet.second[rows], strict=True)]
    sheet.given[rows], sheet.first[rows], sheet.second[rows] = texts(surnames), sheet.given[rows], ""


def married(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Write «de» and the surname of the husband instead of the second surname."""
    sheet.second[rows] = "de " + sheet.people.partner[rows]


def move(rng: Rng, sheet: Sheet, rows: Index) -> None:
    """Live somewhere else: half of them in the same department."""
    known = calibration()
    anywhere = known.municipalities[pick(rng, known.town_weights, len(rows))]
    near = texts([_neighbour(rng, code) for code in sheet.home[rows]])
    sheet.home[rows] = np.where(rng.random(len(rows)) < NEAR, near, anywhere)


def _neighbour(rng: Rng, code: str) -> str:
    codes = [other for other in calibration().municipalities if other[:2] == code[:2]]
    return str(codes[int(rng.integers(len(codes)))])


def new_phone(rng: Rng, sheet: Sheet, rows: Index) -> None:
    """Have another number, which may be somebody else's old one."""
    sheet.phone[rows] = texts([sheet.books.any_phone(rng) for _ in rows])


def family_phone(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Give the number of the head of the family."""
    sheet.phone[rows] = sheet.people.family_phone[rows]


def family_dni(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Write the DNI of who brings the child."""
    sheet.dni[rows] = sheet.people.family_dni[rows]


def other_sex(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Tick the other box."""
    sheet.sex[rows] = np.where(sheet.sex[rows] == "F", "M", "F")


def no_date(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Leave the date of birth empty."""
    sheet.birth[rows] = np.datetime64("NaT")


def swappable(sheet: Sheet) -> Flag:
    """Return whose birth gives another date when day and month change places."""
    _, month, day = _parts(sheet.birth)
    return (day <= 12) & (day != month) & ~np.isnat(sheet.birth)


def swap_day_and_month(_: Rng, sheet: Sheet, rows: Index) -> None:
    """Write the month where the day belongs."""
    year, month, day = _parts(sheet.birth[rows])
    _write(sheet, rows, year, day, month)


def shift_year(years: int) -> Change:
    """Write a year before or after the true one."""

    def act(rng: Rng, sheet: Sheet, rows: Index) -> None:
        year, month, day = _parts(sheet.birth[rows])
        sign = rng.integers(0, 2, len(rows)) * 2 - 1
        sign = np.where(year + years >= sheet.books.today.year, -1, sign)
        _write(sheet, rows, year + sign * years, month, day)

    return act


def shift_day(rng: Rng, sheet: Sheet, rows: Index) -> None:
    """Write a day with a digit wrong."""
    year, month, day = _parts(sheet.birth[rows])
    step = np.array([1, -1, 10, -10])[rng.integers(0, 4, len(rows))]
    _write(sheet, rows, year, month, (day - 1 + step) % 28 + 1)


def january_first(rng: Rng, sheet: Sheet, rows: Index) -> None:
    """Write the first of January of a year that half of them only guess."""
    year, _, _ = _parts(sheet.birth[rows])
    guess = rng.integers(-2, 3, len(rows)) * (rng.random(len(rows)) < 0.5)
    _write(sheet, rows, np.minimum(year + guess, sheet.books.today.year), np.ones_like(year), np.ones_like(year))


def _parts(days: Day) -> tuple[Index, Index, Index]:
    months = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) - (year - 1970) * 12 + 1
    return year, month, (days - months).astype(np.int64) + 1


def _write(sheet: Sheet, rows: Index, year: Index, month: Index, day: Index) -> None:
    """Write dates; a day that the month has not becomes its last, a day to come becomes today."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    last = (months + 1).astype("datetime64[D]") - 1
    days = np.minimum(months.astype("datetime64[D]") + (day - 1), last)
    sheet.birth[rows] = np.minimum(days, np.datetime64(sheet.books.today, "D"))


def _flags(values: np.ndarray, test: Callable[[str], bool]) -> Flag:
    return np.fromiter((test(text) for text in values), dtype=bool, count=len(values))
