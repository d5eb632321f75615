"""What is a certificate worth today, and what may be done to it?"""

from collections.abc import Mapping
from datetime import date

from ruta.permits.enums import CertificateState, CertificateVerb

S, V = CertificateState, CertificateVerb
CERTIFICATE_LINES: Mapping[CertificateVerb, tuple[frozenset[CertificateState], CertificateState]] = {
    V.SUSPEND: (frozenset({S.UPCOMING, S.VALID}), S.SUSPENDED),
    V.LIFT: (frozenset({S.SUSPENDED}), S.VALID),
    V.REVOKE: (frozenset({S.UPCOMING, S.VALID, S.SUSPENDED}), S.REVOKED),
}


def shown_state(state: str, valid_from: date, valid_until: date, today: date) -> CertificateState:
    """What anybody is told: the calendar begins what was renewed early, and ends what nobody took away."""
    known = CertificateState(state)
    if known == S.VALID and valid_from > today:
        return S.UPCOMING
    return S.EXPIRED if known in {S.VALID, S.SUSPENDED} and valid_until < today else known


def certificate_after(state: str, verb: str) -> CertificateState | None:
    """Where a verb leads; nothing when it is not open."""
    if verb not in set(CertificateVerb):
        return None
    starts, end = CERTIFICATE_LINES[CertificateVerb(verb)]
    return end if state in starts else None


def open_certificate_verbs(state: str) -> list[CertificateVerb]:
    """What may be done to a certificate that is shown in this state."""
    return [verb for verb, (starts, _end) in CERTIFICATE_LINES.items() if state in starts]
