"""What would a partner's file of persons look like? Rows for a CSV, with an answer key, to try the import with."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ruta.demo.generator.dirt import SLIPS_EACH, corrupt, writing_of
from ruta.demo.generator.names import given_names, surname_pair, surname_text
from ruta.demo.generator.population import Population
from ruta.demo.generator.streams import Index, pick, stream, texts
from ruta.demo.generator.typos import Writing

HEADERS = ("No.", "Nombres", "Apellidos", "Fecha nac.", "Identidad", "Sexo", "Municipio", "Teléfono", "Observaciones")
KNOWN, REPEATED, BAD = 0.30, 0.02, 0.02  # shares: persons of the register, rows twice in the file, rows that cannot be read
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d/%m/%y")
SEX_WORDS = {"woman": ("F", "Mujer", "femenino"), "man": ("M", "Hombre", "masculino")}
BAD_KINDS = ("no_name", "impossible_date", "short_dni", "future_birth", "unknown_municipality")


@dataclass(frozen=True)
class DirtyFile:
    """Rows as a partner would write them, and what is true of each (same order)."""

    headers: tuple[str, ...]
    rows: list[list[str]]
    person_row: Index  # the person of the register who this is, -1: nobody
    same_as_line: Index  # the earlier line of the file that this repeats (0 is the first row), -1: none
    fault: list[str]  # why the row cannot be read, '' when it can


def dirty_file(population: Population, rows: int, seed: int) -> DirtyFile:
    """Return `rows` rows: strangers, persons of the register, repeated rows and rows that cannot be read."""
    rng, persons = stream(seed, "dirty file"), population.persons
    known = rng.random(rows) < KNOWN
    row = np.where(known, rng.integers(0, len(persons), rows), -1)
    model = np.where(known, row, rng.integers(0, len(persons), rows))
    strangers = _strangers(rng, population, model)
    lines = [_line(rng, population, int(model[i]), writing_of(persons, int(row[i])) if known[i] else strangers[i]) for i in range(rows)]
    repeated = _repeat(rng, lines, row)
    fault = [_spoil(rng, line) if bad else "" for line, bad in zip(lines, rng.random(rows) < BAD, strict=True)]
    return DirtyFile(HEADERS, [[str(n + 1), *line] for n, line in enumerate(lines)], row, repeated, fault)


def _strangers(rng: np.random.Generator, population: Population, model: Index) -> list[Writing]:
    """Return persons who are in no register: age and sex of somebody, names and papers of nobody."""
    persons = population.persons
    birth = persons.birth_date[model] + rng.integers(-400, 400, len(model)).astype("timedelta64[D]")
    birth = np.minimum(birth, persons.birth_date.max())
    years = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    given = given_names(rng, persons.sex[model] == "woman", years)
    first, second = (surname_text(index) for index in surname_pair(rng, texts(["05"] * len(model))))
    phones = rng.integers(70_000_000, 80_000_000, len(model)).tolist()
    columns = zip(given, first, second, birth.tolist(), phones, strict=True)
    return [Writing(g, f, s, day, "", str(phone)) for g, f, s, day, phone in columns]


def _line(rng: np.random.Generator, population: Population, row: int, writing: Writing) -> list[str]:
    """Write one person down, with slips, in the manner of somebody else's office."""
    written, _ = corrupt(rng, writing, int(pick(rng, SLIPS_EACH, 1)[0]))
    words = SEX_WORDS[population.persons.sex[row]]
    return [
        written.given_names,
        f"{written.first_surname} {written.second_surname}".strip(),
        _date(rng, written.birth_date),
        _dashed(written.dni) if rng.random() < 0.5 else written.dni,
        words[int(rng.integers(len(words)))],
        population.persons.residence_municipality[row],
        f"+504 {written.phone[:4]}-{written.phone[4:]}" if written.phone and rng.random() < 0.3 else written.phone,
        "",
    ]


def _date(rng: np.random.Generator, day: date) -> str:
    return day.strftime(DATE_FORMATS[int(pick(rng, (0.7, 0.12, 0.12, 0.06), 1)[0])])


def _dashed(dni: str) -> str:
    return f"{dni[:4]}-{dni[4:8]}-{dni[8:]}" if dni else ""


def _repeat(rng: np.random.Generator, lines: list[list[str]], row: Index) -> Index:
    """Write some lines again further down (changes `lines` and `row`)."""
    same = np.full(len(lines), -1)
    for line in np.flatnonzero(rng.random(len(lines)) < REPEATED).tolist():
        if line:
            source = int(rng.integers(line))
            source = int(same[source]) if same[source] >= 0 else source
            lines[line], row[line], same[line] = list(lines[source]), row[source], source
    return same


def _spoil(rng: np.random.Generator, line: list[str]) -> str:
    """Make a line unreadable (changes it); returns what is wrong with it."""
    kind = BAD_KINDS[int(rng.integers(len(BAD_KINDS)))]
    place, value = {
        "no_name": (0, ""),
        "impossible_date": (2, "31/02/1990"),
        "short_dni": (3, "0801-1990-123"),
        "future_birth": (2, "01/01/2190"),
        "unknown_municipality": (5, "9999"),
    }[kind]
    line[place] = value
    return kind
