"""Is a person asked about services that exist?"""

import pytest

from ruta.portal.links.words import QUESTIONS
from ruta.taxonomy.selectors import service_type

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", sorted(QUESTIONS))
def test_every_question_is_about_a_service_of_the_catalogue(code):
    assert service_type(code).label()
