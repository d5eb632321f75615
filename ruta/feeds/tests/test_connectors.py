"""Does each way lead to the same persons: another database, a server of files, an address that answers JSON?"""

import io
import json
import socket
import threading
from typing import ClassVar
from urllib.error import URLError

import paramiko
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ruta.config import installation
from ruta.feeds.pulling.connectors import sftp, web
from ruta.feeds.pulling.looking import sample
from ruta.feeds.pulling.running import pull
from ruta.feeds.rules import Line
from ruta.feeds.tests.world import ANA, EVA, HEADER, declared, machine, seen

pytestmark = pytest.mark.django_db
PLAIN = (Line("nombres", "given_names"), Line("apellidos", "surnames"), Line("dni", "dni"), Line("nacio", "birth_date"))
PEOPLE = [("Ana Lucía", "Mejía Paz", "0801199000125", "1990-11-23"), ("Eva", "Cruz", "0501198500777", "1985-02-01")]


def read(source):
    return [(row.state, row.received_count, row.valid_count) for row in pull(actor=machine(), source=source)]


@pytest.fixture
def another_database(as_superuser):
    """A table that is reached over a real connection, as that of another institution would be."""
    at = conninfo_to_dict(installation.admin_dsn())
    name = as_superuser.info.dbname
    options = {"host": at.get("host", ""), "port": str(at.get("port", 5432)), "dbname": name}
    told = sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(key), sql.Literal(value)) for key, value in options.items() if value)
    run = as_superuser.execute
    run("CREATE SCHEMA theirs; CREATE TABLE theirs.retornos (nombres text, apellidos text, dni text, nacio date)")
    for row in PEOPLE:
        run("INSERT INTO theirs.retornos VALUES (%s, %s, %s, %s)", row)
    run("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
    run(sql.SQL("CREATE SERVER theirs FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({})").format(told))
    known = sql.SQL("user {}, password {}").format(sql.Literal(as_superuser.info.user), sql.Literal(as_superuser.info.password))
    for role in ("ruta_app", "CURRENT_USER"):
        run(sql.SQL("CREATE USER MAPPING FOR {} SERVER theirs OPTIONS ({}, password_required 'false')").format(sql.SQL(role), known))
    run("IMPORT FOREIGN SCHEMA theirs FROM SERVER theirs INTO outside; GRANT SELECT ON outside.retornos TO ruta_app")
    yield
    connection.close()  # its transaction holds the foreign table, and would wait for us as we for it
    run("SET lock_timeout = '5s'")
    run("DROP SERVER theirs CASCADE; DROP SCHEMA theirs CASCADE; DROP EXTENSION postgres_fdw CASCADE")


def test_a_view_of_another_database(agreement, another_database):
    source = declared("view", {"table": "retornos"}, lines=PLAIN)
    assert read(source) == [("done", 2, 2)]
    assert [person.given_names for person in seen()] == ["Ana Lucía", "Eva"]
    assert read(source) == [("unchanged", 0, 0)]


@pytest.mark.parametrize("table", ["no_existe", "people_person", "retornos; DROP TABLE people_person", 'x"."y'])
def test_only_what_stands_in_the_schema_for_others_is_read(agreement, table):
    source = declared("view", {"table": table}, lines=PLAIN)
    (row,) = pull(actor=machine(), source=source)
    assert (row.state, row.batch) == ("failed", None)
    assert "No se pudo leer la vista" in row.problem


class Pages:
    """A web that answers page after page."""

    def __init__(self, pages):
        self.pages, self.asked = pages, []

    def open(self, request, timeout):
        assert timeout
        self.asked.append(request)
        found = self.pages.get(request.full_url)
        if found is None:
            raise URLError("nowhere")
        return io.BytesIO(json.dumps(found).encode())


@pytest.fixture
def address(monkeypatch):
    begun = "https://infop.example/api/personas"
    rows = [{"persona": dict(zip(("nombres", "apellidos", "dni"), row[:3], strict=True)), "nacio": row[3]} for row in PEOPLE]
    pages = Pages({
        begun: {"data": {"items": rows[:1]}, "next": "?page=2"},
        f"{begun}?page=2": {"data": {"items": rows[1:]}, "next": None},
        "https://infop.example/away": {"data": {"items": rows}, "next": "https://elsewhere.example/"},
    })  # fmt: skip
    monkeypatch.setattr(web, "straight", lambda: pages)
    return pages


NESTED = (
    Line("persona.nombres", "given_names"),
    Line("persona.apellidos", "surnames"),
    Line("persona.dni", "dni"),
    Line("nacio", "birth_date"),
)


def of_the_web(url="https://infop.example/api/personas"):
    return declared("web", {"url": url, "rows": "data.items", "next": "next"}, lines=NESTED)


def test_an_address_that_answers_json_page_after_page(agreement, address, place):
    (place / "secrets" / "infop-listas").write_text("muy-secreto\n")
    assert read(of_the_web()) == [("done", 2, 2)]
    assert [request.get_header("Authorization") for request in address.asked] == ["Bearer muy-secreto"] * 2
    assert [person.surnames for person in seen()] == ["Mejía Paz", "Cruz"]


def test_to_look_at_it_only_the_first_page_is_asked(agreement, address):
    source = of_the_web()
    address.pages["https://infop.example/api/personas"]["data"]["items"] *= 200
    assert len(sample(actor=machine(), source=source).rows) == 12
    assert len(address.asked) == 1


@pytest.mark.parametrize(
    "url", ["https://infop.example/away", "https://infop.example/gone", "http://infop.example/api/personas", "file:///etc/passwd"]
)
def test_what_leads_elsewhere_or_nowhere_is_not_read(agreement, address, url, settings):
    settings.IS_DEMO = False
    source = of_the_web(url)
    assert read(source) == [("failed", 0, 0)]
    assert seen() == []


class Folder(paramiko.SFTPServerInterface):
    """What INFOP shows to whoever signs with the right key."""

    files: ClassVar = {"lista.csv": f"{HEADER}\n{ANA}\n{EVA}\n", "leame.pdf": "x", "otra.txt": "y"}

    def list_folder(self, path):  # noqa: ARG002 - as the library calls it
        return [self._about(name) for name in self.files]

    def _about(self, name):
        told = paramiko.SFTPAttributes()
        told.filename, told.st_size, told.st_atime, told.st_mtime, told.st_mode = name, len(self.files[name]), 1, 1_760_000_000, 0o100644
        return told

    def stat(self, path):
        return self._about(path.rpartition("/")[2])

    def open(self, path, flags, attr):  # noqa: ARG002 - as the library calls it
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = io.BytesIO(self.files[path.rpartition("/")[2]].encode())
        handle.stat = lambda: self.stat(path)
        return handle


class Door(paramiko.ServerInterface):
    """Lets in whoever shows the key it knows."""

    known = None

    def check_auth_publickey(self, username, key):
        return paramiko.AUTH_SUCCESSFUL if (username, key) == ("ruta", self.known) else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username):  # noqa: ARG002 - as the library calls it
        return "publickey"

    def check_channel_request(self, kind, chanid):  # noqa: ARG002 - as the library calls it
        return paramiko.OPEN_SUCCEEDED


