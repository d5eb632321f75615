"""Does the embedded server keep what it acknowledged, keep others out, and say what is wrong?"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from ruta.base import postgres
from ruta.base.postgres import PostgresError, Server

START = "import sys, os, pathlib; os.umask(int(sys.argv[2], 8)); from ruta.base import postgres as p; p.start(p.Server(pathlib.Path(sys.argv[1])))"
STOP = "import sys, pathlib; from ruta.base import postgres as p; p.stop(p.Server(pathlib.Path(sys.argv[1])))"
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
is_root = os.geteuid() == 0


@pytest.fixture
def server():
    """A cluster of its own in a folder that everybody may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="ruta-cluster-"))
    folder.chmod(0o711)
    made = Server(folder / "var" / "postgres")
    yield made
    try:
        postgres.stop(made)
    except PostgresError:  # it belongs to the unprivileged user of one test
        subprocess.run([*NOBODY, sys.executable, "-c", STOP, str(made.folder)], check=True)  # noqa: S603
    shutil.rmtree(folder, ignore_errors=True)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def connect(server):
    return psycopg.connect(host=str(server.socket), user="postgres", password=server.password, dbname="postgres", autocommit=True)


def ask(server, statement):
    with connect(server) as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []


def started(server, umask="022", prefix=()):
    return subprocess.Popen([*prefix, sys.executable, "-c", START, str(server.folder), umask])  # noqa: S603


@pytest.mark.parametrize("umask", ["022", "077"])
def test_six_starts_make_one_server_that_keeps_others_out(server, umask):
    starts = [started(server, umask) for _ in range(6)]
    assert [each.wait(timeout=120) for each in starts] == [0] * 6
    assert (mode(server.data), mode(server.socket), mode(server.folder / "password")) == (0o700, 0o700, 0o600)
    assert mode(server.folder) == mode(server.folder.parent) == (0o711 if is_root else 0o700)
    assert ask(server, "SHOW listen_addresses") == [("",)]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(server.socket), user="postgres", password="adivinada", dbname="postgres")


def test_whoever_starts_while_it_stops_waits_and_gets_a_server(server, monkeypatch):
    postgres.start(server)
    run, stops = postgres._run, threading.Event()

    def slowly(program, *arguments):
        if "stop" in arguments:
            stops.set()
            with connect(server):  # a client that does not leave, as when much is to be written
                time.sleep(1)
        run(program, *arguments)

    monkeypatch.setattr(postgres, "_run", slowly)
    stopping = threading.Thread(target=postgres.stop, args=(server,))
    stopping.start()
    assert stops.wait(10)
    postgres.start(server)
    stopping.join()
    assert ask(server, "SELECT 1") == [(1,)]


def test_it_holds_more_of_itself_in_memory_where_there_is_more(server):
    postgres.start(server)
    ((held,),) = ask(server, "SELECT pg_size_bytes(current_setting('shared_buffers')) / 2^20")
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**20
    assert postgres.LEAST_BUFFERS <= held <= postgres.MOST_BUFFERS
    assert held <= max(machine / 8, postgres.LEAST_BUFFERS)


def test_a_question_ends_when_whoever_asked_is_gone(server):
    postgres.start(server)
    address = f"host={server.socket} user=postgres password={server.password} dbname=postgres"
    killed = subprocess.Popen([sys.executable, "-c", f"import psycopg; psycopg.connect({address!r}).execute('SELECT pg_sleep(600)')"])  # noqa: S603
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
    assert until(lambda: ask(server, waiting) == [(1,)])
    killed.kill()
    killed.wait()
    assert until(lambda: ask(server, waiting) == [(0,)])


