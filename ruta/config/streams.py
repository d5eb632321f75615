"""Who keeps the lines of waiting rooms open? One thread of each web process, for all of them; no request holds a thread while it waits.

A view answers with a `Stream`: its first words and the topics that it goes on hearing. The connection is then taken from the web server, which
gets an empty one to close in its place, and PostgreSQL wakes the thread when something was said. See ADR 0246.
"""

import contextlib
import json
import logging
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from ruta.base.live import CHANNEL, END, ENDING, Stream, frame
from ruta.config import installation
from ruta.config.frames import in_one_piece

log = logging.getLogger(__name__)
BEAT_SECONDS = 15.0
REMEMBERED = 400  # what was said while a page was being written is said to it again
MOST_LINES = 800
STARTING_SECONDS = 5
WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(eq=False)
class Line:
    """One open connection and the topics that it hears."""

    socket: socket.socket
    topics: frozenset[str]


class Hub:
    """The thread that listens to the database and speaks down every open line of this process."""

    def __init__(self, connect: Callable[[], psycopg.Connection]) -> None:
        """`connect` gives a connection of its own, outside every transaction."""
        self._connect = connect
        self._lock = threading.Lock()
        self._coming: deque[tuple[Line, bytes, float]] = deque()
        self._said: deque[tuple[float, str, bytes]] = deque(maxlen=REMEMBERED)
        self._lines: set[Line] = set()
        self._listens = threading.Event()
        self._thread: threading.Thread | None = None
        self._bell, self._ear = socket.socketpair()
        self._is_closed = False

    def ensure(self) -> bool:
        """Listen, if nobody does yet; whether it does."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._listens.clear()
                self._thread = threading.Thread(target=self._run, name="lines", daemon=True)
                self._thread.start()
        return self._listens.wait(STARTING_SECONDS)

    def close(self) -> None:
        """Let every line go and end the thread."""
        self._is_closed = True
        self._bell.send(b".")
        if self._thread is not None:
            self._thread.join(STARTING_SECONDS)
        self._bell.close()
        self._ear.close()

    def has_room(self) -> bool:
        """Whether one more line is taken."""
        return len(self._lines) + len(self._coming) < MOST_LINES

    def hold(self, line: Line, first: bytes, since: float) -> None:
        """Keep a line open: it hears `first`, what was said since, and whatever follows."""
        self._coming.append((line, first, since))
        self._bell.send(b"!")

    def _run(self) -> None:
        try:
            with self._connect() as database, selectors.DefaultSelector() as eyes:
                database.execute(f"LISTEN {CHANNEL}")
                eyes.register(database.fileno(), selectors.EVENT_READ, "database")
                eyes.register(self._ear, selectors.EVENT_READ, "bell")
                self._listens.set()
                self._turn(database, eyes)
        except (psycopg.Error, OSError):
            log.warning("The lines of the waiting rooms were cut: the database did not answer. Screens come back by themselves.")
        finally:
            self._listens.clear()
            for line in list(self._lines):
                self._drop(None, line)

    def _turn(self, database: psycopg.Connection, eyes: selectors.BaseSelector) -> None:
        beat = time.monotonic() + BEAT_SECONDS
        while not self._is_closed:
            for key, _ in eyes.select(max(0.0, beat - time.monotonic())):
                if key.data == "database":
                    self._hear(database, eyes)
                elif key.data == "bell":
                    self._ear.recv(4096)
                else:
                    self._listen_to(eyes, key.data)
            while self._coming:
                self._welcome(eyes, *self._coming.popleft())
            if time.monotonic() >= beat:
                beat = time.monotonic() + BEAT_SECONDS
                database.execute("SELECT 1")
                self._speak(eyes, list(self._lines), b":\n\n")

    def _hear(self, database: psycopg.Connection, eyes: selectors.BaseSelector) -> None:
        for notice in database.notifies(timeout=0):
            said = json.loads(notice.payload)
            words = frame(said["event"], said["data"], said["id"])
            self._said.append((time.monotonic(), said["topic"], words))
            hearing = [line for line in self._lines if said["topic"] in line.topics]
            self._speak(eyes, hearing, words)
            for line in hearing if said["event"] == END else ():
                self._drop(eyes, line)

    def _welcome(self, eyes: selectors.BaseSelector, line: Line, first: bytes, since: float) -> None:
        missed = b"".join(words for at, topic, words in self._said if at >= since and topic in line.topics)
        self._lines.add(line)
        eyes.register(line.socket, selectors.EVENT_READ, line)
        self._speak(eyes, [line], first + missed)

    def _listen_to(self, eyes: selectors.BaseSelector, line: Line) -> None:
        """A page that says something has gone: nothing is awaited from it."""
        try:
            is_open = bool(line.socket.recv(4096))
        except BlockingIOError:
            return
        except OSError:
            is_open = False
        if not is_open:
            self._drop(eyes, line)

    def _speak(self, eyes: selectors.BaseSelector, lines: Iterable[Line], words: bytes) -> None:
        for line in lines:
            try:
                whole = line.socket.send(words) == len(words)
            except OSError:
                whole = False
            if not whole:  # gone, or so slow that it had better come back
                self._drop(eyes, line)

    def _drop(self, eyes: selectors.BaseSelector | None, line: Line) -> None:
        self._lines.discard(line)
        if eyes is not None:
            with contextlib.suppress(KeyError, ValueError):
                eyes.unregister(line.socket)
        line.socket.close()


def listening_connection() -> psycopg.Connection:
    """A connection of the product's own role, outside the pool."""
    where = installation.alias("ruta_app")
    parts = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "password": where["PASSWORD"], "dbname": where["NAME"]}
    return psycopg.connect(make_conninfo("", **{name: value for name, value in parts.items() if value}), autocommit=True)


class Lines:
    """The product, with the connections of its streams held outside the threads of the server."""

    def __init__(self, product: WSGI, hub: Hub | None = None) -> None:
        """Wraps the whole product; what is no stream passes as it is."""
        self.product, self._hub = product, hub
        self._first = threading.Lock()

    @property
    def hub(self) -> Hub:
        """Made with the first stream: most processes that load the product serve no pages."""
        with self._first:
            self._hub = self._hub or Hub(listening_connection)
        return self._hub

    @in_one_piece
    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer; a stream is held when the server lets go of its connection."""
        if not environ.get("PATH_INFO", "").endswith(ENDING):
            return self.product(environ, start_response)
        since = time.monotonic()
        said: dict[str, Any] = {}
        is_listening = (
            "gunicorn.socket" in environ and self.hub.ensure()
        )  # before the page is read, or what is said meanwhile would be lost

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said.update(status=status, headers=headers)
            return start_response(status, headers, *more)

        answer = self.product(environ, begin)
        theirs = environ.get("gunicorn.socket")
        if not isinstance(answer, Stream) or not is_listening or not isinstance(theirs, socket.socket) or not self.hub.has_room():
            return answer
        head = "\r\n".join([f"HTTP/1.1 {said['status']}", *(f"{name}: {value}" for name, value in said["headers"]), "Connection: close"])
        self.hub.hold(Line(taken(theirs), frozenset(answer.topics)), head.encode("latin-1") + b"\r\n\r\n" + b"".join(answer), since)
        answer.close()
        return []


def taken(theirs: socket.socket) -> socket.socket:
    """The connection of a browser, taken from the server, which keeps an empty one to close."""
    mine = theirs.dup()
    empty, other = socket.socketpair()
    os.dup2(empty.fileno(), theirs.fileno(), inheritable=False)
    empty.close()
    other.close()
    mine.settimeout(0)
    return mine
