"""In which form do the addresses of FHIR take and answer?"""

import json
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from ninja import Body

from ruta.exchange.fhir.naming import Told

MEDIA = "application/fhir+json"
TAKEN: dict[str, Any] = {
    "responses": {status: {"description": "The resource", "content": {MEDIA: {"schema": {"type": "object"}}}} for status in (200, 201)}
}
TOLD: dict[str, Any] = {"responses": {200: {"description": "A resource", "content": {MEDIA: {"schema": {"type": "object"}}}}}}
Resource = Annotated[dict[str, Any], Body()]


def answered(told: Told, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """A resource."""
    answer = HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA)
    if version is not None:
        answer["ETag"] = f'W/"{version}"'
    return answer


def address_of(kind: str = "Task") -> str:
    """Where resources of a kind stand."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/api/v1/fhir/{kind}"