@pytest.fixture
def server(monkeypatch, place, agreement):
    """A server of files at the other end of a pair of sockets."""
    ours, theirs = paramiko.ECDSAKey.generate(), paramiko.ECDSAKey.generate()
    ours.write_private_key_file(str(place / "secrets" / "infop-listas"))
    monkeypatch.setattr(Door, "known", ours)
    opened = []

    def dial(host, port):
        here, there = socket.socketpair()
        transport = paramiko.Transport(there)
        transport.add_server_key(theirs)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Folder)
        transport.start_server(event=threading.Event(), server=Door())
        opened.append(transport)
        return here

    monkeypatch.setattr(sftp, "dial", dial)
    yield f"{theirs.get_name()} {theirs.get_base64()}"
    for transport in opened:
        transport.close()


def at(host_key):
    return declared("sftp", {"host": "infop.example", "user": "ruta", "host_key": host_key, "folder": "/salida", "pattern": "*.csv"})


def test_a_server_of_files_is_read_with_its_key_and_ours(server):
    (row,) = pull(actor=machine(), source=at(server))
    assert (row.state, row.name, row.received_count, row.valid_count) == ("done", "lista.csv", 2, 2)
    assert row.made_on.year == 2025


def test_a_server_with_another_key_is_not_believed(server):
    stranger = paramiko.ECDSAKey.generate()
    assert read(at(f"{stranger.get_name()} {stranger.get_base64()}")) == [("failed", 0, 0)]
    assert seen() == []


def test_without_our_key_nobody_is_asked(server, place):
    (place / "secrets" / "infop-listas").unlink()
    (row,) = pull(actor=machine(), source=at(server))
    assert "Falta la clave" in row.problem
