"""Who else says when the log stood as it stands? A time-stamping authority over the last seal (RFC 3161), and the proof of all of it."""

from dataclasses import dataclass

from cryptography import x509
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response

from ruta.base.audit import Verdict, seal, verify
from ruta.base.context import acting_as, system
from ruta.trust.actions.fetching import fetched
from ruta.trust.models import Anchor, MessageSeal
from ruta.trust.selectors.messages import BOOK, anchors, unanchored

HEADERS = {"Content-Type": "application/timestamp-query"}


@dataclass(frozen=True, slots=True)
class Proof:
    """What a verification of the log found: its chain, and the stamps over it."""

    verdict: Verdict
    stamps: int
    fault: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether every row, link and stamp is as it was."""
        return self.verdict.is_clean and not self.fault


def anchor() -> int:
    """Seal what was written and have the last seal stamped; gives how many rows were sealed. Without an authority nothing is stamped."""
    count = seal(BOOK)
    with acting_as(system(None, "anchor")), transaction.atomic():
        last = unanchored()
        if last is not None and settings.TIME_AUTHORITY:
            _stamp(last)
    return count


def prove() -> Proof:
    """Recompute the whole log and check each stamp against the seal that it names."""
    verdict, stamps = verify(BOOK), 0
    with acting_as(system(None, "prove"), read_only=True), transaction.atomic():
        for one in anchors():
            if not _is_good(bytes(one.token), bytes(one.seal.chain)):
                return Proof(verdict, stamps, _("El sello de tiempo sobre el sello %(seal)s no vale para él.") % {"seal": one.seal_id})
            stamps += 1
    return Proof(verdict, stamps)


def _stamp(last: MessageSeal) -> None:
    """Ask the authority; when it does not answer, or answers for something else, the next batch asks again."""
    request = TimestampRequestBuilder().data(bytes(last.chain)).build()
    answer = fetched(settings.TIME_AUTHORITY, body=request.as_bytes(), headers=HEADERS)
    if answer is None or not _is_good(answer, bytes(last.chain), request.nonce):
        return
    info = decode_timestamp_response(answer).tst_info
    Anchor.objects.create(seal=last, token=answer, stamped_at=info.gen_time, authority=settings.TIME_AUTHORITY)


def _is_good(answer: bytes, chain: bytes, nonce: int | None = None) -> bool:
    builder = VerifierBuilder(nonce=nonce)
    for root in _roots():
        builder = builder.add_root_certificate(root)
    try:
        return bool(builder.build().verify_message(decode_timestamp_response(answer), chain))
    except (VerificationError, ValueError):
        return False


def _roots() -> list[x509.Certificate]:
    """The certificates of authorities that this installation believes."""
    if not settings.TIME_ROOTS:
        return []
    with open(settings.TIME_ROOTS, "rb") as file:  # noqa: PTH123 - a setting is a plain text
        return x509.load_pem_x509_certificates(file.read())
