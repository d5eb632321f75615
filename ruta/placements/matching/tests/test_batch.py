"""Do files come in and lists go out, the same each time, on Spark too, and is everybody shown alike?"""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from ruta.config.matching import matching
from ruta.placements.matching import default_weights, score
from ruta.placements.matching.batch import spark
from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.batch.reading import read_essentials, read_profiles
from ruta.placements.matching.batch.running import Run, match
from ruta.placements.matching.batch.writing import record_of, write_run
from ruta.placements.matching.tests.files import profile_of, vacancy_of, written

ROOM = CliRunner()


def silent(step: str, done: int, whole: int) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return written(tmp_path_factory.mktemp("market"), 1_500, 150)


def lists(path: Path) -> list[tuple]:
    return duckdb.sql(f"SELECT * FROM '{path}' ORDER BY list, vacancy_id, profile_id").fetchall()


def test_two_runs_are_equal_to_the_last_bit(run: Run, tmp_path: Path) -> None:
    outs = [tmp_path / f"{at}.parquet" for at in range(2)]
    for out in outs:
        assert write_run(run, match(run, silent), out) > 1_000
    assert outs[0].read_bytes() == outs[1].read_bytes()
    records = [json.loads(record_of(out).read_text()) for out in outs]
    assert records[0] == records[1]
    assert records[0]["weights"]["version"] == default_weights().version
    assert records[0]["settings"] == {"engine": "duckdb", "top": 20, "seed": 1}
    assert len(records[0]["inputs"]["profiles"]["sha256"]) == 64


def test_csv_tells_what_parquet_tells_and_the_explained_score_agrees(run: Run, tmp_path: Path) -> None:
    texts = tmp_path / "profiles.csv"
    table = pyarrow.parquet.read_table(run.profiles)
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(at, field.name, pa.array([";".join(items or []) for items in table[field.name].to_pylist()]))
    pyarrow.csv.write_csv(table, texts)
    outs = []
    for profiles in (run.profiles, texts):
        other = replace(run, profiles=profiles)
        outs.append(tmp_path / f"{profiles.suffix[1:]}.parquet")
        write_run(other, match(other, silent), outs[-1])
    assert lists(outs[0]) == lists(outs[1])
    people, jobs = ({row["id"]: row for row in pyarrow.parquet.read_table(path).to_pylist()} for path in (run.profiles, run.vacancies))
    essentials = read_essentials(run.essentials)
    for _list, job, person, _rank, value, *parts in lists(outs[0])[::97]:
        told = score(profile_of(people[person]), vacancy_of(jobs[job]), essentials, default_weights())
        assert [value, *parts] == pytest.approx([told.score, *told.parts.values(), told.known], abs=1e-9)


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_lists(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")
    monkeypatch.setattr(spark, "PERSONS_A_TIME", 400)  # so that several workers sweep
    outs = []
    for engine in ("duckdb", "spark"):
        other = replace(run, engine=engine)
        outs.append(tmp_path / f"{engine}.parquet")
        write_run(other, match(other, silent), outs[-1])
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_command_writes_and_the_audit_finds_nothing_that_the_sex_changes(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    files = ["--profiles", str(run.profiles), "--vacancies", str(run.vacancies), "--essentials", str(run.essentials)]
    done = ROOM.invoke(matching, [*files, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "1,500 personas, 150 vacantes" in done.output
    told = ROOM.invoke(matching, ["audit", *files, "--matches", str(out)])
    assert "Filas que cambian al cambiar el sexo de todas: 0." in told.output
    assert "Gini de la exposición" in told.output
    assert told.output.count("Cumple: 0.8 o más.") + told.output.count("el azar hace lo mismo") == 2, told.output
    assert told.exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nAna\n", "la columna id"),
        ("id,works\n1,7112\n1,7113\n", "se repiten"),
        ("id,works\n", "no tiene filas"),
        ("id,works\n1,7112:much\n", "«7112:much»"),
        ("id,education\n1,high\n", "No se entiende"),
    ],
)
def test_a_bad_file_gets_a_sentence(run: Run, tmp_path: Path, content: str, said: str) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(content)
    with pytest.raises(Unusable, match=said):
        match(replace(run, profiles=bad), silent)
    done = ROOM.invoke(matching, ["--profiles", str(bad), "--vacancies", str(run.vacancies), "--out", str(tmp_path / "o.parquet")])
    assert done.exit_code == 2


def test_columns_that_only_an_audit_reads_are_not_read(run: Run) -> None:
    assert {"sex", "modality"} <= set(pyarrow.parquet.read_schema(run.profiles).names)
    assert not {"sex", "modality"} & set(read_profiles(run.profiles).column_names)
