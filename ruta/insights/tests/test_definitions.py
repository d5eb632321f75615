"""Is every indicator defined once, in both languages, and is what claims a value a page of the desk?"""

import pytest
from django.urls import reverse

from ruta.accounts.enums import Role
from ruta.insights.definitions import LANGUAGES, families, indicator, indicators, word
from ruta.insights.enums import Dimension
from ruta.insights.selectors import labour


def test_sixty_three_indicators_each_once_and_in_order():
    assert [each.code for each in indicators()] == [f"I{number:02d}" for number in range(1, 64)]
    assert indicator("I33") and indicator("I99") is None


@pytest.mark.parametrize("each", indicators(), ids=lambda each: each.code)
def test_a_definition_is_whole(each):
    for text in (each.label, each.formula, each.rows, each.limits):
        assert all(text[language].strip() for language in LANGUAGES)
    assert bool(each.target["es"]) == bool(each.target["en"])
    assert each.role in Role.values
    assert each.family in dict(families("es"))
    assert word("units", each.unit, "en")
    assert word("every", each.every, "en")
    assert all(word("by", code, "en") for code in each.by)
    assert each.shown or each.arrives, "it has a value, or says what it waits for"
    assert each.is_reported or not (each.shown and each.arrives), "what is counted of rows waits for nothing"
    assert not each.shown or reverse(f"desk:{each.shown}", args=[each.code] if each.shown == "indicator_value" else [])
    assert not each.arrives or word("waits", each.arrives, "en")
    assert set(each.apart) <= set(Dimension.values)


def test_what_the_page_of_jobs_counts_says_so_in_its_sheet(dunia_figures):
    shown = {each.code for each in indicators() if each.shown == "labour_figures"}
    assert {each.code for each in dunia_figures} <= shown


@pytest.fixture
def dunia_figures(db):
    from ruta.cases.tests.making import staff

    return labour.labour_figures(staff("SPS"), 2026)
