"""Does the reference page keep up with the data files?"""

from pathlib import Path

import pytest

import ruta
from ruta.directory.actions import load_reference_data
from ruta.taxonomy.selectors import current_catalogues, items

PAGE = (Path(ruta.__file__).parent.parent / "docs" / "reference" / "catalogues.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.django_db


def test_every_catalogue_and_instrument_is_on_the_page_with_its_number_of_items():
    for row in current_catalogues():
        assert f"`{row.code}`" in PAGE
        if row.kind == "catalogue":
            count = len(items(row.code))
            assert f"| `{row.code}` | {count or '–'} |" in PAGE


def test_the_numbers_of_rows_are_those_of_the_last_load():
    for rows in load_reference_data().values():
        for name, count in rows.items():
            if name not in {"catalogues", "instruments"}:
                assert f"| {count}" in PAGE, name
