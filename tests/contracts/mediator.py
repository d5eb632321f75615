"""Can a mediator that knows nothing but what Ruta publishes say what Ruta offers? The questions of GovStack's Information Mediator, answered from its description."""

import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

INSTANCE, CODE = re.compile(r"[a-z][a-z0-9]*", re.ASCII | re.IGNORECASE), re.compile(r"[a-z0-9]+", re.ASCII | re.IGNORECASE)
VERBS = ("get", "post", "put", "patch", "delete")
Told = dict[str, Any]


class Mediator:
    """A security server as thin as one can be: members are the institutions of the directory, services those of the OpenAPI description."""

    def __init__(self, address: str, port: int) -> None:
        self.address = address
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Hear nobody any more."""
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str) -> tuple[int, Any]:
        """What it says to one question."""
        parts = urlsplit(path)
        *names, asked = [unquote(each).strip('"') for each in parts.path.strip("/").split("/")]  # the suite quotes some of its names
        if asked == "listClients" and not names:
            return 200, {
                "member": [{"memberClass": "GOV", "memberCode": str(each["id"])} for each in self._read("hsds/organizations")["contents"]]
            }
        if len(names) != 4 or not all(map(INSTANCE.fullmatch, names[:2])) or not all(map(CODE.fullmatch, names[2:])):
            return 400, "The name of a service is instance/class/member/application, of letters and figures."
        if asked == "getOpenAPI":
            (code,) = parse_qs(parts.query).get("serviceCode", [""])
            return (
                (200, json.dumps(self._read("openapi.json"))) if CODE.fullmatch(code) else (400, "serviceCode is of letters and figures.")
            )
        if asked in ("listMethods", "allowedMethods"):
            return 200, {"member": [self._service(names, only_open=asked == "allowedMethods")]}
        return 404, "There is no such question."

    def _service(self, names: list[str], *, only_open: bool) -> Told:
        named = dict(zip(("GovStackInstance", "memberClass", "memberCode", "applicationCode"), names, strict=True))
        endpoints = [{"method": method, "path": path} for method, path, is_open in self._operations() if is_open or not only_open]
        return {"serviceType": "OPENAPI", **named, "serviceCode": "ruta", "endpointList": {"member": endpoints}}

    def _operations(self) -> Iterator[tuple[str, str, bool]]:
        """Method, address, and whether anybody may call it."""
        for path, operations in self._read("openapi.json")["paths"].items():
            for verb in VERBS:
                if verb in operations:
                    yield verb.upper(), path, not operations[verb].get("security")

    def _read(self, path: str) -> Told:
        with urllib.request.urlopen(f"{self.address}/api/v1/{path}", timeout=30) as answer:  # noqa: S310 - the product on this machine
            return dict(json.load(answer))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        mediator = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
                """Say nothing."""

            def do_GET(self) -> None:
                status, told = mediator.answer(self.path)
                body = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler
