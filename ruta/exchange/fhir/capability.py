"""What can this interface, in the words of FHIR?"""

from typing import Any

from django.conf import settings

from ruta.exchange.fhir.naming import PROFILE

CAN = ("read", "create", "update", "patch", "search-type", "history-instance")
HOOKS = ("read", "create", "delete", "search-type")
WHEN = "2026-11-23"


def statement() -> dict[str, Any]:
    """The CapabilityStatement."""
    root = settings.PUBLIC_ADDRESS.rstrip("/")
    security = {
        "description": f"OAuth 2.0 client credentials with a signed assertion, see {root}/.well-known/oauth-authorization-server",
        "service": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/restful-security-service", "code": "OAuth"}]}],
    }
    search = [
        {"name": "owner", "type": "reference", "documentation": "Code of the institution that is asked"},
        {"name": "status", "type": "token"},
        {"name": "_lastUpdated", "type": "date"},
    ]
    task = {
        "type": "Task", "supportedProfile": [PROFILE], "interaction": [{"code": code} for code in CAN], "versioning": "versioned-update",
        "conditionalCreate": False, "searchParam": search,
    }  # fmt: skip
    hook = {
        "type": "Subscription", "interaction": [{"code": code} for code in HOOKS],
        "documentation": "criteria Task; a rest-hook whose payload is application/cloudevents+json, at an address of the registered system",
    }  # fmt: skip
    return {
        "resourceType": "CapabilityStatement", "status": "active", "date": WHEN, "kind": "instance", "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"], "patchFormat": ["application/json-patch+json"],
        "software": {"name": "Ruta"}, "implementation": {"description": "Referrals between institutions", "url": f"{root}/api/v1/fhir"},
        "rest": [{"mode": "server", "security": security, "resource": [task, hook]}],
    }  # fmt: skip
