"""How does the played partner call us? As any other system: a signed assertion, a token, and addresses of the API; it has no other door."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from ruta.trust.actions.fetching import Answered, called

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM, PATCH, JSON = "application/x-www-form-urlencoded", "application/json-patch+json", "application/json"
KEPT_SECONDS = 200
Web = Callable[..., Answered]
Told = dict[str, Any]


class Unheard(Exception):
    """We did not answer the partner well; the sentence says with what."""


@dataclass
class Partner:
    """A system of another institution: its code, its key, what it asks for, and where we are."""

    code: str
    institution: str
    scope: str
    address: str
    key: ECKey = field(repr=False)
    web: Web = called
    held: tuple[float, str] = (0.0, "")
    institution_id: int = 0
    givers: tuple[int, ...] = ()  # whose data the scope opens

    def waiting(self, since: str) -> list[Told]:
        """The Tasks that wait for a step of it, and changed since a time."""
        asked = {"owner": self.institution, "status": "requested,received,accepted,in-progress", "_lastUpdated": f"ge{since}"}
        address, found = f"{self.address}/api/v1/fhir/Task?{urlencode(asked)}", list[Told]()
        while address:
            bundle = self._read(address)
            found += [each["resource"] for each in bundle.get("entry", [])]
            address = next((each["url"] for each in bundle["link"] if each["relation"] == "next"), "")
        return found

    def step(self, task: Mapping[str, Any], members: Mapping[str, Any]) -> int:
        """Change upper members of a Task; the same step sent twice happens once. Gives the status of the answer."""
        body = json.dumps([{"op": "add", "path": f"/{name}", "value": value} for name, value in members.items()]).encode()
        key = f"{task['id']}-{task['meta']['versionId']}-{uuid4().hex[:8]}"
        headers = {**self.bearer(), "Content-Type": PATCH, "Idempotency-Key": key}
        return self.web("PATCH", f"{self.address}/api/v1/fhir/Task/{task['id']}", body=body, headers=headers).status

    def heard(self) -> list[Told]:
        """Every event that waits in the queue; what was read is marked as taken, and only then."""
        found, address = list[Told](), f"{self.address}/api/v1/events"
        while (told := self._read(address))["events"]:
            upto = json.dumps({"upto": told["next"]}).encode()
            headers = {**self.bearer(), "Content-Type": JSON}
            if self.web("POST", f"{address}/taken", body=upto, headers=headers).status != 200:
                break  # told again in the next round
            found += told["events"]
        return found

    def our_keys(self) -> Told:
        """What the installation signs with, for whoever it asks or tells."""
        answer = self.web("GET", f"{self.address}/.well-known/jwks.json")
        return dict(answer.read()) if answer.status == 200 else {"keys": []}

    @property
    def purpose(self) -> str:
        """What it asks for."""
        return self.scope.partition(":")[2]

    def bearer(self) -> dict[str, str]:
        """A token, asked for anew shortly before it ends."""
        if time.monotonic() > self.held[0]:
            self.held = (time.monotonic() + KEPT_SECONDS, self._token())
        return {"Authorization": f"Bearer {self.held[1]}"}

    def _read(self, address: str) -> Told:
        answer = self.web("GET", address, headers=self.bearer())
        if answer.status != 200:
            message = f"GET {address.partition('?')[0]}: {answer.status}"
            raise Unheard(message)
        return dict(answer.read())

    def _token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.code, "sub": self.code, "aud": self._issuer(), "jti": uuid4().hex, "iat": now, "exp": now + 60}
        form = {
            "grant_type": "client_credentials", "scope": self.scope, "client_assertion_type": BEARER,
            "client_assertion": jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key),
        }  # fmt: skip
        answer = self.web("POST", f"{self.address}/oauth/token", body=urlencode(form).encode(), headers={"Content-Type": FORM})
        token = answer.read().get("access_token") if answer.status == 200 else None
        if not token:
            message = f"POST {self.address}/oauth/token: {answer.status}"
            raise Unheard(message)
        return str(token)

    def _issuer(self) -> str:
        """How the server of tokens calls itself (RFC 8414): what an assertion is for."""
        answer = self.web("GET", f"{self.address}/.well-known/oauth-authorization-server")
        if answer.status != 200:
            message = f"GET {self.address}: {answer.status or 'no answer'}"
            raise Unheard(message)
        return str(answer.read()["issuer"])
