"""What does a certificate say as an Open Badge 3.0, so that any wallet can check it? The holder's name stands in it only as a salted digest, no number ever."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ruta.base.spelling import folded

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What is certified: by whom, what of, since when, and under which public addresses."""

    address: str  # of this certificate
    issuer: str
    issuer_name: str
    issuer_url: str
    achievement: str
    name: str
    aims: str
    criteria: str
    hours: int
    valid_from: datetime
    holder: str
    salt: str
    revocations: str


def digest_of(text: str, salt: str) -> str:
    """How a name stands in a badge (Open Badges 3.0, IdentityHash): whoever knows it can compare, whoever does not learns nothing at a glance."""
    return "sha256$" + sha256((text + salt).encode()).hexdigest()


def identities(holder: str, salt: str) -> list[dict[str, Any]]:
    """The name as the paper says it, for any verifier, and without accents and capitals, for whoever types it."""
    said = {"name": holder, "ext:folded-name": folded(holder)}
    return [
        {"type": "IdentityObject", "identityType": kind, "hashed": True, "identityHash": digest_of(name, salt), "salt": salt}
        for kind, name in said.items()
    ]


def open_badge(badge: Badge) -> dict[str, Any]:
    """The credential, unsigned (Open Badges 3.0 over Verifiable Credentials 2.0)."""
    return {
        "@context": CONTEXTS,
        "id": badge.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.name,
        "issuer": profile(badge.issuer, badge.issuer_name, badge.issuer_url),
        "validFrom": badge.valid_from.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": identities(badge.holder, badge.salt),
            "creditsEarned": badge.hours,
            "achievement": {
                "id": badge.achievement,
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "name": badge.name,
                "description": badge.aims or badge.name,
                "criteria": {"narrative": badge.criteria},
                "creditsAvailable": badge.hours,
                "inLanguage": "es",
            },
        },
        "credentialStatus": {"id": badge.revocations, "type": "1EdTechRevocationList"},
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def words_of(credential: dict[str, Any]) -> str:
    """What it says of the course: its name and what is achieved."""
    told = credential["credentialSubject"]["achievement"]
    return f"{told['name']} {told['description']}"


def renamed(credential: dict[str, Any], name: str) -> dict[str, Any]:
    """The same of a course that is called so, and of which nothing else is said."""
    subject = credential["credentialSubject"]
    achievement = subject["achievement"] | {"name": name, "description": name}
    return credential | {"name": name, "credentialSubject": subject | {"achievement": achievement}}


def profile(address: str, name: str, url: str) -> dict[str, Any]:
    """Who issues."""
    return {"id": address, "type": ["Profile"], "name": name, "url": url}


def claims_of(credential: dict[str, Any], valid_from: datetime) -> dict[str, Any]:
    """The credential as the claims of a signed token (Open Badges 3.0, 8.2.4)."""
    return credential | {"iss": credential["issuer"]["id"], "jti": credential["id"], "nbf": int(valid_from.timestamp())}


def is_of_holder(credential: dict[str, Any], name: str) -> bool:
    """Whether a badge was given to somebody of this name."""
    return any(each["identityHash"] == digest_of(folded(name), each["salt"]) for each in credential["credentialSubject"]["identifier"])
