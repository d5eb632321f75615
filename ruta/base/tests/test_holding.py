"""Does a search find what holds every word, however it is accented, and nothing else?"""

import pytest

from ruta.base.holding import holding
from ruta.territory.models import Municipality

pytestmark = pytest.mark.django_db


def found(text: str) -> set[str]:
    return set(Municipality.objects.filter(holding(text, "name", "department__name")).values_list("name", flat=True))


def test_each_word_may_stand_in_another_column_and_accents_do_not_matter():
    assert "Danlí" in found("danli PARAISO") == found("DANLÍ paraíso")
    assert found("danlí cortés") == set()
    assert Municipality.objects.filter(holding("  ", "name")).count() == Municipality.objects.count()
    assert found("100%") == found("_") == set(), "signs of patterns are letters here"
