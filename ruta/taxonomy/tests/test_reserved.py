"""Does the net of words hold what tells why somebody came, and let through what services offer to all?"""

import pytest

from ruta.base.spelling import folded
from ruta.taxonomy.rules.reserved import is_telling
from ruta.taxonomy.selectors import names_reserved, service_types

pytestmark = pytest.mark.django_db
PLAIN = ("Contratación de personal", "Tratamiento de agua", "Evidencias de venta", "Trasiego de gas", "Envíos y embalaje")


def test_words_that_tell_are_found_wherever_they_begin_and_nowhere_else():
    for text in ("Vivir con VIH", "¡VÍCTIMAS!", "Grupo psicológico", "la trata", "Mujeres sobrevivientes"):
        assert is_telling(folded(text)), text
    assert not [text for text in PLAIN if is_telling(folded(text))]


def test_the_services_that_are_open_may_be_named():
    caught = {each.code for each in service_types() if names_reserved(f"{each.code} {each.label()}")}
    assert caught >= {each.code for each in service_types() if each.sensitive and "health_care" not in each.code}
    assert not caught & {"job_search_workshop", "career_orientation", "infop_short_course", "senprende_formalisation", "temporary_shelter"}
