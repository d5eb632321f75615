"""Which facts does the bench of the observatory ask? Made up at random, of every kind that a report reads, filed as the warehouse files them."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from ruta.insights.warehouse import FACTS

PARTS = {"vacancy": 0.1, "seeker": 0.2, "application": 0.1, "attention": 0.5, "assessment": 0.05, "need": 0.05}
PERSONS = 5  # facts of a kind for each
TRADES = [f"{at}" for at in range(1111, 9630, 20)]
SKILLS = [f"ruta:habilidad-{at}" for at in range(130)]
PLACES = [f"{at:02d}" for at in range(1, 19)]
HOUSES = [f"INS-{at:02d}" for at in range(24)]
SERVICES = list("abcdefghijklmnopqrst")
CHOICES = {
    "occupation": TRADES, "department": PLACES, "section": list("ABCDEFGHIJKLMNOPQRSTU"), "modality": ["returned", "transit", "refugee", "resident", "internal"],
    "sex": ["woman", "man"], "age_group": ["18-24", "25-29", "30-44", "45-59", "60+"], "service_type": SERVICES, "state": ["published", "closed", "closed", "withdrawn"],
    "cause": ["low_wage", "no_candidates", "distance", ""], "institution": HOUSES, "education": ["1", "2", "3", "4", "6"], "contract": ["permanent", "temporary", "season"],
    "channel": ["counter", "telephone", "field"], "segment": ["A", "B", "C"], "instrument": ["employability_profile", "employability_profile", "other"],
}  # fmt: skip
CHANCES = {"is_going_abroad": 0.1, "is_attention": 0.9}
EMPTY = {"left_day": 0.6, "kept_day": 0.5, "met_day": 0.5, "over_day": 0.4, "confirmed_day": 0.3}
"""Days that are often not known."""


def fill(folder: Path, facts: int) -> None:
    """So many facts over a thousand days; an office belongs to one institution."""
    chance = np.random.default_rng(3)
    for name, part in PARTS.items():
        rows, schema = int(facts * part), FACTS[name].schema
        days = np.datetime64("2024-01-01") + chance.integers(0, 1000, rows)
        columns = {field.name: _values(field, days, chance) for field in schema}
        if {"office", "institution"} <= set(columns):
            columns["office"] = pa.array([f"{house}-{at}" for house in HOUSES for at in range(4)]).take(
                _offices(columns["institution"], chance)
            )
        if name == "vacancy":
            columns |= {
                "openings": pa.array(chance.integers(2, 10, rows), pa.int32()),
                "filled": pa.array(chance.integers(0, 3, rows), pa.int32()),
            }
        filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
        ds.write_dataset(pa.table(columns, schema), folder / name, format="parquet", partitioning=filed)


def _offices(institutions: pa.Array, chance: np.random.Generator) -> pa.Array:
    houses = institutions.dictionary_encode()
    at = np.array([HOUSES.index(each) for each in houses.dictionary.to_pylist()])[houses.indices.to_numpy()]
    return pa.array(4 * at + chance.integers(0, 4, len(at)))


def _values(field: pa.Field, days: np.ndarray, chance: np.random.Generator) -> pa.Array:
    rows = len(days)
    if field.name == "month":
        return pa.array(days.astype("datetime64[M]").astype(str))
    if field.type == pa.date32():
        later = days + (0 if field.name == "day" else chance.integers(1, 200, rows))
        return pa.array(later, mask=chance.random(rows) < EMPTY.get(field.name, 0))
    if field.type == pa.string():
        codes = CHOICES.get(field.name) or _lists({"skills": SKILLS, "departments": PLACES}.get(field.name), chance)
        return pa.array(codes).take(pa.array(chance.integers(0, len(codes), rows)))
    if field.type == pa.bool_():
        return pa.array(chance.random(rows) < CHANCES.get(field.name, 0.7))
    if field.type == pa.int64():
        return pa.array(chance.integers(0, max(1, rows // PERSONS), rows))
    return pa.array(chance.integers(1, 40, rows).astype(np.int32))


def _lists(codes: list[str] | None, chance: np.random.Generator) -> list[str]:
    if codes is None:
        return ["x"]
    return [";".join(sorted(chance.choice(codes, size, replace=False))) for size in (0, 1, 2, 3) for _ in range(20)]
