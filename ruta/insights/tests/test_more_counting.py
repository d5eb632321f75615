"""Are files, promises and what the law asks of a child's case counted as they are, at once and after each change?"""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from ruta.base.clock import HONDURAS, now
from ruta.base.context import acting_as, system
from ruta.cases.models import Assessment, Case
from ruta.directory.models import Office
from ruta.insights.actions import refresh_cubes
from ruta.insights.definitions import indicator
from ruta.insights.selectors import promised_services, shares
from ruta.insights.selectors.cells import part_counts
from ruta.insights.tests.population import MIGRANT, YEAR
from ruta.people.models import Consent, ImportBatch, Person

pytestmark = pytest.mark.django_db
DAY = datetime(YEAR, 5, 4, 10, tzinfo=HONDURAS)


@pytest.fixture
def offices(db):
    first = Office.objects.filter(kind="si_empleo").order_by("pk").first()
    return [first, Office.objects.exclude(institution=first.institution).filter(is_active=True).order_by("pk").first()]


def loaded(office, *, rows, errors, state="done"):
    with acting_as(system(office.institution_id)), transaction.atomic():
        return ImportBatch.objects.create(
            office=office, owner_institution_id=office.institution_id, name="a.csv", sha256=f"{office.pk}-{rows}-{state}", state=state,
            done_count=rows, error_count=errors, created_at=DAY,
        )  # fmt: skip


def counted(code, year=YEAR, by=""):
    refresh_cubes(actor=system(None))
    return part_counts(code, year, by)


def test_rows_of_files_count_by_institution_and_few_errors_are_told(offices):
    first, other = offices
    loaded(first, rows=100, errors=2)
    loaded(first, rows=50, errors=0, state="checked")
    loaded(first, rows=70, errors=70, state="failed")
    batch = loaded(other, rows=10, errors=5)
    assert counted("I14", by="institution") == {str(first.institution_id): (148, 150), str(other.institution_id): (5, 10)}
    with acting_as(system(other.institution_id)), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(done_count=20)
    assert counted("I14") == {"": (163, 170)}
    told = shares(indicator("I14"), system(None), YEAR, "institution")
    assert [(row.part.count, row.whole.count) for row in told.rows if row.code == str(first.institution_id)] == [(148, 150)]


def opened(office, birth_year, name="Nahúm"):
    own = {"owner_institution_id": office.institution_id}
    person = Person.objects.create(
        given_names=name,
        surnames="Paz",
        sort_name=f"paz {name}",
        sex="man",
        birth_date=DAY.replace(year=birth_year).date(),
        office=office,
        **own,
    )
    return Case.objects.create(
        person=person, office=office, number=f"X-{person.pk}", entry_point="camr", modality=MIGRANT, opened_at=DAY, **own
    )


def allowed(case):
    return Consent.objects.create(
        person_id=case.person_id, owner_institution_id=case.owner_institution_id, grantee_id=case.owner_institution_id, purpose="case_management",
        categories=["basic"], notice_version="1", notice_sha256="0", given_by="guardian", method="paper", valid_until=now() + timedelta(days=30),
    )  # fmt: skip


def looked_at(case, **changes):
    answers = {"best_interest_note": "Con su abuela.", "decided_by": "team"} | changes
    return Assessment.objects.create(
        case=case, person_id=case.person_id, owner_institution_id=case.owner_institution_id, instrument="child_best_interests", instrument_version="1",
        state="done", assessed_at=DAY, answers=answers, scores={"child_risk": {"value": 2}},
    )  # fmt: skip


def test_a_childs_case_counts_once_permission_interest_and_risk_are_there(offices):
    office = offices[0]
    owner = system(office.institution_id)
    with acting_as(owner), transaction.atomic():
        child, other = opened(office, YEAR - 10), opened(office, YEAR - 17, "Iris")
        opened(office, YEAR - 18, "Dunia")  # grown up on the day
        looked_at(child)
        looked_at(other, decided_by="pending")
        allowed(other)
    assert counted("I56") == {"": (0, 2)}
    with acting_as(owner), transaction.atomic():
        given = allowed(child)
    assert counted("I56", by="office") == {str(office.pk): (1, 2)}
    with acting_as(owner), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(withdrawn_at=now())
    assert counted("I56") == {"": (0, 2)}


def test_a_provisional_standard_promises_nothing(offices):
    part, whole = promised_services()
    assert part == 0 < whole
