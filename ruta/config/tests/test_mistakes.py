"""Does a mistake at the command line get a sentence that says what to do and an exit code, never a traceback?"""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from ruta.base.errors import Invalid
from ruta.config.importing import _demand_headers

RUTA = f"{sys.prefix}/bin/ruta"
CLOSED = "postgresql://alguien:clave-secreta@127.0.0.1:1/ninguna"
PERSON = ("a@b.hn", "--name", "A", "--office", "SPS", "--role", "counsellor", "--password", "Xk29-ruta-larga")
ANY = [
    "setup",
    "check",
    "worker",
    "serve --port 8199",
    "demo --persons 5",
    "backup {folder}/copia",
    "createuser",
    "readonly show",
    "manage check",
]


def said(*words: str, folder, database: str = CLOSED) -> tuple[int, str]:
    """Exit code and words of a command."""
    kept = {name: value for name, value in os.environ.items() if name not in {"RUTA_DB_ROLE", "RUTA_DATABASE"}}
    around = {**kept, "RUTA_VAR": str(folder), "COLUMNS": "400", "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "ruta.config.settings"}
    done = subprocess.run([RUTA, *words], env=around, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - ourselves
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("command", ANY)
def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path, command):
    words = command.format(folder=tmp_path).split()
    code, told = said(*words, *(PERSON if command == "createuser" else ()), folder=tmp_path)
    assert code in {1, 2}, told
    assert "No se pudo entrar en la base de datos de DATABASE_URL" in told
    assert "Traceback" not in told and "clave-secreta" not in told


def test_an_address_that_is_none_is_not_repeated(tmp_path):
    code, told = said("check", folder=tmp_path, database="mysql://alguien:clave-secreta@x/y")
    assert code == 1 and "eso no es una dirección" in told and "clave-secreta" not in told


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("serve", "--port", "99999"), 2, "--port"),
        (("serve", "--port", "8199", "--host", "203.0.113.9"), 1, "Esta máquina no tiene la dirección «203.0.113.9»"),
        (("restore", "/no/hay"), 1, "«/no/hay» no es una copia de Ruta"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_asked(tmp_path, words, code, sentence):
    got, told = said(*words, folder=tmp_path)
    assert (got, "Traceback" in told, "¿Seguir?" in told) == (code, False, False)
    assert sentence in told


def test_a_column_misspelt_in_the_mapping_is_named_with_those_there_are():
    batch = SimpleNamespace(name="lista.csv", header=["Nombre", "Apellido"])
    with pytest.raises(Invalid, match=r"«Nombres» no es una columna de lista\.csv\. Sus columnas: Nombre, Apellido"):
        _demand_headers(batch, {"columns": {"Nombres": "given_names"}})
    _demand_headers(batch, {"columns": {"Nombre": "given_names"}})
    _demand_headers(batch, None)
