"""Does `ruta demo dirty` write what it says, and refuse what cannot be?"""

import csv
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ruta.base.errors import Invalid
from ruta.config import commands


def run(*words: str):
    """Run the program with these words."""
    program = typer.Typer()
    commands.register(program)
    return CliRunner().invoke(program, ["demo", "dirty", *words], catch_exceptions=True)


def test_a_trial_is_written_without_a_database(tmp_path: Path):
    done = run("--register", "2000", "--rows", "500", "--out", str(tmp_path), "--rate", "absent=0.4", "--rate", "file.upper_case=1")
    assert done.exit_code == 0, done.output
    with (tmp_path / "key.csv").open(encoding="utf-8", newline="") as file:
        assert sum(row["kind"] != "registered" for row in csv.DictReader(file)) == 200
    with (tmp_path / "file.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["surnames"].isupper() for row in csv.DictReader(file))


@pytest.mark.parametrize("rate", ["file.nonsense=0.1", "file.sound", "file.sound=7", "absent=1.5"])
def test_a_rate_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, rate: str):
    assert isinstance(run("--out", str(tmp_path), "--rate", rate).exception, Invalid)
    assert not list(tmp_path.iterdir())
