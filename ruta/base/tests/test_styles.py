"""Does the built style sheet hold what our pages use of Bootstrap, and little else?"""

import re

import pytest

from ruta.config import installation

ROOT = installation.ROOT
WHOLE = ROOT / "frontend" / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.min.css"
BUILT = ROOT / "ruta" / "base" / "static" / "build" / "styles.css"
MOST_BYTES = 125_000
NAME = re.compile(r"\.([a-z][a-z0-9-]*)")


def classes_of(css):
    return set(NAME.findall(css))


@pytest.fixture(scope="module")
def used():
    """Every word of a class attribute of a template, where it is written whole."""
    found = set()
    for path in ROOT.glob("ruta/**/templates/**/*.html"):
        for names in re.findall(r'class="([^"{]*)', path.read_text(encoding="utf8")):
            found |= set(names.split())
    return found


def test_what_a_page_names_is_there(used):
    missing = (classes_of(WHOLE.read_text(encoding="utf8")) & used) - classes_of(BUILT.read_text(encoding="utf8"))
    assert not missing, f"npm run build: {sorted(missing)}"


def test_what_no_page_names_does_not_travel():
    built = BUILT.read_text(encoding="utf8")
    assert not {"carousel", "offcanvas", "placeholder-glow", "col-xxl-12"} & classes_of(built)
    assert len(built.encode()) < MOST_BYTES
