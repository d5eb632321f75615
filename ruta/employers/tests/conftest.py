"""What do the tests of employers stand on? One office with two brokers, one verified employer, one vacancy in words."""

import pytest

from ruta.accounts.actions import create_user
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import acting_as, system
from ruta.directory.models import Office
from ruta.employers.actions import EmployerTerms, VacancyTerms, draft_vacancy, register_employer, step_vacancy, verify_employer

RTN = "05019012345678"


def hire(office, role, mailbox):
    email = f"{mailbox}@ejemplo.hn"
    create_user(
        actor=system(None), email=email, full_name="Prueba", office_code=office.code, role=role, password="una-clave-de-prueba-larga"
    )
    return actor_in(Membership.objects.select_related("office").get(user__email=email))


def terms(**changes):
    given = {
        "title": "Albañil", "occupation": "7112", "contract": "fixed_term", "openings": 2, "municipality": "0501", "wage_min": 14000,
        "wage_max": 16000, "tasks": "Levantar paredes de bloque.",
    }  # fmt: skip
    return VacancyTerms(**(given | changes))


@pytest.fixture
def office(db):
    return Office.objects.get(code="SPS")


@pytest.fixture
def broker(office):
    return hire(office, "broker", "int.1")


@pytest.fixture
def moderator(office):
    return hire(office, "broker", "int.2")


@pytest.fixture
def stranger(office):
    other = Office.objects.exclude(institution=office.institution_id).filter(is_active=True).order_by("pk").first()
    return hire(other, "broker", "int.otra")


@pytest.fixture
def employer(broker):
    made = register_employer(
        actor=broker,
        terms=EmployerTerms(name="Constructora El Ocotal", rtn="0501-9012-345678", sector="41", size="small", municipality="0501"),
    )
    return verify_employer(actor=broker, employer_id=made.pk, verification="verified")


@pytest.fixture
def publish_one(broker, moderator, employer):
    def publish(**changes):
        vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms(**changes))
        step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
        return step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")

    return publish


@pytest.fixture
def as_broker(broker):
    with acting_as(broker):
        yield broker
