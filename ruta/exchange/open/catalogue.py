"""Which open data does this installation have, as DCAT-AP 3.0.1 describes them?"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from ruta.base.clock import today

router = Router(tags=["DCAT-AP 3.0.1"])
EU = "http://publications.europa.eu/resource/authority"
OPEN = {"responses": {200: {"description": "dcat:Catalog as JSON-LD", "content": {"application/ld+json": {"schema": {"type": "object"}}}}}}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


File = tuple[str, str, str]  # path, kind of file, media type


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set, its theme, and the files behind it."""

    code: str
    title: str
    told: str
    theme: str
    files: tuple[File, ...]


def _open(code: str) -> tuple[File, ...]:
    """The three files of a set of `/datos-abiertos/`."""
    kinds = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"), ("parquet", "PARQUET", "application/vnd.apache.parquet"))
    return tuple((f"/datos-abiertos/{code}.{ending}", kind, media) for ending, kind, media in kinds)


SETS = (
    DataSet(
        "services", "Directorio de servicios", "Qué ofrece cada institución, dónde, cuándo y para quién; también en HSDS 3.0.", "SOCI",
        (*_open("servicios"), ("/api/v1/hsds/services?full=true", "JSON", "application/json")),
    ),
    DataSet("institutions", "Instituciones", "Quién está en el directorio, y de dónde se sabe.", "GOVE", _open("instituciones")),
    DataSet(
        "projects", "Programas y proyectos", "Banco de programas y proyectos para personas migrantes retornadas; también en IATI 2.03.", "GOVE",
        (*_open("proyectos"), ("/api/v1/iati/activities.xml", "XML", "application/xml")),
    ),
    DataSet(
        "vacancies", "Vacantes", "Vacantes publicadas; también como JobPosting de schema.org, por sector y lugar.", "ECON",
        (*_open("trabajos"), ("/api/v1/vacancies", "JSON", "application/json")),
    ),
    DataSet("norms", "Leyes y normas", "El compendio, con su estado y qué tan seguro es cada dato.", "JUST", _open("normas")),
    DataSet(
        "indicators", "Indicadores", "De este año y el anterior; lo que son menos de cinco no sale. También en SDMX-JSON 2.1, por departamento, sexo y edad; las contrataciones y las plazas, por sector.", "SOCI",
        (*_open("indicadores"), ("/api/v1/sdmx/data/RUTA,INDICATORS,1.0", "JSON", "application/vnd.sdmx.data+json")),
    ),
    DataSet("charter", "Carta de servicios", "Los plazos propuestos y cuántas veces se cumplieron.", "GOVE", _open("carta")),
)  # fmt: skip
THEMES = {
    "SOCI": "Población y sociedad",
    "GOVE": "Gobierno y sector público",
    "ECON": "Economía y finanzas",
    "JUST": "Justicia, sistema judicial y seguridad pública",
}
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
        **_licence(is_first=True), "dct:modified": _day(), "foaf:homepage": _id(f"{here}/", "foaf:Document"),
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
        "dcat:distribution": [_file(here, f"{name}-file-{at}", each) for at, each in enumerate(row.files, 1)],
    }  # fmt: skip


def _file(here: str, name: str, file: File) -> Told:
    path, kind, media = file
    return {
        "@id": name, "@type": "dcat:Distribution", "dcat:accessURL": _id(f"{here}{path}", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:downloadURL": {"@id": f"{here}{path}"}, "dct:format": _id(f"{EU}/file-type/{kind}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": _id(f"https://www.iana.org/assignments/media-types/{media}", "dct:MediaType"),
        **_licence(), "dct:modified": _day(),
    }  # fmt: skip


def _service(here: str, serves: str) -> Told:
    code, title, told = API
    return {
        "@id": f"{here}/api/v1/catalogue#{code}", "@type": "dcat:DataService", "dct:title": _es(title), "dct:description": _es(told),
        "dcat:endpointURL": _id(f"{here}/api/v1/hsds/", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:endpointDescription": _id(f"{here}/api/v1/openapi.json", "http://www.w3.org/2000/01/rdf-schema#Resource"),
        "dcat:servesDataset": {"@id": serves}, **_licence(),
    }  # fmt: skip


def _licence(*, is_first: bool = False) -> Told:
    """Under what others may use the data; nothing is claimed while nobody decided it."""
    address = settings.DATA_LICENCE
    if not address:
        return {}
    return {"dct:license": _id(address, "dct:LicenseDocument") if is_first else {"@id": address}}


def _es(text: str) -> Told:
    return {"@value": text, "@language": "es"}


def _id(address: str, kind: str) -> Told:
    return {"@id": address, "@type": kind}


def _day() -> Told:
    return {"@value": today().isoformat(), "@type": "xsd:date"}
