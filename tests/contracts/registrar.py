"""What does a partner's adapter add where a suite registers and changes persons? What Ruta asks and the suite does not know: a permission, a birthday, and what was read before."""

import json
import urllib.request
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, ClassVar
from urllib.error import HTTPError

from tests.contracts.adapter import MEDIATOR, Adapter

WRITES = ("/create", "/update", "/update-or-create")
REGISTER = "/data/registryname/111"
UNKNOWN = ("BirthCertificateID",)
"""The register keeps no such number, so nothing of it is sent."""
Answer = tuple[int, str, bytes]


class Registrar(Adapter):
    """Translates `create`, `update` and `update-or-create`; everything else goes as it came."""

    notice = ""
    passports: ClassVar[dict[str, str]] = {}

    def asked(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        """As the suite asks, with what the partner adds."""
        if not path.endswith(WRITES) or not body:  # its first steps send a request before they have one
            return super().asked(method, path, headers, body)
        told = json.loads(body)
        sent = {name.title(): headers[name] for name in headers}
        if "query" in told:
            told["query"] = {"content": {"ID": self._document(told["query"]["content"]["ID"])}}
            tag = self._seen(told["query"])
            sent |= {"If-Match": tag} if tag else {}
        told["write"] = {"content": self._content(told["write"]["content"], is_whole=not path.endswith("/update"))}
        return super().asked(method, path, sent, json.dumps(told).encode())

    def bring(self, number: str, first: str, last: str) -> None:
        """Register somebody before the suite begins."""
        content = {"write": {"content": {"ID": number, "FirstName": first, "LastName": last}}}
        status, _kind, told = self.asked(
            "POST", f"{REGISTER}/create", {MEDIATOR: "partner", "Content-Type": "application/json"}, json.dumps(content).encode()
        )
        assert status == 200, told

    def _content(self, theirs: dict[str, Any], *, is_whole: bool) -> dict[str, Any]:
        kept = {name: value for name, value in theirs.items() if name not in UNKNOWN}
        number = kept["ID"]
        told = kept | {"ID": self._document(number)}
        if is_whole:
            days = int.from_bytes(sha256(str(number).encode()).digest()[:4], "big") % 15_000
            told["BirthDate"] = (date(1955, 1, 1) + timedelta(days=days)).isoformat()
            told["Consent"] = {"Method": "paper_scan", "NoticeVersion": self._notice()}
        return told

    def _document(self, number: str) -> str:
        """Their invented numbers are passports here, which have at most nine signs; the partner knows which stands for which."""
        ours = f"E{int.from_bytes(sha256(number.encode()).digest()[:4], 'big') % 10_000_000:07d}"
        self.passports[ours] = number
        return f"PASSPORT:{ours}"

    def _seen(self, query: dict[str, Any]) -> str:
        """The ETag of what was read, as whoever changes a record has read it."""
        _status, headers = self.told("POST", "/api/v1/govstack/data/personas/1.0/read", {"query": query})
        return headers.get("ETag", "")

    def _notice(self) -> str:
        """The version of the notice that people are read today."""
        if not self.notice:
            address = f"/api/v1/govstack/consent/service/policy/{self.partner.scope.partition(':')[2]}/"
            type(self).notice = json.loads(super().asked("GET", address, {}, b"")[2])["policy"]["version"]
        return self.notice

    def told(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, str]]:
        """Ask in the partner's own name; gives status and headers."""
        headers = {"Authorization": f"Bearer {self.partner.token()}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.partner.address}{path}", json.dumps(body).encode(), headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the product on this machine
                return answer.status, dict(answer.headers)
        except HTTPError as refused:
            return refused.code, {}

    def _theirs(self, body: bytes) -> bytes:
        body = super()._theirs(body)
        for ours, theirs in self.passports.items():
            body = body.replace(f'"{ours}"'.encode(), f'"{theirs}"'.encode())
        return body
