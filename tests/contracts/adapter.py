"""What stands between a suite that knows neither keys nor permissions and our addresses? The partner's own adapter: it signs, adds the permission, asks for tokens.

What the suite means as an error (no token, a forged signature, a message cut short) goes through untouched.
"""

import json
import ssl
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from uuid import uuid4

from joserfc import jws, jwt
from joserfc.jwk import ECKey

UNSIGNED = "unsigned-stub"
OURS = "Bearer by-the-adapter"
"""What a suite is told to send as its token, where it does not try to go without."""
MEDIATOR = "Information-Mediator-Client"
"""How GovStack's suites say who asks; behind a mediator that is all they say."""
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEPT_SECONDS = 200
PASSED_ON = ("Content-Type", "Idempotency-Key", "X-Road-UserId", "If-Match")
Told = dict[str, Any]


@dataclass
class Partner:
    """Another institution's program: its code, its key, and what it asks for."""

    code: str
    key: ECKey
    scope: str
    address: str
    person: str = ""  # how a person who allows it is called here
    held: tuple[float, str] = field(default=(0.0, ""))

    def token(self) -> str:
        """One that still holds."""
        if time.monotonic() > self.held[0]:
            now = int(time.time())
            claims = {"iss": self.code, "sub": self.code, "aud": self.address, "jti": uuid4().hex, "iat": now, "exp": now + 60}
            proof = jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)
            form = {"grant_type": "client_credentials", "client_assertion_type": BEARER, "client_assertion": proof, "scope": self.scope}
            with urllib.request.urlopen(f"{self.address}/oauth/token", urlencode(form).encode(), timeout=30) as answer:  # noqa: S310
                self.held = (time.monotonic() + KEPT_SECONDS, str(json.load(answer)["access_token"]))
        return self.held[1]

    def signed(self, body: Told) -> Told:
        """The message with the permission in each question, and signed."""
        purpose = self.scope.partition(":")[2]
        for name, inner in (("search_request", "search_criteria"), ("subscribe_request", "subscribe_criteria")):
            for each in body.get("message", {}).get(name, []):
                each[inner].setdefault("consent", {"purpose": {"code": purpose}})
        whole = {name: body[name] for name in ("header", "message") if name in body}
        payload = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        first, _, last = jws.serialize_compact({"alg": "ES256", "kid": self.key.kid}, payload, self.key).split(".")
        return body | {"signature": f"{first}..{last}"}


class Adapter:
    """Listens on a port of this machine, and asks the product behind it."""

    def __init__(
        self, partner: Partner, prefixes: dict[str, str], words: dict[str, str] | None = None, *, port: int = 0, tls: Path | None = None
    ) -> None:
        """`prefixes` say where each beginning of the suite's addresses lies with us, `words` what its invented names stand for here.

        With a certificate in `tls` every request is of the partner. `names` are words of addresses.
        """
        self.partner, self.prefixes, self.words, self.names = partner, prefixes, words or {}, dict[str, str]()
        self.is_trusted = tls is not None  # whoever stands behind a mediator of its own says no more
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def asked(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, str, bytes]:
        """Ask the product in the partner's name."""
        sent = {name: headers[name] for name in PASSED_ON if name in headers}
        if self.is_trusted or headers.get(MEDIATOR):
            sent["Authorization"] = f"Bearer {self.partner.token()}"
        elif token := headers.get("Authorization"):
            sent["Authorization"] = f"Bearer {self.partner.token()}" if token == OURS else token
        address = f"{self.partner.address}{self._place(path)}"
        request = urllib.request.Request(address, data=self._body(body) or None, headers=sent, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the product on this machine
                return answer.status, answer.headers.get("Content-Type", ""), self._theirs(answer.read())
        except HTTPError as refused:
            return refused.code, refused.headers.get("Content-Type", ""), refused.read()

    def _theirs(self, body: bytes) -> bytes:
        """The answer in the suite's own names."""
        for theirs, ours in self.words.items():
            body = body.replace(ours.encode(), theirs.encode())
        return body

    def _place(self, path: str) -> str:
        for theirs, ours in self.names.items():
            path = path.replace(theirs, ours)
        for begin, ours in self.prefixes.items():
            if path.startswith(begin):
                return ours + path.removeprefix(begin)
        return path

    def _body(self, body: bytes) -> bytes:
        for theirs, ours in self.words.items():
            body = body.replace(theirs.encode(), ours.encode())
        try:
            told = json.loads(body)
        except ValueError:
            return body
        if isinstance(told, dict) and "ID" in told:  # an earlier version of GovStack's `exists`
            return json.dumps({"query": {"content": told}}).encode()
        is_unsigned = isinstance(told, dict) and told.get("signature") == UNSIGNED
        return json.dumps(self.partner.signed(told)).encode() if is_unsigned else body

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        adapter = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
                """Say nothing."""

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, kind, told = adapter.asked(self.command, self.path, self.headers, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names of the library

        return Handler
