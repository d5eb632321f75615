"""Does the living page show every component, to anyone, without inline styles or scripts?"""

import re
from pathlib import Path

import pytest
from django.test import Client

COTTON = Path(__file__).parents[3] / "base/templates/cotton"
PARTS = Path(__file__).parents[1] / "templates/desk/guide"


@pytest.mark.django_db
def test_anyone_may_open_it(client: Client) -> None:
    """It holds no personal data."""
    answer = client.get("/guia/componentes/")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", html)
    assert "<c-" not in html


def test_every_component_is_on_it() -> None:
    """A component that the page does not show is one that nobody finds."""
    shown = "".join(path.read_text() for path in PARTS.rglob("*.html"))
    names = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    inside = {"score", "dots", "section"}  # parts of others: c-cand and c-form show them
    assert {name for name in names - inside if not re.search(rf"<c-{name}[\s/>]", shown)} == set()
