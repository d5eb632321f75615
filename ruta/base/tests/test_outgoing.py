"""Does a request stay out of the network beside us, and does it follow nobody?"""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from ruta.base.outgoing import InsideError, straight

pytestmark = pytest.mark.enable_socket


class Inside(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "/secret")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_given):
        """Say nothing."""


@pytest.fixture
def port():
    server = HTTPServer(("127.0.0.1", 0), Inside)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Inside.asked.clear()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "127.1", "0x7f.1"])
def test_what_stands_inside_is_not_asked(port, settings, host):
    settings.IS_DEMO, settings.INSIDE_HOSTS = False, frozenset({"gateway.internal"})
    with pytest.raises(URLError) as refused:
        straight().open(Request(f"http://{host}:{port}/secret"), timeout=5)
    assert isinstance(refused.value.reason, InsideError)
    assert Inside.asked == []


def test_what_the_operator_named_is_asked_and_leads_nowhere(port, settings):
    settings.IS_DEMO, settings.INSIDE_HOSTS = False, frozenset({"localhost"})
    with straight().open(Request(f"http://localhost:{port}/good"), timeout=5) as answer:
        assert answer.status == 200
    with pytest.raises(HTTPError):
        straight().open(Request(f"http://localhost:{port}/away"), timeout=5)
    assert Inside.asked == ["/good", "/away"]
