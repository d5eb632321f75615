"""What does the partner answer whoever asks it? A register of invented persons, drawn from the seed: the same document is always known, or never."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from ruta.base.clock import now

SECONDS, MOST_HELD = 300, 10_000
VERSION = "1.0.0"
SIGNING = ["ES256"]
GIVEN, SURNAMES = ("Marlon", "Kenia", "Wilmer", "Suyapa", "Olvin", "Digna"), ("Zúniga", "Banegas", "Munguía", "Alvarenga", "Sorto")
Told = dict[str, Any]
Answer = tuple[int, Told]


@dataclass
class Register:
    """The partner as others ask it: a server of tokens, a register over DCI and a door for events. It believes only whom `keys` sign for."""

    code: str
    address: str
    key: ECKey
    keys: Callable[[], Told]  # of the installation that asks
    known: int = 60  # of a hundred documents
    seed: int = 1
    events: list[Told] = field(default_factory=list)
    _tokens: dict[str, float] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def about(self) -> Told:
        """Where its addresses are (RFC 8414)."""
        return {
            "issuer": self.address, "token_endpoint": f"{self.address}/oauth/token", "jwks_uri": f"{self.address}/.well-known/jwks.json",
            "grant_types_supported": ["client_credentials"], "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }  # fmt: skip

    def own_keys(self) -> Told:
        """What others check its signatures with."""
        return {"keys": [self.key.as_dict(private=False)]}

    def token(self, assertion: str) -> Answer:
        """A token for whoever signs an assertion for it, once."""
        try:
            claims = jwt.decode(assertion, KeySet.import_key_set(self.keys()), algorithms=SIGNING).claims  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError):
            return 401, {"error": "invalid_client"}
        name = str(claims.get("jti", ""))
        is_good = claims.get("aud") in (self.address, f"{self.address}/oauth/token") and float(claims.get("exp", 0)) > time.time()
        if not is_good or not name or name in self._used:
            return 401, {"error": "invalid_client"}
        if len(self._used) >= MOST_HELD:
            self._used.clear()
            self._tokens.clear()
        self._used.add(name)
        made = token_urlsafe(24)
        self._tokens[made] = time.monotonic() + SECONDS
        return 200, {"access_token": made, "token_type": "Bearer", "expires_in": SECONDS}

    def searched(self, token: str, body: Told) -> Answer:
        """DCI: who has these documents; a purpose stands in each question, and the whole is signed."""
        fault = self._fault(token, body)
        if fault:
            return fault
        asked = body["message"].get("search_request", [])
        answers = [self._found(each) for each in asked]
        message = {"transaction_id": body["message"].get("transaction_id", ""), "correlation_id": uuid4().hex, "search_response": answers}
        return 200, self._sealed("on-search", message, len(answers), str(body["header"].get("sender_id", "")))

    def enrolled(self, token: str, body: Told) -> Answer:
        """DCI: whether one person is served."""
        fault = self._fault(token, body)
        if fault:
            return fault
        message = body["message"]
        drawn = self._drawn(message.get("enrolled_criteria", {}).get("query", {}))
        state = "Unknown" if drawn is None else ("Active", "Inactive")[drawn % 2]
        told = {"reference_id": message.get("reference_id", ""), "timestamp": now().isoformat(), "status": "succ", "enrolled_status": state}
        answer = {"transaction_id": message.get("transaction_id", ""), "correlation_id": uuid4().hex, "enrolled_response": [told]}
        return 200, self._sealed("on-check-enrollment", answer, 1, str(body["header"].get("sender_id", "")))

    def told(self, signature: str, body: bytes) -> Answer:
        """An event that was sent to it: signed, and heard once."""
        if not self._is_signed(signature, body):
            return 401, {"title": "not signed"}
        event = json.loads(body)
        is_new = event.get("id") not in {each.get("id") for each in self.events}
        if is_new:
            self.events.append(event)
        return 200, {"is_new": is_new}

    def _fault(self, token: str, body: Told) -> Answer | None:
        if self._tokens.get(token, 0) < time.monotonic():
            return 401, {"message": {"ack_status": "ERR", "error": {"code": "err.token.invalid"}}}
        payload = _canonical({"header": body.get("header"), "message": body.get("message")})
        if not isinstance(body.get("message"), dict) or not self._is_signed(str(body.get("signature", "")), payload):
            return 401, {"message": {"ack_status": "ERR", "error": {"code": "err.signature.invalid"}}}
        return None

    def _found(self, item: Told) -> Told:
        criteria = item.get("search_criteria", {})
        told = {"reference_id": item.get("reference_id", ""), "timestamp": now().isoformat()}
        if not criteria.get("consent", {}).get("purpose", {}).get("code") or criteria.get("query_type") != "idtype-value":
            return told | {"status": "rjct", "status_reason_code": "rjct.search_criteria.invalid"}
        query = criteria.get("query", {})
        drawn = self._drawn(query)
        records = [] if drawn is None else [_member(self.code, query, drawn)]
        data = {
            "version": VERSION,
            "reg_type": "ns:org:RegistryType:ESS",
            "reg_record_type": "spdci-extensions-ess:Member",
            "reg_records": records,
        }
        return told | {
            "status": "succ",
            "data": data,
            "pagination": {"page_size": len(records), "page_number": 1, "total_count": len(records)},
        }

    def _drawn(self, query: Any) -> int | None:
        """A number for a document that is known; the same at every question."""
        if not isinstance(query, dict) or not query.get("value"):
            return None
        figures = "".join(sign for sign in str(query["value"]) if sign.isalnum()).upper()
        found = int.from_bytes(sha256(f"{self.seed}/{self.code}/{query.get('type', '')}/{figures}".encode()).digest()[:6], "big")
        return found // 100 if found % 100 < self.known else None

    def _is_signed(self, signature: str, body: bytes) -> bool:
        head, between, tail = [*signature.split("."), "", ""][:3]
        payload = urlsafe_b64encode(body).rstrip(b"=").decode()
        try:
            jws.deserialize_compact(f"{head}.{payload}.{tail}", KeySet.import_key_set(self.keys()), algorithms=SIGNING)  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError):
            return False
        return not between

    def _sealed(self, action: str, message: Told, count: int, receiver: str) -> Told:
        header = {
            "version": VERSION, "message_id": uuid4().hex, "message_ts": now().isoformat(), "action": action, "status": "succ", "total_count": count,
            "completed_count": count, "sender_id": self.code, "receiver_id": receiver, "is_msg_encrypted": False,
        }  # fmt: skip
        whole = {"header": header, "message": message}
        first, _payload, last = jws.serialize_compact({"alg": "ES256", "kid": self.key.kid}, _canonical(whole), self.key).split(".")
        return {"signature": f"{first}..{last}", **whole}


def _member(code: str, query: Told, drawn: int) -> Told:
    """An invented person of the partner's register."""
    name = {"given_name": GIVEN[drawn % len(GIVEN)], "surname": f"{SURNAMES[drawn % len(SURNAMES)]} {SURNAMES[drawn // 7 % len(SURNAMES)]}"}
    return {
        "@type": "spdci:member", "registered_by": code,
        "member_identifier": [{"@type": "Identifier", "identifier_type": query.get("type", ""), "identifier_value": query["value"]}],
        "demographic_info": {"name": name, "sex": ("female", "male")[drawn % 2], "birth_date": None, "nationality": "HN"},
    }  # fmt: skip


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
