"""What happened to a dossier or a certificate? Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DossierReceived:
    """Somebody asked for a certificate or an authorisation."""

    dossier_id: int


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """A verb was done to a dossier; `state` is where it stands after it."""

    dossier_id: int
    state: str


@dataclass(frozen=True, slots=True)
class CertificateIssued:
    """A certificate is valid from now on."""

    certificate_id: int
    dossier_id: int


@dataclass(frozen=True, slots=True)
class CertificateChanged:
    """A certificate was suspended, given back or revoked."""

    certificate_id: int
    dossier_id: int
    state: str
