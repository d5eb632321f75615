"""How does a program that others wrote talk to a test? Over a socket, while the test keeps its open transaction: it answers, one request after the other."""

import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.test.client import ClientHandler

ROOT = Path(__file__).parents[2]
SECONDS = 120


class Quiet(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
        """Say nothing."""


def application(environ, start):
    """The handler of the tests as a server."""
    answer = ClientHandler()(environ)
    start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


def opened() -> WSGIServer:
    """A port of this machine alone, that nobody answers yet."""
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    server.timeout = 0.2
    return server


def answered_while(server: WSGIServer, command: Sequence[str], given: str, after: Callable[[], None] = lambda: None) -> str:
    """Run the other program and answer it until it ends; gives what it printed. `after` runs after each request."""
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    told: list[tuple[str, str]] = []
    waiter = threading.Thread(target=lambda: told.append(process.communicate(given, timeout=SECONDS)))
    waiter.start()
    while waiter.is_alive():
        server.handle_request()
        after()
    waiter.join()
    server.server_close()
    assert told, "the other program did not end"
    assert process.returncode == 0, told[0][1][-3000:]
    return told[0][0]
