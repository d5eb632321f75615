"""Does an open line hear what is said, without the server's thread, and does nothing get lost while a page is written?"""

import json
import socket

import psycopg
import pytest
from django.db import connections

from ruta.base.live import Stream, frame
from ruta.base.provision import role_password
from ruta.config import installation
from ruta.config.streams import Hub, Lines

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
ADDRESS = {"PATH_INFO": "/pantallas/x/en-vivo/"}


def connect():
    where = connections["default"].settings_dict
    password = role_password(installation.secret(), "ruta_app")
    return psycopg.connect(installation.admin_dsn(), dbname=where["NAME"], user="ruta_app", password=password, autocommit=True)


def say(event, topic="tickets.1", number=None):
    payload = json.dumps({"topic": topic, "event": event, "data": {"n": number}, "id": number})
    with connect() as speaker:
        speaker.execute("SELECT pg_notify('ruta_live', %s)", [payload])


class Product:
    """A product of one stream; `meanwhile` happens while its page is written."""

    def __init__(self, meanwhile=lambda: None):
        self.meanwhile = meanwhile

    def __call__(self, _environ, start_response):
        self.meanwhile()
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return Stream({"tickets.1"}, frame("board", []))


def until(browser, words):
    browser.settimeout(10)
    heard = b""
    while words not in heard:
        more = browser.recv(4096)
        if not more:
            break
        heard += more
    return heard.decode()


@pytest.fixture
def hub(db):
    one = Hub(connect)
    yield one
    one.close()


@pytest.fixture
def opened():
    """`opened(lines)` is a browser whose line is held; the server has let go of its empty one."""
    browsers = []

    def enter(lines):
        browser, theirs = socket.socketpair()
        browsers.append(browser)
        assert list(lines(ADDRESS | {"gunicorn.socket": theirs}, lambda *_: None)) == []
        theirs.close()
        return browser

    yield enter
    for browser in browsers:
        browser.close()


def test_a_line_hears_its_topic_and_its_end(hub, opened):
    lines = Lines(Product(), hub)
    browsers = [opened(lines) for _ in range(3)]
    assert all("HTTP/1.1 200 OK" in until(browser, b"event: board") for browser in browsers)
    say("call", "tickets.2", 6)
    say("call", "tickets.1", 7)
    for browser in browsers:
        heard = until(browser, b'{"n": 7}')
        assert "id: 7\nevent: call" in heard
        assert "id: 6" not in heard
    say("end")
    assert all("event: end" in until(browser, b"never") for browser in browsers)  # read to the end of the line


def test_what_is_said_while_a_page_is_written_is_said_again(hub, opened):
    lines = Lines(Product(lambda: say("call", number=9)), hub)
    heard = until(opened(lines), b'{"n": 9}')
    assert "id: 9\nevent: call" in heard


def test_another_server_ends_the_stream_after_its_first_words(hub):
    answer = Lines(Product(), hub)(ADDRESS, lambda *_: None)
    assert b"event: board" in b"".join(answer)


def test_other_pages_pass_untouched(hub):
    asked = []
    Lines(lambda environ, _start: asked.append(environ) or [b"x"], hub)({"PATH_INFO": "/cola/"}, lambda *_: None)
    assert len(asked) == 1
