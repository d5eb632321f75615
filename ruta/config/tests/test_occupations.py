"""Does `ruta occupation rank` write what was asked, and say in one sentence what hinders it?"""

import subprocess
import sys
from pathlib import Path

import pytest

RUTA = Path(sys.executable).with_name("ruta")


def rank(folder, *options, queries="Q1\tpanadera\nQ2\t¿?\n", corpus="C1\talbañil\nC2\tpanadero\n"):
    for name, text in (("q.tsv", queries), ("c.tsv", corpus)):
        (folder / name).write_text(text, encoding="utf8")
    return subprocess.run(  # noqa: S603 - our own program
        [RUTA, "occupation", "rank", "--queries", folder / "q.tsv", "--corpus", folder / "c.tsv", "--out", folder / "run.tsv", *options],
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_the_ranking_is_written(tmp_path):
    done = rank(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run.tsv").read_text() == "Q1\tC2\t1.000000\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"queries": "sin tabulador\n"}, "La línea 1"),
        ({"corpus": "C1\tuno\nC1\tdos\n"}, "repetidos"),
        ({"corpus": "C1\t--\n"}, "No hay textos"),
        ({"queries": ""}, "No hay textos"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path, files, words):
    done = rank(tmp_path, **files)
    assert done.returncode == 2
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run.tsv").exists()


def test_a_model_of_the_users_own_is_named(tmp_path):
    done = rank(tmp_path, "--model", "ruta.taxonomy.titles.tests.encoding:hashed")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run.tsv").read_text().startswith("Q1\tC2\t")


@pytest.mark.parametrize(("option", "words"), [("--model", "No se puede usar el modelo"), ("--esco", "No hay ninguna carpeta")])
def test_a_model_or_a_folder_that_is_not_there_is_one_sentence(tmp_path, option, words):
    done = rank(tmp_path, option, "nada")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
