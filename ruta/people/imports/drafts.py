"""What does one row say about a person, and what must be corrected before it can be kept?"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from ruta.base.sentences import Sentence, gettext_noop
from ruta.people.enums import ContactKind, IdentifierKind, ReturnKind, Sex
from ruta.people.imports.columns import BY_CODE
from ruta.people.imports.delimited import UNCLOSED
from ruta.people.imports.files import LONGEST_CELL
from ruta.people.imports.places import Places
from ruta.people.imports.reading import (
    BadCell,
    birth_by_age,
    birth_of,
    blank,
    companion_of,
    count_of,
    email_of,
    kind_of,
    name_of,
    return_day,
    return_kind_of,
    sex_of,
    split_name,
)  # fmt: skip
from ruta.people.linkage import Checked, Document, Record, check_document, check_phone, guess_kind

T = TypeVar("T")
_NUMBERED = (("dni", IdentifierKind.DNI), ("rtn", IdentifierKind.RTN), ("passport", IdentifierKind.PASSPORT))
HONDURAS = "HN"
_LOCAL_PHONE = 8
_PHONE_STARTS = frozenset("3789")  # every number that begins so is valid; of those with 2 only some


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as printed and as compared."""

    kind: str
    value: str
    normalized: str
    country: str = HONDURAS


