"""How does an exchange leave its row before the answer leaves? In a connection of its own, whatever becomes of the request."""

from collections.abc import Iterable
from dataclasses import dataclass

from ruta.base.access import ALIAS
from ruta.directory.selectors.agreed import Scope
from ruta.trust.actions.tokens import Granted
from ruta.trust.models import Message


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What is known of one request and its answer; nothing that either says."""

    service: str
    message_id: str
    status: int
    request_hash: str
    response_hash: str
    user_ref: str = ""
    issue: str = ""
    represented_party: str = ""


def log_message(*, granted: Granted, exchanged: Exchanged, concerned: Iterable[tuple[int, int, tuple[str, ...]]] = ()) -> None:
    """One row for each person (id, owner, categories) whose data leave, or one for each institution that was asked in vain: it sees who tries."""
    scope = granted.scope
    common = {
        "client_code": granted.client.code, "institution_id": granted.client.institution_id, "agreement_id": scope.agreement_id,
        "revision": scope.revision, "purpose": scope.purpose, "service": exchanged.service, "message_id": exchanged.message_id,
        "status": exchanged.status, "request_hash": exchanged.request_hash, "response_hash": exchanged.response_hash,
        "user_ref": exchanged.user_ref, "issue": exchanged.issue, "represented_party": exchanged.represented_party,
    }  # fmt: skip
    rows = [
        Message(**common, person_id=person, owner_institution_id=owner, categories=list(categories))
        for person, owner, categories in concerned
    ]  # fmt: skip
    asked_of = [Message(**common, owner_institution_id=each.giver_id) for each in granted.scopes]
    Message.objects.using(ALIAS).bulk_create(rows or asked_of)


def log_pull(*, code: str, scope: Scope, service: str, message_id: str, digest: str) -> None:
    """What we read of another institution: the giver sees it beside what was asked over the exchange. The hash is of the whole file."""
    Message.objects.using(ALIAS).create(
        client_code=code, institution_id=scope.reader_id, owner_institution_id=scope.giver_id, agreement_id=scope.agreement_id,
        revision=scope.revision, purpose=scope.purpose, categories=list(scope.categories), service=service, message_id=message_id, status=200,
        request_hash="", response_hash=digest,
    )  # fmt: skip
