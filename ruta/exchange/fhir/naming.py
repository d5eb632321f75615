"""How are institutions, codes and referrals called in FHIR, so that two installations mean the same?"""

from typing import Any
from uuid import UUID

from django.conf import settings

from ruta.base.errors import Invalid, NotFound
from ruta.directory.models import Institution, Office
from ruta.exchange.naming import number_of, uuid_of

HOUSE = "https://ruta.hn/fhir/"
INSTITUTION, OFFICE, SERVICE, REASON, OUTCOME, STATE = (
    HOUSE + each for each in ("institution", "office", "service-type", "referral-reason", "service-outcome", "referral-state")
)
STEP, SIDE, HEARD_BY, REVIEW_ON, ATTEMPTS, BRING, PERMISSION, SUCCESSOR = (
    HOUSE + "StructureDefinition/" + each
    for each in ("referral-step", "referral-side", "heard-by", "review-on", "attempts", "bring", "permission-until", "successor")
)
PACKET = "sealed-packet"
PROFILE = "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-TaskForReferralManagement"
DOCUMENTS = {
    "dni": "https://ruta.hn/fhir/dni", "passport": "https://ruta.hn/fhir/passport", "consular": "https://ruta.hn/fhir/consular",
    "refugee": "https://ruta.hn/fhir/refugee", "rtn": "https://ruta.hn/fhir/rtn",
}  # fmt: skip
Told = dict[str, Any]


def number_system() -> str:
    """Whose numbers of referrals these are: of this installation."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/fhir/referral"


def task_id(referral_id: int) -> str:
    """The id of the Task of a referral."""
    return uuid_of("referral", referral_id)


def referral_of(name: str) -> int:
    """The referral behind an id of ours."""
    try:
        found = number_of("referral", UUID(name))
    except ValueError:
        found = None
    if found is None:
        raise NotFound("There is no such Task here.")
    return found


def institution_ref(row: Institution) -> Told:
    """An institution as a logical reference: by its code of the national directory."""
    return {"identifier": {"system": INSTITUTION, "value": row.code}, "display": row.short_name}


def office_ref(row: Office) -> Told:
    """An office, by its code of the national directory."""
    return {"identifier": {"system": OFFICE, "value": row.code}, "display": row.short_name}


def concept(system: str, code: str, text: str = "") -> Told:
    """A code of ours."""
    return {"coding": [{"system": system, "code": code}]} | ({"text": text} if text else {})


def code_in(told: Any, system: str) -> str:
    """The code of a system in a CodeableConcept; empty where it has none."""
    codings = told.get("coding", []) if isinstance(told, dict) else []
    found = (each.get("code", "") for each in _dicts(codings) if each.get("system") in (system, None))
    return str(next(found, ""))[:80]


def extension(told: Any, url: str, kind: str) -> Any:
    """The value of an extension; nothing where it is absent."""
    every = told.get("extension", []) if isinstance(told, dict) else []
    return next((each.get(f"value{kind}") for each in _dicts(every) if each.get("url") == url), None)


def identified(told: Any, system: str) -> str:
    """The value that a logical reference has in a system."""
    identifier = told.get("identifier", {}) if isinstance(told, dict) else {}
    return str(identifier.get("value", "")) if isinstance(identifier, dict) and identifier.get("system") == system else ""


def demand_dict(told: Any, where: str) -> Told:
    """Refuse what is no object."""
    if not isinstance(told, dict):
        raise Invalid(f"{where} is an object.")
    return told


def _dicts(every: Any) -> list[Told]:
    return [each for each in every if isinstance(each, dict)] if isinstance(every, list) else []
