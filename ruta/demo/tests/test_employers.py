"""Does a demonstration have employers and vacancies in every state, the same for the same seed?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.demo.actions import make_accounts, make_employers, vacancies_for
from ruta.directory.models import Office
from ruta.employers.models import Employer, Vacancy
from ruta.employers.selectors import excluding_in, published_vacancies, texts_of


def test_there_are_as_many_as_the_plan_of_sizes_says():
    assert (vacancies_for(2_000), vacancies_for(350_000), vacancies_for(90)) == (400, 20_000, 18)


@pytest.mark.django_db
def test_a_demonstration_offers_work():
    make_accounts(actor=system(None, "test"))
    assert make_employers(actor=system(None, "test"), persons=1_000, seed=3) == 200
    office = Office.objects.get(code="SPS")
    with acting_as(system(office.institution_id)), transaction.atomic():
        rows = list(Vacancy.objects.order_by("pk"))
        assert {row.state for row in rows} == {"draft", "in_review", "published", "paused", "closed", "withdrawn"}
        assert Employer.objects.count() == 60
        assert not [row.title for row in rows if excluding_in(texts_of(row))]
        assert all(row.skills_essential or row.skills_optional for row in rows[:20])
        assert published_vacancies().count() > 50
    with acting_as(None), transaction.atomic():
        assert published_vacancies().count() > 50
    make_employers(actor=system(None, "test"), persons=500, seed=4)
