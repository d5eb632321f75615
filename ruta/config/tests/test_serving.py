"""Does `ruta serve` start, answer, and leave a clean database behind?"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ruta.base import postgres
from ruta.base.postgres import binary
from ruta.config import stamp
from ruta.config.keeping import Kept

ROOT = Path(__file__).parents[3]
RUTA = f"{sys.prefix}/bin/ruta"
STRANGERS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "RUTA_DB_ROLE", "RUTA_DATABASE", "SECRET_KEY")
pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def var():
    """A folder for one installation; the account that runs the embedded server walks through it."""
    with tempfile.TemporaryDirectory(prefix="ruta-serve-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def surroundings(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in STRANGERS}
    return {**kept, "RUTA_VAR": str(var), "COLUMNS": "200", "RUTA_DEMO": "0"}


def begin(var: Path, port: int, *command: str) -> subprocess.Popen:
    with (var / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - ourselves
            command or [RUTA, "serve", "--port", str(port), "--workers", "1"], env=surroundings(var), cwd=ROOT,
            stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def ruta(var: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([RUTA, *arguments], env=surroundings(var), capture_output=True, text=True, check=False)  # noqa: S603 - ourselves


def wait_for(var: Path, text: str, process: subprocess.Popen, seconds: float = 150) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if text in (var / "log").read_text():
            return (var / "log").read_text()
        time.sleep(0.1)
    process.kill()
    message = f"«{text}» never came: {(var / 'log').read_text()[-3000:]}"
    raise AssertionError(message)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def status_of(port: int, path: str) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        return int(line.recv(64).split()[1])


def interrupt(process: subprocess.Popen) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait(60)


def state_of(var: Path) -> str:
    told = subprocess.run(  # noqa: S603 - ourselves
        [binary("pg_controldata"), str(var / "postgres" / "data")], capture_output=True, text=True, check=True
    )
    return next(line for line in told.stdout.splitlines() if "cluster state" in line)


def test_it_answers_and_ctrl_c_leaves_a_clean_database(var):
    port = free_port()
    process = begin(var, port)
    wait_for(var, "Ruta atiende en", process)
    assert status_of(port, "/salud/") == 200
    assert interrupt(process) == 0
    assert "Traceback" not in (var / "log").read_text()
    assert "shut down" in state_of(var)
    assert "in production" not in state_of(var)


def test_a_second_start_prepares_nothing_again(var):
    process = begin(var, free_port())
    log = wait_for(var, "Ruta atiende en", process)
    assert interrupt(process) == 0
    assert "migrando" not in log
    assert "recovery" not in (var / "postgres" / "data" / "server.log").read_text()


def worker_of(process: subprocess.Popen) -> int:
    """The worker among the children of a serving process."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return next(int(pid) for pid in children if b"ruta.config.serving" in Path(f"/proc/{pid}/cmdline").read_bytes())


def test_a_worker_that_dies_comes_back_while_the_pages_answer(var):
    port = free_port()
    process = begin(var, port)
    wait_for(var, "Ruta atiende en", process)
    time.sleep(1)
    former = worker_of(process)
    os.kill(former, signal.SIGKILL)
    log = wait_for(var, "La cola de tareas trabaja otra vez", process)
    assert "La cola de tareas se detuvo (código -9)" in log
    assert status_of(port, "/salud/") == 200
    assert worker_of(process) != former
    assert interrupt(process) == 0
    assert "Traceback" not in (var / "log").read_text()


def test_nobody_restores_under_a_serving_product(var, tmp_path):
    copy = str(tmp_path / "copia.ruta")
    port = free_port()
    process = begin(var, port)
    wait_for(var, "Ruta atiende en", process)
    assert ruta(var, "backup", copy).returncode == 0
    refused = ruta(var, "restore", "--yes", copy)
    assert refused.returncode == 1
    assert "Ruta está trabajando con esta base de datos" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert status_of(port, "/salud/") == 200
    assert interrupt(process) == 0
    assert ruta(var, "restore", "--yes", copy).returncode == 0
    postgres.stop(postgres.Server(var / "postgres"))


@pytest.mark.parametrize("seconds", [0.3, 1.0, None])
def test_ctrl_c_under_make_run_ends_all_of_it(var, seconds):
    """The terminal tells the whole group: make, the program and whatever it began."""
    process = begin(var, 0, "make", "run", f"PORT={free_port()}")
    if seconds is None:
        wait_for(var, "Ruta atiende en", process)
    else:
        time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(60)
    assert "Traceback" not in (var / "log").read_text()
    is_made = (var / "postgres" / "data").exists() and not (var / "postgres" / "half-made").exists()
    assert not is_made or "shut down" in state_of(var)


def test_a_file_of_an_older_version_hinders_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(stamp, "FOLDER", tmp_path / "prepared")
    monkeypatch.setattr(stamp, "_now", lambda _database: "hash")
    (tmp_path / "prepared").write_text("the hash of an older version")
    stamp.remember("ruta")
    assert (tmp_path / "prepared" / "ruta").read_text() == "hash"


def test_who_falls_at_once_rests_longer_each_time():
    said: list[str] = []
    kept = Kept(lambda: subprocess.Popen(["false"]), said.append, 0.0)  # noqa: S607 - any program that fails
    pauses, now = [], 0.0
    for _ in range(8):
        kept.process.wait()
        kept.look(now)
        pauses.append(kept._again_at - now)
        now = kept._again_at
        kept.look(now)
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    kept.process.wait()
    kept.look(now + 61)
    assert kept._again_at - now - 61 == 1
    assert len(said) == 17


def test_a_busy_port_is_told_in_a_sentence(var):
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        process = begin(var, port)
        assert process.wait(60) == 1
    assert f"El puerto {port} ya está ocupado" in (var / "log").read_text()


def test_a_changed_file_of_the_schema_asks_for_preparation(tmp_path, monkeypatch):
    monkeypatch.setattr(stamp, "RUTA", tmp_path)
    folder = tmp_path / "people" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001.py").write_text("one")
    before = set(stamp._files())
    (folder / "0002.py").write_text("two")
    assert set(stamp._files()) - before == {folder / "0002.py"}
