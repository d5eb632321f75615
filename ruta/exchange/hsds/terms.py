"""In which words are services sorted? Two lists of HSDS: kinds of service and needs, as the catalogues have them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ruta.directory.models import Service
from ruta.exchange.naming import part_of
from ruta.taxonomy.selectors import catalogue, needs, service_types

Told = dict[str, Any]
KINDS, NEEDS = "service_types", "needs"
NAMES = {KINDS: "Tipos de servicio", NEEDS: "Necesidades"}
WHY = {KINDS: "Qué hace un servicio, según el catálogo de tipos.", NEEDS: "A qué necesidad de las personas responde un servicio."}


def taxonomies() -> list[Told]:
    """The two lists."""
    return [
        {"id": part_of("taxonomy", code), "name": NAMES[code], "description": WHY[code], "version": catalogue(_source(code)).version}
        for code in (KINDS, NEEDS)
    ]


def terms() -> list[Told]:
    """Every word of both."""
    return list(_terms())


def term_id(code: str, taxonomy: str) -> str:
    """How a word is called outside."""
    return part_of("term", taxonomy, code)


def attributes_of(row: Service) -> list[Told]:
    """The words that are said of a service."""
    said = [(KINDS, row.service_type), *((NEEDS, code) for code in row.found_needs)]
    return [
        {
            "id": part_of("attribute", row.pk, taxonomy, code), "link_id": part_of("service", row.pk), "link_entity": "service",
            "taxonomy_term_id": term_id(code, taxonomy), "value": code,
        }
        for taxonomy, code in said
    ]  # fmt: skip


def codes_of(name: str) -> tuple[str, str] | None:
    """The list and code behind a word's name; nothing for a name of nobody."""
    return _behind().get(name)


@cache
def _behind() -> dict[str, tuple[str, str]]:
    return {each["id"]: (KINDS if each["taxonomy"] == NAMES[KINDS] else NEEDS, each["code"]) for each in _terms()}


def _terms() -> Iterator[Told]:
    for kind in service_types():
        yield _term(KINDS, kind.item.code, kind.label())
    for need in needs():
        yield _term(NEEDS, need.code, need.label())


def _term(taxonomy: str, code: str, label: str) -> Told:
    return {
        "id": term_id(code, taxonomy), "code": code, "name": label, "description": label, "taxonomy": NAMES[taxonomy],
        "taxonomy_id": part_of("taxonomy", taxonomy), "language": "es",
    }  # fmt: skip


def _source(code: str) -> str:
    return "service_types" if code == KINDS else "needs"
