"""How do figures look as a data message of SDMX-JSON 2.1: one structure, flat observations?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ruta.base.clock import now
from ruta.exchange.sdmx.naming import AGE, ALL, COUNTRY, UNKNOWN, WORK, Observation
from ruta.insights.definitions import indicator, word
from ruta.taxonomy.selectors import sectors
from ruta.territory.selectors import departments

AGENCY, FLOW, VERSION = "RUTA", "INDICATORS", "1.0"
SCHEMA = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json"
URN = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{FLOW}({VERSION})"
NAMES: dict[str, tuple[str, str]] = {
    "INDICATOR": ("Indicador", "Indicator"), "AREA": ("Área", "Area"), "SEX": ("Sexo", "Sex"), "AGE": ("Edad", "Age"),
    "SECTOR": ("Sector", "Sector"), "TIME_PERIOD": ("Período", "Time period"), "OBS_VALUE": ("Valor", "Value"),
    "UNIT_MEASURE": ("Unidad", "Unit"),
}  # fmt: skip
AREAS = {COUNTRY: ("Honduras", "Honduras")}
SEXES = {ALL: ("Total", "Total"), "F": ("Mujer", "Woman"), "M": ("Hombre", "Man"), UNKNOWN: ("Sin dato u otro", "Unknown or other")}
AGES = {ALL: ("Total", "Total"), UNKNOWN: ("Sin dato", "Unknown")} | {told: (str(code), str(code)) for code, told in AGE.items()}
SECTORS = {ALL: ("Total", "Total"), UNKNOWN: ("Sin dato", "Unknown")}
SECTION = 1
Told = dict[str, Any]


def message(rows: Iterable[Observation]) -> Told:
    """The whole answer; the structure says every code that occurs."""
    found = list(rows)
    codes = [_once(each.indicator for each in found), _once([COUNTRY, *(each.area for each in found)]), _once(each.sex for each in found), _once(each.age for each in found), _once([ALL, *(each.sector for each in found)]), _once(each.period for each in found)]  # fmt: skip
    places = [{code: at for at, code in enumerate(named)} for named in codes]
    flat = {_key(each, places): [each.value, places[0][each.indicator]] for each in found}
    return {
        "$schema": SCHEMA,
        "meta": header(SCHEMA, now()),
        "data": {
            "structures": [_structure(codes)] if found else [],
            "dataSets": [{"structure": 0, "action": "Replace", "observations": flat}] if found else [],
        },
    }  # fmt: skip


def header(schema: str, made: datetime) -> Told:
    """Who sends a message, and when."""
    return {
        "schema": schema, "id": f"{AGENCY}-{made:%Y%m%d%H%M%S}", "test": False, "prepared": made.isoformat(timespec="seconds"),
        "contentLanguages": ["es", "en"], "sender": {"id": AGENCY, "name": "Ruta"},
    }  # fmt: skip


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def _key(each: Observation, places: Sequence[dict[str, int]]) -> str:
    said = (each.indicator, each.area, each.sex, each.age, each.sector, each.period)
    return ":".join(str(place[code]) for place, code in zip(places, said, strict=True))


def _structure(codes: Sequence[Sequence[str]]) -> Told:
    indicators, areas, sexes, ages, economic, periods = codes
    named = AREAS | {row.iso_code: (row.name, row.name) for row in departments()}
    activities = sector_names()
    dimensions = [
        _dimension(0, "INDICATOR", [coded(code, *indicator_names(code)) for code in indicators]),
        _dimension(1, "AREA", [coded(code, *named[code]) for code in areas]),
        _dimension(2, "SEX", [coded(code, *SEXES[code]) for code in sexes]),
        _dimension(3, "AGE", [coded(code, *AGES[code]) for code in ages]),
        _dimension(4, "SECTOR", [coded(code, *activities[code]) for code in economic]),
        _dimension(5, "TIME_PERIOD", [{"value": period} for period in periods]),
    ]
    unit = _named("UNIT_MEASURE") | {"values": [unit_of(code) for code in indicators]}
    return {
        "name": "Indicadores", "names": {"es": "Indicadores", "en": "Indicators"}, "dataSets": [0], "links": [{"rel": "structure", "urn": URN}],
        "dimensions": {"observation": dimensions}, "measures": {"observation": [_named("OBS_VALUE")]}, "attributes": {"observation": [unit]},
    }  # fmt: skip


def _dimension(at: int, code: str, values: list[Told]) -> Told:
    return _named(code) | {"keyPosition": at, "values": values}


def _named(code: str) -> Told:
    es, en = NAMES[code]
    return {"id": code, "name": es, "names": {"es": es, "en": en}}


def coded(code: str, es: str, en: str) -> Told:
    """A code, or anything else that has a name in both languages."""
    return {"id": code, "name": es, "names": {"es": es, "en": en}}


def indicator_names(code: str) -> tuple[str, str]:
    """What an indicator is called."""
    if code in WORK:
        return WORK[code][:2]
    found = indicator(code)
    return (found.label["es"], found.label["en"]) if found else (code, code)


def sector_names() -> dict[str, tuple[str, str]]:
    """The sections of CIIU rev. 4 below their total."""
    return SECTORS | {row.code: (row.name_es, row.name_en or row.name_es) for row in sectors(SECTION)}


def unit_of(code: str) -> Told:
    """In what an indicator is said here: counts of what is judged by its change, and shares."""
    found = indicator(code)
    unit = "share" if found and found.unit == "share" else "count"
    return {
        "id": f"{unit}-{code}",
        "name": word("units", unit, "es"),
        "names": {"es": word("units", unit, "es"), "en": word("units", unit, "en")},
    }