def until(holds, seconds=60):
    """Look again each fifth of a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.2)
    return holds()


def test_its_log_keeps_no_value(server):
    postgres.start(server)
    ask(server, "CREATE TABLE persons (name text CHECK (name <> 'Secreta Prueba'))")
    for statement in (
        "INSERT INTO persons VALUES ('Secreta Prueba')",
        "SELECT 'Secreta Prueba'::bigint",
        "SELECT 'Secreta Prueba' FROM nowhere",
    ):
        with pytest.raises(psycopg.Error):
            ask(server, statement)
    log = (server.data / "server.log").read_text()
    assert "ready to accept connections" in log
    assert "Secreta" not in log


def test_a_killed_server_comes_back_with_all_that_it_acknowledged(server):
    postgres.start(server)
    ask(server, "CREATE TABLE kept (id int)")
    acknowledged = []

    def keep_writing():
        try:
            with connect(server) as connection:
                for number in range(1_000_000):
                    connection.execute("INSERT INTO kept VALUES (%s)", [number])
                    acknowledged.append(number)
        except psycopg.OperationalError:
            return

    writer = threading.Thread(target=keep_writing)
    writer.start()
    while len(acknowledged) < 50:
        time.sleep(0.01)
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    writer.join()
    end = time.monotonic() + 60
    while time.monotonic() < end:  # backends of the dead server need a moment to leave
        try:
            postgres.start(server)
            break
        except PostgresError:
            time.sleep(0.3)
    found = {row[0] for row in ask(server, "SELECT id FROM kept")}
    assert set(acknowledged) <= found
    assert len(found) <= len(acknowledged) + 1


def test_who_was_stopped_while_making_it_begins_anew(server):
    postgres.start(server)
    ask(server, "CREATE TABLE half (id int)")
    postgres.stop(server)
    server.half_made.touch()
    (server.data / "global" / "pg_control").unlink()
    postgres.start(server)
    assert ask(server, "SELECT count(*) FROM pg_tables WHERE tablename = 'half'") == [(0,)]
    assert not server.half_made.exists()


def test_a_removed_folder_is_made_again_though_its_server_still_answers(server):
    postgres.start(server)
    former = ask(server, "SELECT system_identifier FROM pg_control_system()")
    shutil.rmtree(server.folder)
    assert postgres.is_alive(server)
    postgres.start(server)
    assert ask(server, "SELECT system_identifier FROM pg_control_system()") != former


def test_a_lost_password_is_told_in_a_sentence(server):
    postgres.start(server)
    (server.folder / "password").unlink()
    with pytest.raises(PostgresError, match=r"Falta .* la contraseña"):
        server.password  # noqa: B018 - the reading is the test


def test_the_pid_of_somebody_else_hinders_nothing(server):
    postgres.start(server)
    postgres.stop(server)
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n0\n5432\n{server.socket}\n\n\nready\n")
    postgres.start(server)
    assert ask(server, "SELECT 1") == [(1,)]


def test_a_deep_folder_still_has_a_short_socket(tmp_path):
    assert len(str(Server(tmp_path / ("x" * 200)).socket / ".s.PGSQL.5432")) < 107


def test_a_trap_in_the_place_of_the_socket_is_refused(server, tmp_path):
    """The folder's name can be guessed: a link there would let root give away what it points to."""
    precious = tmp_path / "precious"
    precious.mkdir(mode=0o755)
    server.socket.symlink_to(precious)
    try:
        with pytest.raises(PostgresError, match="otra persona"):
            postgres.start(server)
        assert (mode(precious), precious.stat().st_uid) == (0o755, os.geteuid())
    finally:
        server.socket.unlink()


@pytest.mark.parametrize("place", ["/proc/ruta", "/dev/null/ruta"])
def test_a_place_where_nothing_can_be_written_gets_a_sentence(place):
    with pytest.raises(PostgresError, match="No se puede escribir"):
        postgres.start(Server(Path(place) / "postgres"))


def test_the_program_says_so_too(tmp_path):
    ruta = Path(sys.executable).with_name("ruta")
    environment = {**os.environ, "RUTA_VAR": "/proc/ruta", "COLUMNS": "300"}
    done = subprocess.run([ruta, "setup"], check=False, env=environment, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 1
    assert "No se puede escribir" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not is_root, reason="becomes somebody else")
def test_an_unprivileged_user_runs_a_server_too(server):
    server.folder.parent.mkdir(parents=True)
    os.chown(server.folder.parent, 65534, 65534)
    done = started(server, prefix=NOBODY)
    assert done.wait(timeout=120) == 0
    assert ask(server, "SELECT 1") == [(1,)]
    assert mode(server.folder) == 0o700
