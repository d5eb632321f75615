"""How does a measurement ask for a page? Through the real WSGI handler, signed in, every middleware included; no network."""

import io
import secrets
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from ruta.accounts.models import User
from ruta.config.wsgi import application


class Reader:
    """One account with a session."""

    def __init__(self, email: str, *, is_part: bool = False) -> None:
        """Sign in without the form; the session is real. A script of the page asks for a part of it."""
        self.script = {"HTTP_HX_REQUEST": "true"} if is_part else {}
        client = Client()
        client.force_login(User.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
        self.token = secrets.token_hex(16)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.location = ""
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={self.token}"

    def get(self, path: str) -> bytes:
        """The body of a page; anything but 200 is an error of the measurement."""
        return self._call("GET", path, b"", {200})

    def post(self, path: str, typed: dict, wanted: frozenset[int] = frozenset({200, 302, 303})) -> bytes:
        """The answer to a form."""
        return self._call("POST", path, urlencode(typed, doseq=True).encode(), set(wanted))

    def _call(self, method: str, path: str, body: bytes, wanted: set[int]) -> bytes:
        parts, said = urlsplit(path), []
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "SCRIPT_NAME": "", "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
            "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.multithread": False, "wsgi.multiprocess": False,
            "wsgi.run_once": False, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookie, "HTTP_X_CSRFTOKEN": self.token, "HTTP_ACCEPT_LANGUAGE": "es-HN",
            "HTTP_REFERER": "http://localhost/", **self.script,
        }  # fmt: skip
        answer = application(environ, lambda status, headers: said.append((int(status[:3]), headers)))
        try:
            content = b"".join(answer)
        finally:
            answer.close()
        self.location = dict(said[0][1]).get("Location", "")
        if said[0][0] not in wanted:
            message = f"{method} {path}: {said[0][0]} {content[:600]!r}"
            raise RuntimeError(message)
        return content


class Visitor(Reader):
    """Somebody without an account, who reads public pages."""

    def __init__(self) -> None:
        """No session and no script."""
        self.script: dict[str, str] = {}
        self.token = self.location = self.cookie = ""
