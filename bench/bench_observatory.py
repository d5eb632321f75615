"""What does the report of the market cost over millions of facts? Beside pandas over the same files in the same run."""

import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from bench.measuring import Figure, demand
from ruta.insights.engine.effects import compared
from ruta.insights.warehouse import FACTS, opened
from ruta.insights.warehouse.market import GROUP, OVER, Market, market
from ruta.insights.warehouse.received import PLACED, Received, drawn

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
PARTS = {"vacancy": 0.1, "seeker": 0.3, "application": 0.1, "attention": 0.5}
PERSONS = 5  # facts of a kind for each
TRADES = [f"{at}" for at in range(1111, 9630, 20)]
SKILLS = [f"ruta:habilidad-{at}" for at in range(130)]
PLACES = [f"{at:02d}" for at in range(1, 19)]
LOOKS = 3


def measure(facts: int) -> list[Figure]:
    """At the size asked and at a quarter of it, so that the growth is seen."""
    figures = []
    for size in (facts // 4, facts):
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room)
            _fill(folder, size)
            begin = time.perf_counter()
            with opened(folder) as warehouse:
                found = market(warehouse, SINCE, UNTIL)
            ours = [time.perf_counter() - begin, *(_ours(folder) for _ in range(LOOKS))]
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
            begin = time.perf_counter()
            demand("the counts of pandas", _by_pandas(folder) == found)
            theirs = time.perf_counter() - begin
            results = _results(folder)
        figures.append(
            Figure(
                f"report of the market over {size:,} facts",
                f"{sorted(ours)[len(ours) // 2]:.2f} s (first {ours[0]:.2f} s), {most:.2f} GiB at most",
                "",
                f"aim: ≤ 5 s; pandas in the same run {theirs:.2f} s",
            )
        )
        figures.append(results)
    return figures


def _ours(folder: Path) -> float:
    begin = time.perf_counter()
    with opened(folder) as warehouse:
        market(warehouse, SINCE, UNTIL)
    return time.perf_counter() - begin


def _fill(folder: Path, facts: int) -> None:
    chance = np.random.default_rng(3)
    for name, part in PARTS.items():
        rows, schema = int(facts * part), FACTS[name].schema
        days = np.datetime64("2024-01-01") + chance.integers(0, 1000, rows)
        columns = {field.name: _values(field, rows, days, chance) for field in schema}
        filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
        ds.write_dataset(pa.table(columns, schema), folder / name, format="parquet", partitioning=filed)


def _values(field: pa.Field, rows: int, days: np.ndarray, chance: np.random.Generator) -> pa.Array:
    choices = {
        "occupation": TRADES, "department": PLACES, "section": list("ABCDEFGHIJ"), "modality": ["returned", "transit", "refugee"], "sex": ["woman", "man"], "age_group": ["18-24", "25-29", "30-44"],
        "service_type": list("abcdefghijklmnopqrst"), "state": ["published", *OVER], "cause": ["low_wage", "no_candidates"], "skills": _lists(SKILLS, chance), "departments": _lists(PLACES, chance),
    }  # fmt: skip
    if field.name == "month":
        return pa.array(days.astype("datetime64[M]").astype(str))
    if field.name == "day" or field.type == pa.date32():
        return pa.array(days + (0 if field.name == "day" else 30))
    if field.type == pa.string():
        return pa.array(choices.get(field.name, ["x"])).take(pa.array(chance.integers(0, len(choices.get(field.name, ["x"])), rows)))
    if field.type == pa.bool_():
        return pa.array(chance.random(rows) < 0.7)
    if field.type == pa.int64():
        return pa.array(chance.integers(0, max(1, rows // PERSONS), rows))
    return pa.array(chance.integers(1, 9, rows).astype(np.int32) if field.name != "filled" else np.zeros(rows, np.int32))


def _lists(codes: list[str], chance: np.random.Generator) -> list[str]:
    return [";".join(sorted(chance.choice(codes, size, replace=False))) for size in (0, 1, 2, 3) for _ in range(20)]


def _by_pandas(folder: Path) -> Market:
    """The same report as somebody writes it in a notebook."""
    import pandas as pd

    jobs = pd.read_parquet(folder / "vacancy")
    offered = jobs[(jobs.day >= SINCE) & (jobs.day <= UNTIL)]
    ended = jobs[(jobs.closed_day >= SINCE) & (jobs.closed_day <= UNTIL) & jobs.state.isin(OVER)]
    left = ended.assign(left=ended.openings - ended.filled)
    took = ended[ended.filled > 0].assign(taken=lambda rows: (pd.to_datetime(rows.closed_day) - pd.to_datetime(rows.day)).dt.days)
    days = [("", took), *took.groupby("section")]
    return Market(
        openings=int(offered.openings.sum()), vacancies=len(offered), for_migrants=int(offered[offered.is_open_to_migrants].openings.sum()),
        by_occupation=offered.groupby(offered.occupation.str[:GROUP]).openings.sum().to_dict(), by_department=offered.groupby("department").openings.sum().to_dict(),
        by_section=offered.groupby("section").openings.sum().to_dict(), ended=int(ended.openings.sum()), filled=int(ended.filled.sum()),
        causes=left[left.left > 0].groupby("cause").left.sum().to_dict(), skills=offered[offered.skills != ""].skills.str.split(";").explode().value_counts().to_dict(),
        days={name: (len(rows), float(rows.taken.median())) for name, rows in days if len(rows)},
        days_by_occupation={code: (len(rows), float(rows.taken.median())) for code, rows in took.groupby(took.occupation.str[:GROUP])},
    )  # fmt: skip


def _results(folder: Path) -> Figure:
    """One comparison of the report of results, beside pandas that only draws who it is about."""
    import pandas as pd

    what = Received("a", "", PLACED, 180, SINCE, UNTIL)
    begin = time.perf_counter()
    with opened(folder) as warehouse:
        known = drawn(warehouse, what)
    drew = time.perf_counter() - begin
    found = compared(known.units)
    ours = time.perf_counter() - begin
    begin = time.perf_counter()
    rows = pd.read_parquet(folder / "attention")
    first = rows[rows.service_type == "a"].groupby("person").day.min()
    until = min(UNTIL, rows.day.max() - timedelta(180))
    demand("who pandas finds", known.treated == int(((first >= SINCE) & (first <= until)).sum()))
    theirs = time.perf_counter() - begin
    return Figure(
        f"one comparison of results over {len(rows):,} attentions",
        f"{ours:.2f} s ({drew:.2f} s to draw, {found.pairs:,} pairs)",
        "",
        f"aim: ≤ 5 s; pandas, only who received it, {theirs:.2f} s",
    )
