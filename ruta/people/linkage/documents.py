"""Is this identifier or telephone well written, and if not, what should be corrected?

DNI: Decreto 62-2004 (Ley del Registro Nacional de las Personas), DDMM-AAAA-NNNNN, no public check digit.
An error refuses the number; a warning only asks to look again, because late registrations and old codes exist.
"""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

import phonenumbers

from ruta.people.linkage.normal import DATA
from ruta.people.linkage.record import DNI_DIGITS, RTN_DIGITS, digits
from ruta.people.linkage.words import PROBLEMS

_DEPARTMENTS = 18
_FIRST_YEAR = 1900
_LOCAL_PHONE = 8
_MARKS = re.compile(r"[\s\-./]+")
_PASSPORT = re.compile(r"[A-Z0-9]{6,9}")
_HONDURAN_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,7}")
_ANY_NUMBER = re.compile(r"[A-Z0-9]{4,30}")


class DocumentKind(StrEnum):
    """The kinds of identifier that a person may show."""

    DNI = "dni"
    RTN = "rtn"
    PASSPORT = "passport"
    CONSULAR = "consular"
    REFUGEE = "refugee"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a number, as a code with parameters."""

    code: str
    severity: Literal["error", "warning"] = "error"
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The Spanish source sentence before its parameters; a face passes it to gettext."""
        return PROBLEMS[self.code]

    @property
    def sentence(self) -> str:
        """The Spanish sentence that tells what to do."""
        return self.template % self.params


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as stored and as shown, with what is wrong with it."""

    number: str
    display: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether it may be stored: warnings do not forbid it."""
        return all(problem.severity == "warning" for problem in self.problems)


@lru_cache(maxsize=1)
def municipalities() -> frozenset[str]:
    """The codes of the 298 municipalities."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["codigo"] for row in csv.DictReader(lines))


def guess_kind(text: str) -> DocumentKind:
    """The likely kind of a number typed in a box without a kind."""
    bare = _bare(text)
    if not bare:
        return DocumentKind.NONE
    if bare.isdigit() and len(bare) == RTN_DIGITS:
        return DocumentKind.RTN
    if bare.isdigit() and abs(len(bare) - DNI_DIGITS) <= 1:
        return DocumentKind.DNI
    return DocumentKind.PASSPORT if _HONDURAN_PASSPORT.fullmatch(bare) else DocumentKind.OTHER


def check_document(kind: str, text: str, *, today: date, birth_date: date | None = None) -> Checked:
    """Normalise a number and say what is wrong with it."""
    bare = _bare(text)
    if kind not in set(DocumentKind):
        return Checked(bare, bare, (Problem("kind_unknown"),))
    if kind == DocumentKind.NONE:
        return Checked("", "", (Problem("none_with_number"),) if bare else ())
    if not bare:
        return Checked("", "", (Problem("number_blank"),))
    if kind == DocumentKind.DNI:
        return _check_dni(bare, today, birth_date)
    return _CHECKS[DocumentKind(kind)](bare)


def _bare(text: str) -> str:
    return _MARKS.sub("", text).upper()


def _wrong_length(prefix: str, have: int, want: int) -> tuple[Problem, ...]:
    if have == want:
        return ()
    direction = "short" if have < want else "long"
    count = abs(want - have)
    code = f"{prefix}_{direction}_one" if count == 1 else f"{prefix}_{direction}"
    return (Problem(code, params={} if count == 1 else {"count": count}),)


def _check_dni(bare: str, today: date, birth_date: date | None) -> Checked:
    if not (bare.isascii() and bare.isdigit()):
        return Checked(bare, bare, (Problem("dni_letters"),))
    if len(bare) != DNI_DIGITS:
        return Checked(bare, bare, _wrong_length("dni", len(bare), DNI_DIGITS))
    problems = (*_place_problems(bare[:4]), *_year_problems(int(bare[4:8]), today, birth_date))
    return Checked(bare, f"{bare[:4]}-{bare[4:8]}-{bare[8:]}", problems)


def _place_problems(code: str) -> tuple[Problem, ...]:
    if not 1 <= int(code[:2]) <= _DEPARTMENTS:
        return (Problem("dni_department"),)
    return () if code in municipalities() else (Problem("dni_municipality", "warning", {"code": code}),)


def _year_problems(year: int, today: date, birth_date: date | None) -> tuple[Problem, ...]:
    if year > today.year:
        return (Problem("dni_year_future", params={"year": year}),)
    if year < _FIRST_YEAR:
        return (Problem("dni_year", params={"year": f"{year:04}"}),)
    if birth_date and birth_date.year != year:
        return (Problem("dni_birth_year", "warning", {"year": year, "birth_year": birth_date.year}),)
    return ()


def _check_rtn(bare: str) -> Checked:
    if not (bare.isascii() and bare.isdigit()):
        return Checked(bare, bare, (Problem("rtn_letters"),))
    return Checked(bare, bare, _wrong_length("rtn", len(bare), RTN_DIGITS))


def _check_passport(bare: str) -> Checked:
    if not _PASSPORT.fullmatch(bare):
        return Checked(bare, bare, (Problem("passport_shape"),))
    is_usual = _HONDURAN_PASSPORT.fullmatch(bare)
    return Checked(bare, bare, () if is_usual else (Problem("passport_unusual", "warning"),))


def _check_any(bare: str) -> Checked:
    return Checked(bare, bare, () if _ANY_NUMBER.fullmatch(bare) else (Problem("number_shape"),))


_CHECKS: Mapping[DocumentKind, Callable[[str], Checked]] = {
    DocumentKind.RTN: _check_rtn,
    DocumentKind.PASSPORT: _check_passport,
    DocumentKind.CONSULAR: _check_any,
    DocumentKind.REFUGEE: _check_any,
    DocumentKind.OTHER: _check_any,
}


# ---- telephones


def check_phone(text: str, region: str = "HN") -> Checked:
    """Normalise a telephone to E.164: Honduran unless it begins with + and the code of another country."""
    typed = text.strip()
    if not typed:
        return Checked("", "", (Problem("phone_blank"),))
    if re.search(r"[^\d\s+().\-/]", typed):
        return Checked(typed, typed, (Problem("phone_letters"),))
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return Checked(typed, typed, _phone_problems(typed))
    if not phonenumbers.is_valid_number(number):
        return Checked(typed, typed, _phone_problems(typed))
    return Checked(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), phone_display(number))


def phone_display(number: phonenumbers.PhoneNumber) -> str:
    """NNNN-NNNN for Honduras, the international form for the rest."""
    national = str(number.national_number)
    if number.country_code == phonenumbers.country_code_for_region("HN") and len(national) == _LOCAL_PHONE:
        return f"{national[:4]}-{national[4:]}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _phone_problems(typed: str) -> tuple[Problem, ...]:
    have = len(digits(typed.removeprefix("+504")))
    if typed.startswith("+") and not typed.startswith("+504"):
        return (Problem("phone_foreign"),)
    if have > _LOCAL_PHONE:
        return (Problem("phone_long"),)
    return _wrong_length("phone", have, _LOCAL_PHONE) or (Problem("phone_start"),)
