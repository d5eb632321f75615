"""At which door does the partner hear others? A port of this machine, for whoever asks it over DCI or tells it of an event."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from ruta.exchange.simulating.knowing import Answer, Register

MOST_BYTES = 1 << 18
SEARCH, ENROLMENT, EVENTS = "/api/v1/dci/ess/sync/search", "/api/v1/dci/ess/sync/check-enrollment", "/api/v1/events/received"
NOTHING: Answer = (404, {"title": "There is no such address."})


def serve(register: Register, port: int) -> ThreadingHTTPServer:
    """Begin to hear; whoever starts it shuts it down."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(register))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def answer(register: Register, method: str, path: str, headers: Any, body: bytes) -> Answer:
    """What it says to one request."""
    if method == "GET":
        told = {"/.well-known/oauth-authorization-server": register.about, "/.well-known/jwks.json": register.own_keys}.get(path)
        return (200, told()) if told else NOTHING
    token = str(headers.get("Authorization", "")).removeprefix("Bearer ")
    try:
        if path == "/oauth/token":
            return register.token(parse_qs(body.decode()).get("client_assertion", [""])[0])
        if path == EVENTS:
            return register.told(str(headers.get("X-JWS-Signature", "")), body)
        verb = {SEARCH: register.searched, ENROLMENT: register.enrolled}.get(path)
        return verb(token, json.loads(body)) if verb else NOTHING
    except (ValueError, AttributeError, KeyError, TypeError):
        return 400, {"title": "This is no message that is understood here."}


def _handler(register: Register) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
            """Say nothing."""

        def hear(self) -> None:
            size = min(int(self.headers.get("Content-Length") or 0), MOST_BYTES)
            status, told = answer(register, self.command, self.path, self.headers, self.rfile.read(size))
            body = json.dumps(told, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = hear  # noqa: N815 - the names of the library

    return Handler
