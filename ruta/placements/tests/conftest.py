"""Who looks for work, and who keeps what they can do?"""

import pytest

from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff
from ruta.employers.actions import EmployerTerms, draft_vacancy, register_employer, step_vacancy, verify_employer
from ruta.employers.tests.conftest import terms
from ruta.placements.actions import draft_profile, save_profile, step_application, suggest
from ruta.placements.actions.stepping import NOTHING
from ruta.placements.rules import OccupationDone, ProfileDraft


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def broker(db):
    return staff("SPS", "broker")


@pytest.fixture
def elsewhere(db):
    return staff("UMAR-SPS")


@pytest.fixture
def person(dunia):
    found = register(dunia, municipality_id="0501", education="BASICA_III", languages=["es"])
    consent(dunia, found)
    return found


@pytest.fixture
def case(dunia, person):
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")


@pytest.fixture
def employer(broker):
    named = EmployerTerms(name="Constructora El Ocotal", rtn="0501-9012-345678", sector="41", size="small", municipality="0501")
    made = register_employer(actor=broker, terms=named)
    return verify_employer(actor=broker, employer_id=made.pk, verification="verified")


@pytest.fixture
def publish_one(broker, employer):
    moderator = staff("SPS", "broker")

    def publish(**changes):
        vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms(**changes))
        step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
        return step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")

    return publish


@pytest.fixture
def allowed(dunia, case, person):
    """The person may be proposed, and has a profile."""
    consent(dunia, person, purpose="job_matching", categories=["identity", "contact", "education_work"])
    profile = draft_profile(actor=dunia, person_id=person.pk)
    said = ProfileDraft(occupations=(OccupationDone("7112", 5),), availability="full_time", places=("05",))
    return save_profile(actor=dunia, profile_id=profile.pk, wanted=said, version=profile.version, with_person=True)


@pytest.fixture
def lead(broker, case):
    """Lead a person to a state of an application."""

    def to(vacancy, *verbs, **said):
        made = suggest(actor=broker, case_id=case.pk, vacancy_id=vacancy.pk)
        for verb in verbs:
            made = step_application(actor=broker, application_id=made.pk, verb=verb, said=said.get(verb, NOTHING))
        return made

    return to
