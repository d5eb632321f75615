"""How do the journeys get a product of their own? `ruta serve` in a folder of its own, as an operator starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 300
# What a developer may have set must not change what the journeys try.
FORGOTTEN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "RUTA_DB_ROLE", "RUTA_DEBUG", "RUTA_DATABASE", "RUTA_POOL", "SECRET_KEY")


@dataclass
class Product:
    """One running installation."""

    address: str
    var: Path
    process: subprocess.Popen[bytes]
    hand: subprocess.Popen[str] | None = None

    def run(self, *command: str) -> str:
        """Run one of our programs on this installation; gives what it printed."""
        hand = self.hand = self.hand or self._hand()
        assert hand.stdin and hand.stdout
        hand.stdin.write(json.dumps(command) + "\n")
        hand.stdin.flush()
        told = hand.stdout.readline()
        assert told, f"{command}: {(self.var / 'hand.log').read_text()[-4000:]}"
        code, printed = json.loads(told)
        assert code == 0, f"{command}: {printed[-6000:]}"
        return str(printed)

    def _hand(self) -> subprocess.Popen[str]:
        with (self.var / "hand.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.hand"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, env=environment(self.var, RUTA_ADDRESS=self.address),
            )  # fmt: skip

    def ruta(self, *arguments: str) -> str:
        """Run the command line on this installation."""
        done = subprocess.run(
            [f"{sys.prefix}/bin/ruta", *arguments],
            check=False,
            env=environment(self.var, RUTA_ADDRESS=self.address),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"ruta {arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def drain(self) -> None:
        """Wait until the worker has nothing left that is due."""
        self.run("tests.journeys.queue")

    def stop(self) -> int:
        """Ctrl-C, as an operator stops it; gives its exit code."""
        if self.hand:
            self.hand.communicate(timeout=40)
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of every process of the installation."""
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    return {**kept, "RUTA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "ruta.config.settings", **more}


def folder() -> Path:
    """A new folder for one."""
    return Path(tempfile.mkdtemp(prefix="ruta-journey-"))


def start(var: Path | None = None, *, port: int = 0, address: str = "") -> Product:
    """Serve on a free port and wait until it answers; the database is empty but for the reference data. `address` is what others call it."""
    var = var or folder()
    port = port or free_port()
    address = address or f"http://127.0.0.1:{port}"
    var.mkdir(parents=True, exist_ok=True)
    var.chmod(0o711)  # the account that runs the embedded server walks through it
    command = [f"{sys.prefix}/bin/ruta", "serve", "--port", str(port), "--workers", "1"]
    with (var / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(var, RUTA_ADDRESS=address), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    product = Product(address, var, process)
    _wait(product)
    return product


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(product: Product) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{product.address}/salud/", timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except OSError:
            pass
        if product.process.poll() is not None:
            break
        time.sleep(0.2)
    product.process.kill()
    message = f"the product did not start: {(product.var / 'serve.log').read_text()[-4000:]}"
    raise RuntimeError(message)
