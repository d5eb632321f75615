"""How does a telephone with little signal reach the product? Through a door that lets so many bytes a second pass, after a while."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PIECE = 1_000


class Line:
    """All that passes shares one speed, as on a telephone."""

    def __init__(self, address: str, bits: int, latency: float) -> None:
        """`bits` a second towards the telephone; every question waits `latency` seconds for its answer."""
        self.target = (urlsplit(address).hostname or "localhost", urlsplit(address).port or 80)
        self.speed, self.latency, self.free_at, self.lock, self.is_slow = bits / 8, latency, 0.0, threading.Lock(), True
        self.carried = 0
        self.door = socket.create_server(("localhost", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.door.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            asked = socket.create_connection(self.target)
            threading.Thread(target=self._carry, args=(caller, asked, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(asked, caller, True), daemon=True).start()

    def _carry(self, come: socket.socket, go: socket.socket, is_answer: bool) -> None:
        try:
            while piece := come.recv(PIECE):
                if is_answer:
                    self._wait(len(piece))
                elif self.is_slow:
                    time.sleep(self.latency)
                go.sendall(piece)
        except OSError:
            pass
        finally:
            go.close()

    def _wait(self, count: int) -> None:
        with self.lock:
            self.carried += count
            self.free_at = max(self.free_at, time.monotonic()) + (count / self.speed if self.is_slow else 0)
            until = self.free_at
        time.sleep(max(0.0, until - time.monotonic()))


@contextmanager
def slow_line(address: str, bits: int = 64_000, latency: float = 0.4) -> Iterator[Line]:
    """A door for one journey."""
    line = Line(address, bits, latency)
    try:
        yield line
    finally:
        line.door.close()
