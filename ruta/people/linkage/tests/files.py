"""Files of synthetic persons, as `ruta link` reads them."""

import csv
from collections.abc import Iterable
from pathlib import Path
from random import Random

from ruta.people.linkage import Record
from ruta.people.linkage.tests.synthetic import corrupted, person

COLUMNS = ("id", "name", "given_names", "surnames", "sex", "birth_date", "municipality", "phone", "dni")


def write_persons(path: Path, persons: Iterable[Record]) -> Path:
    """A CSV with one row per person."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(COLUMNS)
        for one in persons:
            sex, numbers = {"woman": "F", "man": "M"}.get(one.sex, ""), [document.number for document in one.documents]
            row = (one.ref, one.name, one.given_names, one.surnames, sex, one.birth_date or "", one.municipality, "/".join(one.phones))
            rows.writerow([*row, *(numbers or [""])])
    return path


def trial(room: Path, size: int, rows: int, seed: int = 5) -> tuple[Path, Path]:
    """A register, and a file whose rows are half of persons of the register and half of others, each with two errors."""
    dice = Random(seed)
    persons = [person(ref, dice) for ref in range(size + rows // 2)]
    asked = dice.sample(persons[:size], k=rows - rows // 2) + persons[size:]
    return write_persons(room / "registro.csv", persons[:size]), write_persons(
        room / "archivo.csv", (corrupted(one, dice) for one in asked)
    )
