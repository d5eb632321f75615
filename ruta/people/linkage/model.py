"""Which numbers make a model of linkage, and how are they read and written? Versioned data with date, source and settings."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2
from pathlib import Path
from typing import Any

import yaml

from ruta.people.linkage.names import EQUAL
from ruta.people.linkage.normal import DATA, tokens
from ruta.people.linkage.spelling import sound

CROSSED = "crossed"
_DECIMALS = 5
FEWEST = 5
"""Persons below whom a name is not written into a model."""
_STANDS_FOR = {"dni_place": "municipality", "dni_year": "birth_date"}
"""What a DNI tells of place and year is explained by whoever shares the place and the date."""


@dataclass(frozen=True)
class Relation:
    """Another explanation than one person: `rate` per person of the register, and the share of each agreement that it explains."""

    name: str
    rate: float
    explains: Mapping[str, float]

    def share(self, name: str) -> float:
        """How much of an agreement is explained; a given name that answers a surname counts as either of the two, whichever explains more."""
        if name == CROSSED:
            return max(self.share("given"), self.share("surname"))
        return self.explains.get(_STANDS_FOR.get(name, name), 0.0)


@dataclass(frozen=True)
class Frequencies:
    """Share of persons who bear a name, by its sound."""

    given: Mapping[str, float]
    surname: Mapping[str, float]
    place: Mapping[str, float] = field(default_factory=dict)
    """Share of persons who live in a place, where it has been counted."""


@dataclass(frozen=True)
class Weights:
    """The weights of one version, in bits, with the settings that bend them."""

    version: str
    source: str
    register_size: int
    registered_share: float
    levels: Mapping[str, Mapping[str, float]]
    agreeing: Mapping[str, float]
    bands: Mapping[str, int]
    household: tuple[Relation, ...]
    frequency: Mapping[str, float]
    m: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    u: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    """Rates of relatives as counted in the register, in place of those of the household."""
    frequencies: Frequencies | None = None
    """Names and places as counted in the register; without, the estimates of the engine."""
    date: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def chances(self) -> tuple[float, tuple[float, ...]]:
        """How likely a pair taken at random is one person, and is of each relation, against being strangers."""
        same = self.registered_share / self.register_size
        related = [self.rates.get(relation.name, relation.rate) / self.register_size for relation in self.household]
        strangers = 1.0 - same - sum(related)
        return same / strangers, tuple(chance / strangers for chance in related)

    @property
    def prior(self) -> float:
        """What a pair weighs when nothing is compared."""
        same, related = self.chances
        return log2(same) - log2(1.0 + sum(related))


def read_weights(path: Path) -> Weights:
    """The weights of a YAML file; see `data/weights.yaml` for its form."""
    return weights_from(yaml.safe_load(path.read_text(encoding="utf-8")))


def weights_from(raw: Mapping[str, Any]) -> Weights:
    """A model out of plain values, as a file or a row keeps it."""
    fields = raw["fields"]
    counted = raw.get("counted", {})
    # Rounded, so that levels that were pooled weigh the same again.
    levels = {
        field: {level: round(log2(of["m"] / of["u"]), _DECIMALS) for level, of in of_field.items()} for field, of_field in fields.items()
    }
    return Weights(
        str(raw["version"]),
        raw["source"],
        raw["prior"]["register_size"],
        raw["prior"]["registered_share"],
        levels,
        {field: of_field[EQUAL]["m"] for field, of_field in fields.items()},
        raw["bands"],
        tuple(Relation(name, relation["rate"], relation["explains"]) for name, relation in raw["household"].items()),
        raw["frequency"],
        {name: {level: chance["m"] for level, chance in of_field.items()} for name, of_field in fields.items()},
        {name: {level: chance["u"] for level, chance in of_field.items()} for name, of_field in fields.items()},
        counted.get("rates", {}),
        _frequencies_of(counted),
        str(raw.get("date", "")),
        raw.get("settings", {}),
    )


def _frequencies_of(counted: Mapping[str, Any]) -> Frequencies | None:
    """Names as counted, or as estimated where only the places are."""
    if not {"given", "surname", "place"} & counted.keys():
        return None
    known = default_frequencies()
    return Frequencies(counted.get("given", known.given), counted.get("surname", known.surname), counted.get("place", {}))


def plain_of(weights: Weights) -> dict[str, Any]:
    """A model as plain values, for a file or a row; its weights follow from m and u, so only these are kept."""
    return {
        "version": weights.version,
        "date": weights.date,
        "source": weights.source,
        "settings": dict(weights.settings),
        "prior": {"register_size": weights.register_size, "registered_share": round(weights.registered_share, 4)},
        "bands": dict(weights.bands),
        "household": {each.name: {"rate": each.rate, "explains": dict(each.explains)} for each in weights.household},
        "frequency": _bounds(weights),
        "fields": {name: {level: _chances(weights, name, level) for level in levels} for name, levels in weights.levels.items()},
        "counted": _counted(weights),
    }


def _chances(weights: Weights, name: str, level: str) -> dict[str, float]:
    """M as learned, and the u that gives the weight in use (pooled levels share one)."""
    m = float(f"{weights.m[name][level]:.6g}")
    return {"m": m, "u": float(f"{m / 2 ** weights.levels[name][level]:.9g}")}


def _bounds(weights: Weights) -> dict[str, float]:
    """Once names are counted, one that is not in the table is borne by hardly anybody."""
    known, fewest = dict(weights.frequency), FEWEST / max(weights.register_size, 1)
    return known | {"unknown": min(known["unknown"], fewest)} if weights.frequencies else known


def _counted(weights: Weights) -> dict[str, Any]:
    """What was counted in the register; no name that so few bear that it would tell of a person."""
    known = weights.frequencies
    if known is None:
        return {"rates": dict(weights.rates)}
    least = FEWEST / max(weights.register_size, 1)
    tables = {"given": known.given, "surname": known.surname, "place": known.place}
    kept = {name: {key: float(f"{share:.4g}") for key, share in sorted(table.items()) if share >= least} for name, table in tables.items()}
    return {"rates": dict(weights.rates), **kept}


def expert_weights() -> Weights:
    """The guesses that learning starts from, and what no file can teach."""
    return read_weights(DATA / "expert.yaml")


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """The weights that come with the engine, and that counter, import, nightly pass and batch share."""
    return read_weights(DATA / "weights.yaml")


@lru_cache(maxsize=1)
def default_frequencies() -> Frequencies:
    """Shares of given names and surnames as estimated for Honduras; pass counts of the register when there are."""
    given = _read_counts("given_names.csv", "nombre", _all_cohorts)
    surname = _read_counts("surnames.csv", "apellido", lambda row: float(row["peso"]))
    return Frequencies(_shares(given), _shares(surname))


def _all_cohorts(row: Mapping[str, str]) -> float:
    return sum(float(value) for column, value in row.items() if column.startswith("peso_"))


def _read_counts(file: str, column: str, weigh: Callable[[Mapping[str, str]], float]) -> list[tuple[str, float]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [(row[column], weigh(row)) for row in csv.DictReader(lines)]


def _shares(counts: Iterable[tuple[str, float]]) -> dict[str, float]:
    by_sound: dict[str, float] = {}
    for name, count in counts:
        for word in tokens(name):
            by_sound[sound(word)] = by_sound.get(sound(word), 0.0) + count
    whole = sum(by_sound.values()) or 1.0
    return {code: count / whole for code, count in by_sound.items()}
