"""Does Spark give the same pairs and probabilities as DuckDB?"""

from pathlib import Path

import pytest

from ruta.people.linkage.batch.linking import Job, link
from ruta.people.linkage.tests.test_batch import FILE, REGISTER, silent

pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_equals_duckdb(tmp_path: Path) -> None:
    paths = tmp_path / "registro.csv", tmp_path / "archivo.csv"
    for path, text in zip(paths, (REGISTER, FILE), strict=True):
        path.write_text(text, encoding="utf-8")
    told = []
    for engine in ("duckdb", "spark"):
        decided = link(Job(*paths, engine=engine), silent).decided
        pairs = zip(decided.pairs.file_rows.tolist(), decided.pairs.register_rows.tolist(), strict=True)
        told.append(dict(zip(pairs, decided.probabilities.tolist(), strict=True)))
    assert told[0].keys() == told[1].keys()
    assert all(told[1][pair] == pytest.approx(chance, abs=1e-9) for pair, chance in told[0].items())
