"""Does every category of the explorer have a name of its own, so that no bar is painted over another?"""

import pytest

from ruta.insights.selectors.observatory.papers.words import KNOWN, names_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("dimension", [name for name in KNOWN if name not in ("institution", "office")])
def test_no_two_categories_of_a_dimension_have_the_same_name(dimension):
    names = list(KNOWN[dimension]().values())
    assert len(names) > 1
    assert len(set(names)) == len(names)


def test_a_level_of_schooling_is_told_with_its_cycle():
    assert dict(names_of("education", ["BASICA_I", "BASICA_III"])) == {
        "BASICA_I": "Educación básica: I ciclo",
        "BASICA_III": "Educación básica: III ciclo",
    }


def test_a_place_abroad_is_not_told_as_unknown():
    assert dict(names_of("department", ["", "05"])) == {"05": "Cortés", "": "Fuera del país, o sin dato"}
    assert dict(names_of("section", [""])) == {"": "Sin dato"}
