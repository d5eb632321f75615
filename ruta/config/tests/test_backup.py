"""Does a copy bring everything back: rows, policies, rights, owners of the narrow doors, and an audit that still verifies?"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ruta.base import postgres

NAME = "ruta_copy_test"
RUTA = Path(sys.executable).with_name("ruta")
OWN = Path(tempfile.gettempdir()) / f"ruta-copy-test-{os.getpid()}"
SERVER = postgres.Server(OWN / "postgres")
"""A server of its own: on a shared one the transaction of another test holds back every seal."""

STRUCTURE = {
    "policies": "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "functions": (
        "SELECT proname, pg_get_userbyid(proowner), prosecdef, proconfig, md5(prosrc), "
        "(SELECT array_agg(a::text ORDER BY a::text) FROM unnest(proacl) AS a) "
        "FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') "
        "ORDER BY proname, pg_get_function_identity_arguments(oid)"
    ),
    "relations": (
        "SELECT relname, relkind, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, "
        "(SELECT array_agg(a::text ORDER BY a::text) FROM unnest(relacl) AS a) "
        "FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
    ),
    "columns": "SELECT attrelid::regclass::text, attname, attacl::text FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid::regclass::text !~ '^pg_' ORDER BY 1, 2",
    "triggers": "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "constraints": "SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "schema": "SELECT (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(nspacl) AS a) FROM pg_namespace WHERE nspname = 'public'",
    "defaults": "SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1, 2",
    "extensions": "SELECT extname FROM pg_extension ORDER BY 1",
}
SOME_ROWS = """
from time import monotonic, sleep
import django; django.setup()
from django.db import transaction
from ruta.base.audit import seal
from ruta.base.context import acting_as, system
from ruta.directory.models import Office
from ruta.people.models import Person
office = Office.objects.select_related("institution").first()
for name in ("Ana", "Olga", "Zoila"):
    with acting_as(system(office.institution_id)), transaction.atomic():
        Person.objects.create(owner_institution_id=office.institution_id, office=office, given_names=name, sort_name=name.lower())
    until = monotonic() + 60
    while name == "Ana" and not seal():  # what the server does by itself, like tidying a table, may hold the seal back for a moment
        assert monotonic() < until
        sleep(0.1)
"""


OURS = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")} | {
    "RUTA_VAR": str(OWN), "RUTA_DATABASE": NAME, "COLUMNS": "500",
}  # fmt: skip


def run(*command, ok=True, **environment):
    done = subprocess.run(  # noqa: S603 - our own program
        [str(part) for part in command], env={**OURS, **environment}, check=False, capture_output=True, text=True
    )  # fmt: skip
    assert not ok or done.returncode == 0, done.stderr[-3000:]
    return done


def ruta(*arguments, ok=True):
    return run(RUTA, *arguments, ok=ok)


def dsn():
    return make_conninfo("", host=str(SERVER.socket), user=postgres.SUPERUSER, password=SERVER.password, dbname=NAME)


def superuser():
    return psycopg.connect(dsn(), autocommit=True)


def structure():
    with superuser() as connection:
        return {name: connection.execute(statement).fetchall() for name, statement in STRUCTURE.items()}


def contents():
    with superuser() as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        ]
        digest = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} AS t"
        return {
            name: connection.execute(sql.SQL(digest).format(sql.Identifier(name))).fetchone() for name in names if name != "audit_epoch"
        }


def demand_back(rows):
    """Everything as it was; that a copy was brought back, and nothing else, is new."""
    found = contents()
    for told in ("directory_drill", "audit_event"):
        assert found.pop(told)[0] == rows.pop(told)[0] + 1, told
    assert found == rows


@pytest.fixture(scope="module")
def installed():
    OWN.mkdir()
    OWN.chmod(0o711)  # the account that runs the server walks through it
    postgres.start(SERVER)
    ruta("setup")
    run(sys.executable, "-c", SOME_ROWS, DJANGO_SETTINGS_MODULE="ruta.config.settings", RUTA_DB_ROLE="ruta_app")
    yield
    postgres.stop(SERVER)
    shutil.rmtree(OWN)


def test_a_copy_brings_everything_back_and_the_audit_still_verifies(installed, tmp_path):
    file = tmp_path / "copia.ruta"
    ruta("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before, rows = structure(), contents()
    assert rows["people_person"][0] == 3
    with superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM people_person; DROP POLICY actor_read ON people_person; DELETE FROM audit_event")
    ruta("restore", "--yes", file)
    after = structure()
    for name, found in before.items():
        assert after[name] == found, name
    demand_back(rows)
    checked = ruta("check", "--audit", "--exchange")
    assert "4 filas" in checked.stderr
    assert "Ninguna autoridad de sellado de tiempo da fe" in checked.stderr, "a chain without a stamp does not look stamped"
    assert "WARNING" not in checked.stdout + checked.stderr
    with superuser() as connection:
        connection.execute("UPDATE audit_event SET reason = 'otro' WHERE id = 2")
    touched = ruta("check", "--audit", ok=False)
    assert touched.returncode == 1
    assert "La fila 2 de la bitácora fue cambiada" in touched.stderr


def test_a_server_of_ones_own_is_restored_too(installed, tmp_path):
    """`DATABASE_URL` names the very database that is to be replaced."""
    file = tmp_path / "copia.ruta"
    rows = contents()
    run(RUTA, "backup", file, DATABASE_URL=dsn())
    with superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM people_person")
    run(RUTA, "restore", "--yes", file, DATABASE_URL=dsn())
    demand_back(rows)


def test_a_copy_is_tried_beside_what_serves_and_the_trial_is_noted(installed, tmp_path):
    file = tmp_path / "copia.ruta"
    ruta("backup", file)
    rows = contents()
    assert "La copia sirve" in ruta("restore", "--drill", file).stderr
    demand_back(rows)
    with superuser() as connection:
        left = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{NAME}\\_%"]).fetchall()
        kind, minutes, office = connection.execute(
            "SELECT kind, minutes, office_id FROM directory_drill ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert (left, kind, minutes, office) == ([], "restore", 1, None)
    file.write_bytes(b"PGDMP cut short")
    broken = ruta("restore", "--drill", file, ok=False)
    assert broken.returncode == 1 and "Traceback" not in broken.stderr


def test_what_is_no_copy_is_refused_and_changes_nothing(installed, tmp_path):
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"\xff\xd8 no")
    rows = contents()
    done = ruta("restore", "--yes", file, ok=False)
    assert done.returncode == 1
    assert "no es una copia de Ruta" in done.stderr
    file.write_bytes(b"PGDMP cut short")
    done = ruta("restore", "--yes", file, ok=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert contents() == rows


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(installed, tmp_path):
    done = ruta("backup", tmp_path / "no" / "hay" / "copia.ruta", ok=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
