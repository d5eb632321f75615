"""Which indicators does anybody read as SDMX-JSON 2.1?"""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from ruta.exchange.sdmx import structure
from ruta.exchange.sdmx.figures import observations
from ruta.exchange.sdmx.telling import message

router = Router(tags=["SDMX-JSON 2.1"])
MEDIA = "application/vnd.sdmx.data+json;version=2.1.0"
TOLD = {"responses": {200: {"description": "data message", "content": {"application/vnd.sdmx.data+json": {"schema": {"type": "object"}}}}}}

STRUCTURE = "application/vnd.sdmx.structure+json;version=2.1.0"
SHAPED = {
    "responses": {
        200: {"description": "structure message", "content": {"application/vnd.sdmx.structure+json": {"schema": {"type": "object"}}}}
    }
}


class Artefact(StrEnum):
    """By which of its parts the structure may be asked for."""

    FLOW = "dataflow"
    DATA = "datastructure"


@router.get("/data/RUTA,INDICATORS,1.0", url_name="sdmx", openapi_extra=TOLD)
def data(request: HttpRequest, indicator: str = "") -> HttpResponse:
    """Published indicators by area, sex, age, sector and period; with `indicator`, one of them. What is small is not in it."""
    del request
    rows = (each for each in observations() if not indicator or each.indicator == indicator)
    return JsonResponse(message(rows), content_type=MEDIA, json_dumps_params={"ensure_ascii": False})


@router.get("/structure/{artefact}/RUTA/INDICATORS/1.0", url_name="sdmx-structure", openapi_extra=SHAPED)
def shape(request: HttpRequest, artefact: Artefact) -> HttpResponse:
    """The dataflow or data structure of the indicators, with its concepts and every codelist."""
    del request, artefact
    return JsonResponse(structure.message(), content_type=STRUCTURE, json_dumps_params={"ensure_ascii": False})
