"""Of what do the published indicators consist? A structure message of SDMX-JSON 2.1: dataflow, data structure, concepts, and a codelist for each coded dimension."""

from typing import Any

from ruta.base.clock import now
from ruta.exchange.sdmx.naming import ALL, COUNTRY, EVERY, UNKNOWN, taken_apart
from ruta.exchange.sdmx.telling import (
    AGENCY,
    AGES,
    AREAS,
    FLOW,
    NAMES,
    SEXES,
    URN,
    VERSION,
    coded,
    header,
    indicator_names,
    sector_names,
    unit_of,
)
from ruta.territory.selectors import departments

SCHEMA = "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json"
MODEL, CONCEPTS = "urn:sdmx:org.sdmx.infomodel", "CONCEPTS"
CODED = {"INDICATOR": "CL_INDICATOR", "AREA": "CL_AREA", "SEX": "CL_SEX", "AGE": "CL_AGE", "SECTOR": "CL_SECTOR", "UNIT_MEASURE": "CL_UNIT"}
PERIODS = "ObservationalTimePeriod"
Told = dict[str, Any]


def message() -> Told:
    """Everything, whatever was asked for: it is one flow, and its parts say little alone."""
    data = {
        "dataflows": [_kept(FLOW, "Indicadores publicados", "Published indicators") | {"structure": URN}],
        "dataStructures": [_kept(FLOW, "Indicadores publicados", "Published indicators") | {"dataStructureComponents": _components()}],
        "conceptSchemes": [_kept(CONCEPTS, "Conceptos", "Concepts") | {"concepts": [coded(code, *names) for code, names in NAMES.items()]}],
        "codelists": codelists(),
    }  # fmt: skip
    return {"$schema": SCHEMA, "meta": header(SCHEMA, now()), "data": data}


def codelists() -> list[Told]:
    """The codes of each dimension; areas and sectors hang below their total."""
    lists = {
        "INDICATOR": [coded(code, *indicator_names(code)) | {"annotations": [_apart(code)]} for code in EVERY],
        "AREA": [coded(code, *names) for code, names in AREAS.items()] + [coded(row.iso_code, row.name, row.name) | {"parent": COUNTRY} for row in departments()],
        "SEX": [coded(code, *names) for code, names in SEXES.items()],
        "AGE": [coded(code, *names) for code, names in AGES.items()],
        "SECTOR": [coded(code, *names) | ({} if code in (ALL, UNKNOWN) else {"parent": ALL}) for code, names in sector_names().items()],
        "UNIT_MEASURE": [unit_of(code) for code in EVERY],
    }  # fmt: skip
    return [_kept(CODED[code], *NAMES[code]) | {"codes": codes} for code, codes in lists.items()]


def _apart(code: str) -> Told:
    """By what an indicator is told; in every other dimension it has its total alone, because its rows have no such thing or would tell too much."""
    said = ", ".join(taken_apart(code)) or "-"
    texts = {
        "es": f"Se toma por: {said}. En las demás dimensiones está solo el total ({ALL}, {COUNTRY}).",
        "en": f"Told by: {said}. In the other dimensions it has its total alone ({ALL}, {COUNTRY}).",
    }
    return {"id": "TAKEN_APART", "type": "TAKEN_APART", "title": said, "text": texts["es"], "texts": texts}


def _components() -> Told:
    dimensions = [code for code in CODED if code != "UNIT_MEASURE"]
    return {
        "dimensionList": {
            "id": "DimensionDescriptor", "dimensions": [_component(code) | {"position": at} for at, code in enumerate(dimensions)],
            "timeDimension": _component("TIME_PERIOD") | {"localRepresentation": {"format": {"dataType": PERIODS}}},
        },
        "measureList": {"id": "MeasureDescriptor", "measures": [_component("OBS_VALUE") | {"localRepresentation": {"format": {"dataType": "Double"}}}]},
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [_component("UNIT_MEASURE") | {"usage": "mandatory", "attributeRelationship": {"dimensions": ["INDICATOR"]}}],
        },
    }  # fmt: skip


def _component(code: str) -> Told:
    told: Told = {"id": code, "conceptIdentity": f"{MODEL}.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{code}"}
    if code in CODED:
        told["localRepresentation"] = {"enumeration": f"{MODEL}.codelist.Codelist={AGENCY}:{CODED[code]}({VERSION})"}
    return told


def _kept(code: str, es: str, en: str) -> Told:
    return coded(code, es, en) | {"agencyID": AGENCY, "version": VERSION}
