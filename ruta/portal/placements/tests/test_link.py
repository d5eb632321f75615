"""Is a link to an application never a fault, whatever became of the vacancy meanwhile?"""

import pytest
from django.test import Client

from ruta.employers.actions import change_vacancy
from ruta.employers.tests.conftest import terms
from ruta.placements.actions import mint_application_link
from ruta.placements.tests.conftest import *  # noqa: F403 (the same people and vacancies)

pytestmark = pytest.mark.django_db


def test_a_vacancy_that_is_read_again_is_not_shown_and_no_fault(broker, allowed, publish_one, lead):
    vacancy = publish_one()
    address = mint_application_link(actor=broker, application_id=lead(vacancy).pk).removeprefix("http://localhost:8000")
    assert "Sí, me interesa" in Client().get(address).content.decode()
    change_vacancy(actor=broker, vacancy_id=vacancy.pk, terms=terms(title="Otra"), version=vacancy.version)
    answer = Client().get(address)
    assert answer.status_code == 409
    assert "está revisando" in answer.content.decode()
