"""Two are hired for the last opening at the same moment: who has it, and what does the other hear?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from ruta.base.context import acting_as
from ruta.base.errors import NotOpen
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff
from ruta.employers.actions import EmployerTerms, draft_vacancy, register_employer, step_vacancy, verify_employer
from ruta.employers.models import Vacancy
from ruta.employers.tests.conftest import terms
from ruta.placements.actions import step_application, suggest
from ruta.placements.models import Application
from ruta.placements.tests.test_applications import FIRST_DAY


@pytest.fixture
def offered(committed):
    """One opening, two persons with an offer, and who brokers."""
    dunia, broker, moderator, made = staff("SPS"), staff("SPS", "broker"), staff("SPS", "broker"), []
    named = EmployerTerms(name="Constructora El Ocotal", rtn="0501-9012-345678", sector="41", size="small", municipality="0501")
    employer = register_employer(actor=broker, terms=named)
    verify_employer(actor=broker, employer_id=employer.pk, verification="verified")
    vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms(openings=1))
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
    step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")
    for given in ("Ana", "Berta"):
        person = register(dunia, given)
        consent(dunia, person)
        consent(dunia, person, purpose="job_matching", categories=["identity"])
        case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
        row = suggest(actor=broker, case_id=case.pk, vacancy_id=vacancy.pk)
        for verb in ("apply", "preselect", "offer"):
            row = step_application(actor=broker, application_id=row.pk, verb=verb)
        made.append(row)
    return broker, vacancy, made


def test_an_opening_is_never_filled_twice(offered):
    broker, vacancy, rows = offered
    gate = Barrier(len(rows))

    def hire(row):
        try:
            gate.wait()
            step_application(actor=broker, application_id=row.pk, verb="hire", said=FIRST_DAY)
        except NotOpen as error:
            return str(error.message)
        finally:
            connections.close_all()
        return "ok"

    with ThreadPoolExecutor(len(rows)) as pool:
        said = sorted(pool.map(hire, rows))
    assert said.count("ok") == 1, said
    assert any("puestos" in each for each in said)
    with acting_as(broker), transaction.atomic():
        vacancy = Vacancy.objects.get(pk=vacancy.pk)
        assert (vacancy.filled, vacancy.state) == (1, "closed")
        assert Application.objects.filter(vacancy=vacancy, state="hired").count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Vacancy.objects.filter(pk=vacancy.pk).update(filled=2)
