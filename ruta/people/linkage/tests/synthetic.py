"""Synthetic persons and the ways in which a counter writes them differently; rates are guesses."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ruta.people.linkage import Document, Record
from ruta.people.linkage.normal import DATA

Corruption = Callable[[Record, Random], Record]


def _weighted(file: str, column: str, weight: str) -> tuple[list[str], list[float]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row[column] for row in rows], [float(row[weight]) + 0.5 for row in rows]


GIVEN = _weighted("given_names.csv", "nombre", "peso_1971_1990")
SURNAMES = _weighted("surnames.csv", "apellido", "peso")
with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as _lines:
    PLACES = [row["codigo"] for row in csv.DictReader(_lines)]


def person(ref: int, dice: Random) -> Record:
    """A person with two given names, two surnames, DNI (60 %), telephone (80 %)."""
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
    place = dice.choice(PLACES)
    dni = f"{place}{born.year}{dice.randrange(20_000):05}"
    return Record(
        ref=ref,
        given_names=" ".join(dice.choices(*GIVEN, k=2)),
        surnames=" ".join(dice.choices(*SURNAMES, k=2)),
        birth_date=born,
        sex=dice.choice(["woman", "man"]),
        municipality=place,
        phones=(f"9{dice.randrange(10**7):07}",) if dice.random() < 0.8 else (),
        documents=(Document("dni", dni),) if dice.random() < 0.6 else (),
    )


# ---- corruptions


def whole_name(record: Record, _dice: Random) -> Record:
    return replace(record, name=f"{record.given_names} {record.surnames}", given_names="", surnames="")


def any_order(record: Record, dice: Random) -> Record:
    words = f"{record.given_names} {record.surnames}".split()
    dice.shuffle(words)
    return replace(record, name=" ".join(words), given_names="", surnames="")


def one_given_name(record: Record, _dice: Random) -> Record:
    return replace(record, given_names=record.given_names.split()[0])


def one_surname(record: Record, _dice: Random) -> Record:
    return replace(record, surnames=record.surnames.split()[0])


def respelled(record: Record, dice: Random) -> Record:
    old, new = dice.choice([("v", "b"), ("b", "v"), ("z", "s"), ("s", "z"), ("h", ""), ("ll", "y"), ("ce", "se"), ("ge", "je")])
    return replace(record, given_names=_swapped(record.given_names, old, new), surnames=_swapped(record.surnames, old, new))


def _swapped(text: str, old: str, new: str) -> str:
    return re.sub(rf"{old}(?!$)" if old == "h" else old, new, text.lower().replace("ch", "CH")).lower()


def mistyped_name(record: Record, dice: Random) -> Record:
    words = record.surnames.split()
    at = dice.randrange(len(words))
    word = words[at]
    spot = dice.randrange(1, len(word))
    words[at] = dice.choice(
        [
            word[:spot] + word[spot + 1 :],
            word[:spot] + dice.choice("aeiorstnl") + word[spot + 1 :],
            word[: spot - 1] + word[spot] + word[spot - 1] + word[spot + 1 :],
        ],
    )
    return replace(record, surnames=" ".join(words))


def _with_dni(record: Record, change: Callable[[str], str]) -> Record:
    return replace(record, documents=tuple(Document(kind, change(number)) for kind, number in record.documents))


def dni_wrong(record: Record, dice: Random) -> Record:
    at = dice.randrange(12)
    return _with_dni(record, lambda dni: dni[:at] + str((int(dni[at]) + dice.randrange(1, 10)) % 10) + dni[at + 1 :])


def dni_transposed(record: Record, dice: Random) -> Record:
    at = dice.randrange(11)
    return _with_dni(record, lambda dni: dni[:at] + dni[at + 1] + dni[at] + dni[at + 2 :])


def dni_short(record: Record, dice: Random) -> Record:
    at = dice.randrange(12)
    return _with_dni(record, lambda dni: dni[:at] + dni[at + 1 :])


def day_and_month(record: Record, _dice: Random) -> Record:
    day = record.birth_date
    return replace(record, birth_date=date(day.year, day.day, day.month)) if day and day.day <= 12 else record


def no_date(record: Record, _dice: Random) -> Record:
    return replace(record, birth_date=None)


def no_document(record: Record, _dice: Random) -> Record:
    return replace(record, documents=())


def other_phone(record: Record, dice: Random) -> Record:
    return replace(record, phones=(f"3{dice.randrange(10**7):07}",))


CORRUPTIONS: tuple[Corruption, ...] = (
    one_given_name,
    one_surname,
    respelled,
    mistyped_name,
    dni_wrong,
    dni_transposed,
    dni_short,
    day_and_month,
    no_date,
    no_document,
    other_phone,
)


def corrupted(record: Record, dice: Random) -> Record:
    """Two different corruptions, then half of the names typed whole, half of those in any order."""
    for change in dice.sample(CORRUPTIONS, k=2):
        record = change(record, dice)
    if dice.random() < 0.5:
        record = dice.choice([whole_name, any_order])(record, dice)
    return record
