"""Does `ruta link` say in one sentence what hinders it, and end with 2?"""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
import typer
from typer.testing import CliRunner, Result

from ruta.config.commands import register

PERSONS = "id,nombres,apellidos\n1,Dunia Paola,Tróchez Paz\n2,Dunia Paola,Tróchez Paz\n"


def ordered(*arguments: object) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, ["link", *map(str, arguments)])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "registro.csv"
    path.write_text(PERSONS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("malo.csv", b"nombre,sexo\nAna,F\n", "le falta la columna «id»"),
        ("malo.csv", b"id,sexo\n1,F\n", "le faltan los nombres"),
        ("malo.csv", b"id,name\n1,Ana\n1,Eva\n", "«id» repetido"),
        ("malo.csv", b"id,name\n,Ana\n,Eva\n", "filas sin «id»"),
        ("malo.csv", b"id,name\n", "no tiene filas"),
        ("malo.csv", b"", "está vacío"),
        ("malo.csv", "id,nombre\n1,Núñez\n".encode("latin-1"), "no está en UTF-8"),
        ("malo.csv", "id,nombre\n1,Núñez\n".encode("utf-16"), "no está en UTF-8"),
        ("malo.parquet", b"nothing of the kind", "No se puede leer"),
        ("malo.parquet", b"", "está vacío"),
        ("malo.xlsx", b"PK", "no es CSV ni Parquet"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path: Path, good: Path, name: str, content: bytes, sentence: str) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    for files in ((bad, good), (good, bad)):
        done = ordered(*files, "--out", tmp_path / "out.parquet")
        assert done.exit_code == 2
        assert sentence in done.output
        assert "Traceback" not in done.output
        assert len(done.output.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("salida.xlsx", "no termina en .parquet ni .csv"),
        ("falta/salida.csv", "No existe la carpeta"),
        ("carpeta.csv", "es una carpeta"),
        ("registro.csv", "es uno de los archivos que se comparan"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told_before_the_work(tmp_path: Path, good: Path, out: str, sentence: str) -> None:
    (tmp_path / "carpeta.csv").mkdir()
    done = ordered("--self", good, "--out", tmp_path / out)
    assert (done.exit_code, sentence in done.output) == (2, True), done.output
    assert good.read_text(encoding="utf-8") == PERSONS


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder where not even root writes")
def test_without_permission_the_reason_is_told(good: Path) -> None:
    done = ordered("--self", good, "--out", "/proc/salida.csv")
    assert done.exit_code == 2
    assert "elija otra carpeta con --out" in done.output


def test_what_is_asked_must_make_sense(tmp_path: Path, good: Path) -> None:
    for arguments in ((good,), ("--self", good, good), (good, good, "--engine", "hadoop"), (tmp_path / "falta.csv", good)):
        done = ordered(*arguments)
        assert done.exit_code == 2
        assert len(done.output.strip().splitlines()) == 1


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("columns", [("nombres", "apellidos"), ("nombre completo",)])
def test_repeated_persons_of_one_file(tmp_path: Path, suffix: str, columns: tuple[str, ...]) -> None:
    path, out = tmp_path / f"registro{suffix}", tmp_path / f"repetidos{suffix}"
    words = [("Dunia Paola", "Tróchez Paz"), ("Dunia Paola", "Troches Paz"), ("Marvin Josué", "Galo Bonilla")]
    names = (
        {columns[0]: [" ".join(each) for each in words]} if len(columns) == 1 else dict(zip(columns, zip(*words, strict=True), strict=True))
    )
    table = pa.table({"id": ["1", "2", "3"], "fecha de nacimiento": ["1970-03-02", "02/03/1970", "1988-11-20"]} | names)
    (pyarrow.parquet.write_table if suffix == ".parquet" else pyarrow.csv.write_csv)(table, path)
    done = ordered("--self", path, "--out", out)
    assert done.exit_code == 0, done.output
    (found,) = (pyarrow.parquet.read_table if suffix == ".parquet" else pyarrow.csv.read_csv)(out).to_pylist()
    assert {str(found["register_id"]), str(found["file_id"])} == {"1", "2"}
    assert found["decision"] == "same"
