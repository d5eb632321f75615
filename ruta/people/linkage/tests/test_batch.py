"""Does a whole file find its persons in another, and say plainly what hinders it?"""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
import typer
from typer.testing import CliRunner

from ruta.config.commands import register
from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.linking import Job, extras_of, link
from ruta.people.linkage.batch.reading import read_people
from ruta.people.linkage.batch.whole_names import NameSplitter
from ruta.people.linkage.batch.writing import write_links

REGISTER = """id,given_names,surnames,sex,birth_date,municipality,phone,dni
R1,Reina Isabel,Mejía Orellana,F,1970-03-02,0501,97482206,0501-1970-00411
R2,Dunia Paola,Mejía Orellana,F,1970-03-02,0501,97482206,0501-1970-00412
R3,José Luis,Tróchez Paz,M,1961-05-09,0801,95551111,
R4,José Luis,Tróchez Paz,M,1988-11-20,0801,95551111,
R5,Yeimi Carolina,Zúniga López,F,1999-12-31,0101,,0101199900123
"""
FILE = """codigo;nombre_completo;sexo;fecha_nacimiento;municipio;telefono;identidad
F1;REYNA ISABEL MEGIA ORELLANA;Mujer;02/03/1970;San Pedro Sula;9748-2206;
F2;Chepe Luis Troches Paz;Hombre;20/11/1988;Distrito Central;;
F3;Jeimy Carolina Zuniga;F;31/12/1999;La Ceiba;;0101199900132
F4;Marvin Josué Galo Bonilla;M;05/05/2000;Juticalpa;88887777;
"""


def silent(_step: str, _done: int, _whole: int) -> None:
    """Tell nobody."""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    register_path, file_path = tmp_path / "registro.csv", tmp_path / "archivo.csv"
    register_path.write_text(REGISTER, encoding="utf-8")
    file_path.write_text(FILE, encoding="utf-8")
    return register_path, file_path


def rows(job: Job, out: Path) -> list[dict]:
    write_links(link(job, silent), out)
    return pyarrow.parquet.read_table(out).to_pylist()


def test_each_finds_herself_and_a_stranger_nobody(files: tuple[Path, Path], tmp_path: Path) -> None:
    found = rows(Job(*files), tmp_path / "out.parquet")
    assert {(row["file_id"], row["register_id"]) for row in found if row["decision"] == "same"} == {
        ("F1", "R1"),
        ("F2", "R4"),
        ("F3", "R5"),
    }
    assert not [row for row in found if row["file_id"] == "F4"]
    told = next(row["reasons"] for row in found if row["file_id"] == "F3")
    assert "DNI: Dos dígitos cambiados de lugar" in told
    assert "Nombre: Suena igual" in told


def test_the_order_of_the_rows_does_not_matter(files: tuple[Path, Path], tmp_path: Path) -> None:
    before = rows(Job(*files), tmp_path / "one.parquet")
    header, *lines = REGISTER.splitlines()
    files[0].write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    after = rows(Job(*files), tmp_path / "other.parquet")
    assert {(row["file_id"], row["register_id"], round(row["probability"], 9)) for row in before} == {
        (row["file_id"], row["register_id"], round(row["probability"], 9)) for row in after
    }


@pytest.mark.parametrize(("asked", "seen"), [("barrio", "Se escribe parecido"), ("barrio:exact", "Distinto")])
def test_a_column_asked_exact_is_never_near(tmp_path: Path, asked: str, seen: str) -> None:
    paths = tmp_path / "registro.csv", tmp_path / "archivo.csv"
    for path, barrio in zip(paths, ("Suyapa Norte", "Suyapa Nortes"), strict=True):
        path.write_text(f"id,given_names,surnames,birth_date,barrio\n1,Dunia Paola,Tróchez Paz,1970-03-02,{barrio}\n", encoding="utf-8")
    out = tmp_path / "out.parquet"
    write_links(link(Job(*paths, extras=extras_of([asked])), silent), out, ("barrio",))
    (found,) = pyarrow.parquet.read_table(out).to_pylist()
    assert seen in found["reasons"].split("barrio: ")[1]


def test_a_file_finds_its_own_repeated_persons(tmp_path: Path) -> None:
    path = tmp_path / "registro.csv"
    path.write_text(REGISTER + "R6,Reina,Mejía Orellana,F,1970-02-03,0501,97482206,0501197000411\n", encoding="utf-8")
    found = rows(Job(path), tmp_path / "out.parquet")
    assert [(row["register_id"], row["file_id"]) for row in found if row["decision"] == "same"] == [("R1", "R6")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nombre,sexo\nAna,F\n", "le falta la columna «id»"),
        ("id,sexo\n1,F\n", "le faltan los nombres"),
        ("id,name\n1,Ana\n1,Eva\n", "«id» repetido"),
        ("id,name\n", "no tiene filas"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "malo.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable, match=sentence):
        read_people(path)


def test_a_file_that_is_no_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "malo.parquet"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(Unusable, match="No se puede leer"):
        read_people(path)
    with pytest.raises(Unusable, match="No hay ningún archivo"):
        read_people(tmp_path / "falta.csv")


@pytest.mark.parametrize(
    ("names", "halves"),
    [
        (["María José López Paz", "Juan Carlos Mejía"], (("maria", "jose"), ("lopez", "paz"))),
        (["López Paz María José", "Mejía Cruz Juan Carlos"], (("maria", "jose"), ("lopez", "paz"))),
        (["López Paz, María José"], (("maria", "jose"), ("lopez", "paz"))),
    ],
)
def test_a_whole_name_is_cut_where_given_names_end(names: list[str], halves: tuple) -> None:
    assert NameSplitter.of(pa.chunked_array([names])).split(names[0]) == halves


def test_the_command_writes_what_it_says(files: tuple[Path, Path], tmp_path: Path) -> None:
    app = typer.Typer()
    register(app)
    out = tmp_path / "vinculos.csv"
    done = CliRunner().invoke(app, ["link", *map(str, files), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert pyarrow.csv.read_csv(out).column_names == ["register_id", "file_id", "probability", "decision", "reasons"]
