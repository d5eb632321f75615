"""Is every page of every role accessible, without errors, and as wide as a small telephone? Found by following links."""

import pytest

from tests.crawling import crawl
from tests.journeys.visitor import sign_in

pytestmark = pytest.mark.journey
ROLES = {
    "counsellor": "orientacion.sps",
    "coordinator": "coordinacion.sps",
    "partner": "infop.sps",
    "central": "central",
    "auditor": "auditoria",
    "administrator": "administracion",
    "protection": "proteccion.sps",
    "privacy": "privacidad",
}
seen: set[str] = set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of(role, visit):
    """A page that an earlier role showed already is read, that its links lead somewhere, and not looked at again."""
    visitor = visit(role)
    sign_in(visitor, f"{ROLES[role]}@demo.ruta.hn")

    def look(name: str, path: str) -> None:
        seen.add(name)
        visitor.look()

    found = crawl(visitor.page, "/", on_page=look, is_known=seen.__contains__)
    visitor.looked |= visitor.visited  # verbs that share the name of a page were looked at under it
    assert len(found.pages) > 3
    assert not found.broken, found.broken
