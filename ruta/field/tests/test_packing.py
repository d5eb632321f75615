"""Does the package of the field ask each population what the desk asks it?"""

import pytest

from ruta.cases.selectors import case_instrument
from ruta.field.selectors.packing import questionnaires
from ruta.people.tests.conftest import as_
from ruta.taxonomy.selectors import populations

pytestmark = pytest.mark.django_db


def test_what_a_population_is_not_asked_at_the_desk_is_not_asked_in_the_field(dunia):
    with as_(dunia):
        packed = {each["code"]: each for each in questionnaires(dunia)}
    assert {"needs_of_return", "employability_profile"} <= set(packed)
    for code, told in packed.items():
        for population in populations():
            asked = case_instrument(code, None, population.code).questions()
            never = {question.code for question in asked if question.visible_if and question.visible_if.source == "false"}
            assert set(told.get("hides", {}).get(population.code, [])) == never, (code, population.code)
    assert "left_abroad" in packed["needs_of_return"]["hides"]["internally_displaced_persons"]
