"""Which open data does this installation have, as DCAT-AP 3.0.1 describes them?"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from ruta.base.clock import today

router = Router(tags=["DCAT-AP 3.0.1"])
EU = "http://publications.europa.eu/resource/authority"
LICENCE = "http://creativecommons.org/licenses/by/4.0/"
OPEN = {"responses": {200: {"description": "dcat:Catalog as JSON-LD", "content": {"application/ld+json": {"schema": {"type": "object"}}}}}}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set, its theme, and the one file behind it."""

    code: str
    title: str
    told: str
    theme: str
    path: str
    kind: str
    media: str


SETS = (
    DataSet(
        "services", "Directorio de servicios", "Servicios, instituciones y lugares de atención, en HSDS 3.0.", "SOCI",
        "/api/v1/hsds/services?full=true", "JSON", "application/json",
    ),
    DataSet(
        "projects", "Programas y proyectos", "Banco de programas y proyectos para personas migrantes retornadas, en IATI 2.03.", "GOVE",
        "/api/v1/iati/activities.xml", "XML", "application/xml",
    ),
    DataSet(
        "vacancies", "Vacantes", "Vacantes publicadas, como JobPosting de schema.org, por sector y lugar.", "ECON", "/api/v1/vacancies", "JSON",
        "application/json",
    ),
)  # fmt: skip
THEMES = {"SOCI": "Población y sociedad", "GOVE": "Gobierno y sector público", "ECON": "Economía y finanzas"}
API = ("hsds", "Servicio HSDS", "Consulta del directorio de servicios según HSDS 3.0.")
Told = dict[str, Any]


@router.get("", url_name="catalogue", openapi_extra=OPEN)
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue, its sets and where each lies."""
    del request
    return JsonResponse(described(), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def described() -> Told:
    """The catalogue as one document."""
    here = settings.PUBLIC_ADDRESS.rstrip("/")
    name = f"{here}/api/v1/catalogue#publisher"
    publisher = {"@id": name, "@type": "foaf:Agent", "foaf:name": _es("Secretaría de Trabajo y Seguridad Social")}
    sets = [_set(here, name, each) for each in SETS]
    return {
        "@context": CONTEXT, "@id": f"{here}/api/v1/catalogue", "@type": "dcat:Catalog",
        "dct:title": _es("Datos abiertos de Ruta"), "dct:description": _es("Datos abiertos sobre servicios, proyectos y vacantes. Sin datos personales."),
        "dct:publisher": publisher, "dct:language": _id(f"{EU}/language/SPA", "dct:LinguisticSystem"),
        "dct:license": _id(LICENCE, "dct:LicenseDocument"),
        "dct:modified": _day(), "foaf:homepage": _id(f"{here}/", "foaf:Document"),
        "dct:spatial": _id(f"{EU}/country/HND", "dct:Location"), "dcat:dataset": sets, "dcat:service": [_service(here, sets[0]["@id"])],
    }  # fmt: skip


def _set(here: str, publisher: str, row: DataSet) -> Told:
    name = f"{here}/api/v1/catalogue#{row.code}"
    return {
        "@id": name, "@type": "dcat:Dataset", "dct:identifier": row.code, "dct:title": _es(row.title), "dct:description": _es(row.told),
        "dct:publisher": {"@id": publisher}, "dcat:theme": _id(f"{EU}/data-theme/{row.theme}", "skos:Concept") | {"skos:prefLabel": _es(THEMES[row.theme])},
        "dct:accrualPeriodicity": _id(f"{EU}/frequency/UPDATE_CONT", "dct:Frequency"), "dct:language": {"@id": f"{EU}/language/SPA"},
        "dct:spatial": {"@id": f"{EU}/country/HND"}, "dct:modified": _day(),
        "dct:accessRights": _id(f"{EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dcat:distribution": [_file(here, name, row)],
    }  # fmt: skip


def _file(here: str, name: str, row: DataSet) -> Told:
    return {
        "@id": f"{name}-file", "@type": "dcat:Distribution", "dcat:accessURL": _id(f"{here}{row.path}", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:downloadURL": {"@id": f"{here}{row.path}"}, "dct:format": _id(f"{EU}/file-type/{row.kind}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": _id(f"https://www.iana.org/assignments/media-types/{row.media}", "dct:MediaType"),
        "dct:license": {"@id": LICENCE}, "dct:modified": _day(),
    }  # fmt: skip


def _service(here: str, serves: str) -> Told:
    code, title, told = API
    return {
        "@id": f"{here}/api/v1/catalogue#{code}", "@type": "dcat:DataService", "dct:title": _es(title), "dct:description": _es(told),
        "dcat:endpointURL": _id(f"{here}/api/v1/hsds/", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:endpointDescription": _id(f"{here}/api/v1/openapi.json", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:servesDataset": {"@id": serves}, "dct:license": {"@id": LICENCE},
    }  # fmt: skip


def _es(text: str) -> Told:
    return {"@value": text, "@language": "es"}


def _id(address: str, kind: str) -> Told:
    return {"@id": address, "@type": kind}


def _day() -> Told:
    return {"@value": today().isoformat(), "@type": "xsd:date"}
