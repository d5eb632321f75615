"""Is whoever told less about themselves shown as much as others? Half of a market, by lot, keeps silent about something."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from ruta.placements.matching.batch.auditing import FAIR_FROM, audit
from ruta.placements.matching.batch.running import Run, match
from ruta.placements.matching.batch.writing import write_run
from ruta.placements.matching.tests.files import written

PERSONS, VACANCIES = 6_000, 600
UNTOLD = ("education", "wage_min", "home", "available_from", "sends")
EMPTY = ("languages", "hours", "contracts")
SAID = "said"


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, pa.Table, list[bool]]:
    run = written(tmp_path_factory.mktemp("silent"), PERSONS, VACANCIES)
    table = pyarrow.parquet.read_table(run.profiles)
    silent = (np.random.default_rng(11).random(PERSONS) < 0.5).tolist()
    kinds = pa.array(["silent" if each else SAID for each in silent])
    return run, table.set_column(table.schema.get_field_index("modality"), "modality", kinds), silent


def without(table: pa.Table, silent: list[bool], **untold: Any) -> pa.Table:
    """The same people, of whom the silent ones do not tell these columns."""
    for name, value in untold.items():
        field = table.schema.field(name)
        told = [_hushed(row, value) if is_silent else row for row, is_silent in zip(table[name].to_pylist(), silent, strict=True)]
        table = table.set_column(table.schema.get_field_index(name), field, pa.array(told, field.type))
    return table


def _hushed(row: Any, value: Any) -> Any:
    return value(row) if callable(value) else value


def no_months(works: list[str]) -> list[str]:
    return [work.partition(":")[0] for work in works]


@pytest.mark.parametrize(
    "untold",
    [
        dict.fromkeys(UNTOLD) | {name: [] for name in EMPTY} | {"is_complete": False},
        {"is_complete": False},
        {"skills": [], "is_complete": False},
        {"works": no_months},
        dict.fromkeys(UNTOLD) | {name: [] for name in (*EMPTY, "skills")} | {"is_complete": False, "works": no_months},
    ],
    ids=["circumstances", "that the list is whole", "skills", "months of practice", "all but the trade"],
)
def test_silence_is_not_punished(market: tuple[Run, pa.Table, list[bool]], untold: dict[str, Any], tmp_path: Path) -> None:
    run, table, silent = market
    profiles, out = tmp_path / "profiles.parquet", tmp_path / "out.parquet"
    pyarrow.parquet.write_table(without(table, silent, **untold), profiles)
    quiet = replace(run, profiles=profiles)
    write_run(quiet, match(quiet, lambda *_: None), out)
    exposure = audit(profiles, out, run.vacancies, None).exposures[-1]
    shown = {each.name: each.mean for each in exposure.judged}
    assert shown["silent"] >= FAIR_FROM * shown[SAID], shown
