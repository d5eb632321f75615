"""What does `ruta learn` leave behind, and what does it say when it cannot?"""

from pathlib import Path
from random import Random

import pytest
import yaml
from typer import Exit

from ruta.config.learning import learn
from ruta.people.linkage.batch.models import load_model
from ruta.people.linkage.tests import synthetic
from ruta.people.linkage.tests.test_one_model import write


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    dice = Random(3)
    people = [synthetic.person(at, dice) for at in range(300)]
    return write(tmp_path / "register.csv", people), write(tmp_path / "file.csv", people[:200])


def test_a_model_says_how_it_came_about(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "model.yaml"
    learn(*files, out=out, version="2026.9", source="Prueba", seed=5)
    kept = yaml.safe_load(out.read_text(encoding="utf-8"))
    assert (kept["version"], kept["source"], kept["settings"]["seed"]) == ("2026.9", "Prueba", 5)
    assert kept["settings"]["register_rows"] == kept["prior"]["register_size"] == 300
    assert load_model(out).levels["dni"]["equal"] > 15


def test_without_counts_nothing_of_the_register_is_kept(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "model.yaml"
    learn(*files, out=out, counts=False)
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["counted"] == {"rates": {}}


@pytest.mark.parametrize("out", ["nowhere/model.yaml", "model.txt"])
def test_a_place_where_no_model_can_stand_is_told(
    files: tuple[Path, Path], tmp_path: Path, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exit) as stopped:
        learn(*files, out=tmp_path / out)
    assert stopped.value.exit_code == 2