@dataclass(frozen=True, slots=True)
class Draft:
    """A person as one row of a file tells it, ready to be kept."""

    given_names: str
    surnames: str = ""
    sex: str = Sex.UNKNOWN
    birth_date: date | None = None
    is_birth_date_estimated: bool = False
    nationality: str = HONDURAS
    municipality: str = ""
    place: str = ""
    education: str = ""
    dependants: int | None = None
    papers: tuple[Paper, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    returned_on: date | None = None
    return_country: str = ""
    entry_point: str = ""
    return_kind: str = ReturnKind.UNKNOWN
    companion: str = ""  # of a minor
    whereabouts: str = ""

    def record(self) -> Record:
        """As linkage compares it."""
        documents = tuple(Document(paper.kind, paper.normalized) for paper in self.papers)
        return Record(
            given_names=self.given_names, surnames=self.surnames, birth_date=self.birth_date, sex=self.sex,
            municipality=self.municipality, phones=self.phones, documents=documents,
        )  # fmt: skip

    def paper_keys(self) -> list[tuple[str, str]]:
        """Kind and number of each document, as they are compared."""
        return [(paper.kind, paper.normalized) for paper in self.papers]

    def contacts(self) -> list[tuple[str, str, bool]]:
        """Kind, value and whether it is the main one of its kind."""
        found = [(str(ContactKind.PHONE), phone, not at) for at, phone in enumerate(self.phones)]
        return found + ([(str(ContactKind.EMAIL), self.email, True)] if self.email else [])

    def as_json(self) -> dict[str, Any]:
        """What is kept while a person decides."""
        told = {name: getattr(self, name) for name in _FIELDS}
        told |= {name: told[name].isoformat() for name in _DAYS if told[name]}
        told["papers"] = [{name: getattr(paper, name) for name in Paper.__slots__} for paper in self.papers]
        return told

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> "Draft":
        """The draft that was kept."""
        given = {name: value for name, value in values.items() if name in _FIELDS}
        for name in _DAYS:
            given[name] = date.fromisoformat(given[name]) if given.get(name) else None
        given["papers"] = tuple(Paper(**paper) for paper in given.get("papers", ()))
        given["phones"] = tuple(given.get("phones", ()))
        return cls(**given)

    def key(self) -> str:
        """The same for every row that says the same."""
        text = json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


_FIELDS = tuple(field.name for field in fields(Draft))
_DAYS = ("birth_date", "returned_on")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one column of a row."""

    column: str
    sentence: Sentence

    def as_json(self) -> dict[str, Any]:
        """The sentence and its values apart, so that a screen can translate it."""
        return {"column": self.column, "text": self.sentence.text, "values": dict(self.sentence.values)}


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one file are read."""

    header: tuple[str, ...]
    mapping: Mapping[str, str]  # header → code of a column
    fixed: Mapping[str, str]  # code of a column → the same cell for every row
    places: Places
    today: date

    def positions(self) -> dict[str, list[int]]:
        """Where the cells of each column stand."""
        found: dict[str, list[int]] = {}
        for at, header in enumerate(self.header):
            if code := self.mapping.get(header):
                found.setdefault(code, []).append(at)
        return found


def unreadable(cells: Sequence[str], header: Sequence[str]) -> Problem | None:
    """What keeps a whole row from being read; nothing when it can be."""
    if cells[0].startswith(UNCLOSED):
        return Problem("", Sentence(gettext_noop("Las comillas de esta fila no se cierran. Bórrelas o ciérrelas.")))
    if len(cells) > len(header):
        return Problem("", Sentence(gettext_noop("La fila tiene más celdas que encabezados. Revise si un dato lleva el separador dentro.")))
    for at, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL or "\x00" in cell:
            return Problem(header[at], Sentence(gettext_noop("El texto es demasiado largo o no es texto. Revise esta celda.")))
    return None


class RowReader:
    """Reads rows with one plan; collects every problem of a row, not only the first."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.places = plan.places
        self._at = plan.positions()
        self._cells: Sequence[str] = ()
        self._problems: list[Problem] = []

    def read(self, cells: Sequence[str]) -> tuple[Draft | None, list[Problem]]:
        """The draft of a row, or what has to be corrected."""
        self._cells, self._problems = cells, []
        if (problem := unreadable(cells, self.plan.header)) is not None:
            return None, [problem]
        draft = self._draft()
        place = {header: at for at, header in enumerate(self.plan.header)}
        self._problems.sort(key=lambda problem: place.get(problem.column, 0))
        return (None, self._problems) if self._problems else (draft, [])

    def _draft(self) -> Draft:
        given, surnames = self._names()
        born, is_estimated = self._born()
        draft = Draft(
            given_names=given,
            surnames=surnames,
            sex=self._try("sex", sex_of, str(Sex.UNKNOWN)),
            birth_date=born,
            is_birth_date_estimated=is_estimated,
            nationality=self._try("nationality", self.places.country, HONDURAS) or HONDURAS,
            municipality=self._try("municipality", lambda cell: self.places.municipality(cell, self._one("department")), ""),
            place=" ".join(self._one("place").split())[:200],
            education=self._try("education", self.places.education_level, ""),
            dependants=self._try("dependants", count_of, None),
            papers=self._papers(born),
            phones=self._phones(),
            email=self._try("email", email_of, ""),
            companion=self._try("companion", companion_of, ""),
            whereabouts=" ".join(self._one("whereabouts").split())[:200],
            **self._return(),
        )
        if not given and not self._problems:
            self._say(self._named("given_names", "full_name"), gettext_noop("Falta el nombre. Escriba al menos uno."))
        return draft

    # ---- cells

    def _all(self, code: str) -> list[tuple[str, str]]:
        """Header and cell of each column that fills this datum, blanks left out."""
        if code not in self._at and code not in self.plan.fixed:
            return []
        found = [(self.plan.header[at], cell) for at in self._at.get(code, ()) if (cell := blank(self._cells[at]))]
        return found or ([(BY_CODE[code].label, self.plan.fixed[code])] if self.plan.fixed.get(code) else [])

    def _one(self, code: str) -> str:
        cells = self._all(code)
        return cells[0][1] if cells else ""

    def _named(self, *codes: str) -> str:
        return next((self.plan.header[self._at[code][0]] for code in codes if code in self._at), BY_CODE[codes[0]].label)

    def _say(self, column: str, text: str, values: Mapping[str, str | int] | None = None) -> None:
        self._problems.append(Problem(column, Sentence(text, values or {})))

    def _try(self, code: str, read: Callable[[str], T], default: T) -> T:
        for header, cell in self._all(code):
            return self._cell(header, cell, read, default)
        return default

    def _cell(self, header: str, cell: str, read: Callable[[str], T], default: T) -> T:
        try:
            return read(cell)
        except BadCell as bad:
            self._problems.append(Problem(header, bad.sentence))
            return default

    # ---- data made of several cells

    def _names(self) -> tuple[str, str]:
        given = " ".join(filter(None, (self._cell(header, cell, name_of, "") for header, cell in self._all("given_names"))))
        surnames = " ".join(filter(None, (self._cell(header, cell, name_of, "") for header, cell in self._all("surnames"))))
        if given or not self._one("full_name"):
            return given, surnames
        return split_name(self._try("full_name", name_of, ""))

    def _born(self) -> tuple[date | None, bool]:
        today = self.plan.today
        if self._one("birth_date"):
            return self._try("birth_date", lambda cell: birth_of(cell, today), None), False
        by_age = self._try("age", lambda cell: birth_by_age(cell, today), None)
        return by_age, by_age is not None

    def _papers(self, born: date | None) -> tuple[Paper, ...]:
        shown = [(header, str(kind), cell) for code, kind in _NUMBERED for header, cell in self._all(code)]
        kind = self._try("document_kind", kind_of, "")
        shown += [(header, kind or _likely(cell), cell) for header, cell in self._all("document")]
        kept: dict[tuple[str, str], Paper] = {}
        for header, each, cell in shown:
            checked = check_document(each, _with_zeros(each, cell), today=self.plan.today, birth_date=born)
            if self._is_good(header, checked) and checked.number:
                kept[each, checked.number] = Paper(str(each), checked.display, checked.number)
        return tuple(kept.values())

    def _phones(self) -> tuple[str, ...]:
        kept: dict[str, None] = {}
        for header, cell in self._all("phone"):
            for number in _several(cell):
                if local := _usual_phone(number):
                    kept[local] = None
                elif self._is_good(header, checked := check_phone(number)):
                    kept[checked.display] = None
        return tuple(kept)

    def _is_good(self, header: str, checked: Checked) -> bool:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        for problem in errors[:1]:
            self._say(header, problem.template, problem.params)
        return not errors

    def _return(self) -> dict[str, Any]:
        said = any(self._one(code) for code in ("returned_on", "return_country") if code in self._at)
        if not said and not self._one("returned_on"):
            return {}
        day = self._try("returned_on", lambda cell: return_day(cell, self.plan.today), None)
        country = self._try("return_country", self.places.country, "")
        if day is None and not self._one("returned_on"):
            self._say(self._named("returned_on"), gettext_noop("Hay un país de retorno y falta la fecha. Escríbala o borre el país."))
        if not country and not self._one("return_country"):
            self._say(self._named("return_country"), gettext_noop("Falta el país desde donde retornó."))
        return {
            "returned_on": day, "return_country": country,
            "entry_point": self._try("entry_point", self.places.entry_point, ""),
            "return_kind": self._try("return_kind", return_kind_of, str(ReturnKind.UNKNOWN)),
        }  # fmt: skip


def _likely(cell: str) -> str:
    """The kind of a number without kind; what looks like nothing known is a passport, whose rules then speak."""
    kind = str(guess_kind(cell))
    return kind if kind in IdentifierKind.values else str(IdentifierKind.PASSPORT)


def _with_zeros(kind: str, cell: str) -> str:
    """A spreadsheet eats the zero of departments 01 to 09: twelve digits that begin with their second digit get it back."""
    is_eaten = kind == IdentifierKind.DNI and len(cell) == 12 and cell.isdigit() and cell[3:5] in {"19", "20"}
    return f"0{cell}" if is_eaten else cell


def _several(cell: str) -> list[str]:
    """Telephones that share a cell."""
    parts = [part.strip() for part in cell.replace(";", "/").replace(",", "/").replace(" y ", "/").split("/")]
    return [part for part in parts if part] if len(cell) > 2 * _LOCAL_PHONE - 1 else [cell]


def _usual_phone(cell: str) -> str:
    """The display of an ordinary Honduran number, read without the large tables; empty for any other."""
    bare = cell.replace("-", "").replace(" ", "").removeprefix("+504").removeprefix("(504)")
    is_usual = len(bare) == _LOCAL_PHONE and bare.isascii() and bare.isdigit() and bare[0] in _PHONE_STARTS
    return f"{bare[:4]}-{bare[4:]}" if is_usual else ""
