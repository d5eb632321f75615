"""What goes wrong while a person is written down, and how often on either side?

The rates hold among the persons to whom a slip can happen. Their order is the order of life: first what changed since, then
what was said, then what was heard and typed. Sources and guesses stand in `docs/explanation/dirty-data.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.trial import changes as to
from ruta.demo.generator.trial import words
from ruta.demo.generator.trial.sheet import Sheet
from ruta.demo.generator.typos import by_sound, neighbour_key, swapped_digits, typing_slip, without_accents, wrong_digit

NAMES = ("given", "first", "second")


@dataclass(frozen=True)
class Slip:
    """One way in which a row differs from the truth."""

    file: float  # rate in the file that is compared
    register: float  # rate in the register itself
    touches: tuple[str, ...]  # columns of the sheet
    change: to.Change
    where: to.Where  # to whom it can happen
    by_care: bool = True  # commoner in rows that were written in haste


def _on(column: str, change: to.OnText, file: float, register: float, where: to.Where | None = None) -> Slip:
    return Slip(file, register, (column,), to.each(column, change), where or to.has(column))


def _misspelt(change: to.OnText, file: float, register: float) -> Slip:
    return Slip(file, register, NAMES, to.one_name(change), to.has("given"))


def _event(touches: tuple[str, ...], change: to.Change, where: to.Where, file: float, register: float) -> Slip:
    """A slip that has nothing to do with care."""
    return Slip(file, register, touches, change, where, by_care=False)


SLIPS: dict[str, Slip] = {
    # life: what changed between one registration and the other
    "moved": _event(("home",), to.move, to.has("home"), 0.10, 0.0),
    "phone_changed": _event(("phone",), to.new_phone, to.has("phone"), 0.25, 0.0),
    "phone_of_family": _event(("phone",), to.family_phone, to.can_take("phone"), 0.08, 0.02),
    "dni_of_family": _event(("dni",), to.family_dni, lambda s: to.can_take("dni")(s) & s.people.is_minor, 0.02, 0.005),
    "married_name": _event(("second",), to.married, to.is_wife, 0.08, 0.02),
    # what was said
    "nickname": _on("given", words.familiar, 0.04, 0.005, to.familiar_form),
    "first_given_missing": _on("given", words.without_first, 0.02, 0.002, to.two_given),
    "second_given_missing": _on("given", words.without_second, 0.12, 0.03, to.two_given),
    "second_given_initial": _on("given", words.with_initial, 0.03, 0.005, to.two_given),
    "given_names_swapped": _on("given", words.reversed_words, 0.02, 0.003, to.two_given),
    "second_surname_missing": _event(("second",), to.blank("second"), to.has("second"), 0.10, 0.02),
    "first_surname_missing": Slip(0.005, 0.001, ("first",), to.blank("first"), to.has("second")),
    "surnames_swapped": Slip(0.02, 0.003, ("first", "second"), to.swap_surnames, to.has("second")),
    # what was heard and typed
    "given_names_joined": _on("given", words.joined, 0.005, 0.001, to.two_given),
    "abbreviated": Slip(0.02, 0.005, NAMES, to.abbreviate, to.can_abbreviate),
    "sound": _misspelt(by_sound, 0.06, 0.015),
    "keyboard": _misspelt(neighbour_key, 0.025, 0.006),
    "typing": _misspelt(typing_slip, 0.03, 0.008),
    "names_in_other_box": Slip(0.01, 0.002, NAMES, to.other_box, to.has("given")),
    "unaccented": _event(NAMES, to.all_names(without_accents), to.accented, 0.35, 0.12),
    "upper_case": _event(NAMES, to.all_names(str.upper), to.has("given"), 0.30, 0.10),
    "day_and_month_swapped": Slip(0.02, 0.004, ("birth",), to.swap_day_and_month, to.swappable),
    "year_off_by_one": Slip(0.015, 0.004, ("birth",), to.shift_year(1), to.has("birth")),
    "decade_wrong": Slip(0.003, 0.001, ("birth",), to.shift_year(10), to.has("birth")),
    "day_wrong": Slip(0.01, 0.003, ("birth",), to.shift_day, to.has("birth")),
    "january_first": _event(("birth",), to.january_first, to.has("birth"), 0.03, 0.02),
    "birth_date_missing": _event(("birth",), to.no_date, to.has("birth"), 0.02, 0.005),
    "sex_wrong": Slip(0.005, 0.002, ("sex",), to.other_sex, to.has("sex")),
    "sex_missing": _event(("sex",), to.blank("sex"), to.has("sex"), 0.02, 0.0),
    "municipality_missing": _event(("home",), to.blank("home"), to.has("home"), 0.05, 0.01),
    "dni_missing": _event(("dni",), to.blank("dni"), to.has("dni"), 0.20, 0.20),
    "dni_digit_wrong": _on("dni", wrong_digit, 0.02, 0.004),
    "dni_digits_swapped": _on("dni", swapped_digits, 0.012, 0.002),
    "dni_digit_missing": _on("dni", words.missing_digit, 0.008, 0.001),
    "dni_digit_surplus": _on("dni", words.surplus_digit, 0.003, 0.0005),
    "phone_missing": _event(("phone",), to.blank("phone"), to.has("phone"), 0.10, 0.03),
    "phone_digit_wrong": _on("phone", wrong_digit, 0.015, 0.004),
    "phone_digits_swapped": _on("phone", swapped_digits, 0.008, 0.002),
    # how an office writes
    "dni_dashed": _event(("dni",), to.each("dni", words.dashed), to.has("dni"), 0.20, 0.0),
    "phone_prefixed": _event(("phone",), to.each("phone", words.prefixed), to.has("phone"), 0.10, 0.0),
}

CARE = 2.0  # guess: shape of the gamma by which rows differ in care; the mean stays one


def write_down(rng: np.random.Generator, sheet: Sheet, rate: Callable[[str], float]) -> dict[str, tuple[int, int]]:
    """Let slips happen to the sheet; returns for each how many rows it could change and how many it did."""
    haste = rng.gamma(CARE, 1 / CARE, len(sheet.people))
    seen: dict[str, tuple[int, int]] = {}
    for name, slip in SLIPS.items():
        can = slip.where(sheet)
        lot = rng.random(len(can)) < rate(name) * (haste if slip.by_care else 1.0)
        rows = np.flatnonzero(can & lot)
        before = [getattr(sheet, column)[rows] for column in slip.touches]
        slip.change(rng, sheet, rows)
        changed = np.zeros(len(rows), dtype=bool)
        for column, old in zip(slip.touches, before, strict=True):
            changed |= getattr(sheet, column)[rows] != old
        sheet.mark(rows[changed], name)
        seen[name] = int(can.sum()), int(changed.sum())
    return seen
