"""Do the catalogue files fit their schema and each other?"""

import json

import pytest

from ruta.taxonomy import rules
from ruta.taxonomy.actions.catalogues import DATA
from ruta.taxonomy.tests.files import catalogues, instruments

# Lists that have no English yet because no screen shows them: shorten this, never lengthen it.
ONLY_SPANISH = {("risk_matrix_defaults", name) for name in ("categories", "levels")}
# What no screen shows yet.
STILL_SPANISH = {"uncertainty"}


def schema(name):
    return json.loads((DATA / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_there_are_25_catalogues_and_12_instruments_named_like_their_files():
    assert len(catalogues()) == 25
    assert len(instruments()) == 12
    assert all(content["catalogue"] == code for code, content in catalogues().items())
    assert all(content["code"] == code for code, content in instruments().items())


@pytest.mark.parametrize("code", sorted(catalogues()))
def test_every_catalogue_fits_its_schema(code):
    assert rules.shape_problems(catalogues()[code], schema("catalogue")) == []


@pytest.mark.parametrize("code", sorted(instruments()))
def test_every_instrument_fits_its_schema(code):
    assert rules.shape_problems(instruments()[code], schema("instrument")) == []


def test_no_code_stands_twice():
    assert [line for content in catalogues().values() for line in rules.duplicated_codes(content)] == []


def test_no_code_is_mentioned_that_does_not_exist():
    assert rules.dangling_codes(catalogues(), instruments()) == []


def test_every_reference_is_really_used_so_that_the_check_cannot_go_blind():
    for code, path, _, _ in rules.REFERENCES:
        assert list(rules.values_at(catalogues()[code], path)), f"{code}/{path}"
    allowed_but_unused = {"sections.view_roles"}
    for path in {path for path, _, _ in rules.INSTRUMENT_REFERENCES} - allowed_but_unused:
        assert any(list(rules.values_at(content, path)) for content in instruments().values()), path


def test_every_list_is_in_both_languages_or_stands_on_the_list_of_those_that_are_not():
    missing = {
        (code, section)
        for code, content in catalogues().items()
        for section, rows in content.items()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict) and "code" in row and "label_es" in row and not row.get("label_en")
    }
    assert missing == ONLY_SPANISH


def without_english(piece, path=""):
    """The kinds of text, under any row of a catalogue, that stand in Spanish alone."""
    if isinstance(piece, dict):
        for name, value in piece.items():
            if str(name).endswith("_es") and path and f"{name[:-3]}_en" not in piece and isinstance(value, str):
                yield name[:-3]
            yield from without_english(value, f"{path}.{name}")
    elif isinstance(piece, list):
        for each in piece:
            yield from without_english(each, f"{path}[]")


def test_whatever_a_row_says_it_says_in_english_too_but_for_the_kinds_that_are_listed():
    rows = {code: {name: rows for name, rows in each.items() if isinstance(rows, list)} for code, each in catalogues().items()}
    shown = [each for code, each in rows.items() if code != "risk_matrix_defaults"]
    assert {name for each in shown for name in without_english(each)} == STILL_SPANISH


def test_every_need_can_be_referred_to_some_service():
    referable = {need for row in catalogues()["service_types"]["items"] if row["referable"] for need in row["needs"]}
    assert {row["code"] for row in catalogues()["needs"]["items"]} <= referable


def test_a_provider_kind_may_receive_something_whenever_a_service_of_it_can_be_referred_to():
    matrix = catalogues()["consent_notices"]["matrix"]
    receiving = {kind for row in matrix for kind in row["provider_kinds"]}
    referable = {row["provider_kind"] for row in catalogues()["service_types"]["items"] if row["referable"]}
    assert referable <= receiving
