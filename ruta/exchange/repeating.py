"""Does a call that is sent twice happen once? `Idempotency-Key`, as the draft of the IETF's working group on HTTP interfaces describes it."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from ruta.base.errors import RutaError
from ruta.base.problems import problem
from ruta.trust.actions.repeating import claim_key, keep_answer

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
KEY = re.compile(r'"?([\w.:~+/=-]{8,120})"?', re.ASCII)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
READS = re.compile(r"/api/v1/(dci/.*|govstack/data/[^/]+/[^/]+/(read|exists))")
"""Questions that are posted: the standard's own number of the message says whether one was heard before, or nothing changes."""
RECORDS = re.compile(r"/api/v1/govstack/data/.*")
"""Answers that hold a person's record: only its number is kept, since the permission may end within the day."""
PARAMETER = {
    "name": HEADER, "in": "header", "required": False, "schema": {"type": "string", "pattern": r"^[A-Za-z0-9_.:~+/=-]{8,120}$"},
    "description": "A call that is sent again with the same key and body happens once; its first answer is given for 24 hours.",
}  # fmt: skip


class AnsweredOnce:
    """Stands inside the log of messages, so that a repeated answer is logged too. What was refused is not kept: mend it and send it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Only systems with a token have keys."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """The kept answer, or a new one that is kept."""
        sent = request.headers.get(HEADER)
        if sent is None or getattr(request, "granted", None) is None or not is_writing(request.method, request.path_info):
            return self.get_response(request)
        match = KEY.fullmatch(sent)
        if match is None:
            return problem(400, "Idempotency-Key has 8 to 120 letters, figures and - _ . : ~ + / = signs.")
        try:
            return self._once(request, match.group(1))
        except RutaError as error:
            return problem(error.status, str(error.message))

    def _once(self, request: Any, key: str) -> HttpResponse:
        told = {"actor": request.actor, "client": request.granted.client, "key": key}
        with transaction.atomic():
            kept = claim_key(**told, fingerprint=_fingerprint(request))
            if kept is not None:
                return _again(kept)
            answer = self.get_response(request)
            if answer.status_code < 400:
                keep_answer(**told, answer=_kept(answer, request.path_info))
            else:
                transaction.set_rollback(True)
        return answer


def is_writing(method: str | None, path: str) -> bool:
    """Whether a call of this kind changes something."""
    return method in WRITING and READS.fullmatch(path) is None


def _fingerprint(request: HttpRequest) -> str:
    return sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()


def _kept(answer: HttpResponse, path: str) -> dict[str, Any]:
    headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    body = answer.content.decode()
    if RECORDS.fullmatch(path):
        body = json.dumps({"content": {"uuid": json.loads(body)["content"]["uuid"]}})
    return {"status": answer.status_code, "headers": headers, "body": body}


def _again(kept: Any) -> HttpResponse:
    return HttpResponse(kept["body"], status=kept["status"], headers={**kept["headers"], REPLAYED: "true"})
