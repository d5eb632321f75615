"""Does Spark give the same pairs and probabilities as DuckDB?"""

from pathlib import Path

import pytest

from ruta.people.linkage.batch import spark
from ruta.people.linkage.batch.linking import Job, link
from ruta.people.linkage.tests.files import trial
from ruta.people.linkage.tests.test_batch import silent

pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_equals_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "ROWS_A_TIME", 400)  # so that several workers make keys
    paths = trial(tmp_path, 1_000, 500)
    told, compared = [], []
    for engine in ("duckdb", "spark"):
        linked = link(Job(*paths, engine=engine), silent)
        pairs = zip(linked.decided.pairs.file_rows.tolist(), linked.decided.pairs.register_rows.tolist(), strict=True)
        compared.append(linked.compared)
        told.append(dict(zip(pairs, linked.decided.probabilities.tolist(), strict=True)))
    assert compared[0] == compared[1] > 0
    assert told[0].keys() == told[1].keys()
    assert max(abs(told[1][pair] - chance) for pair, chance in told[0].items()) <= 1e-9
