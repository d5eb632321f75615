"""Is what a colleague hands in looked at by another, done elsewhere, and told with its result?"""

from datetime import date

import pytest
from django.db import connection, transaction

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.directory.models import Office
from ruta.quality.actions import PracticeTerms, replicate_practice, review_practice, submit_practice, tell_result
from ruta.quality.models import Replica
from ruta.quality.selectors import practice_of, practices, replicas_of

pytestmark = pytest.mark.django_db
TERMS = PracticeTerms(
    kind="practice", title="Fila para quien viene de lejos", problem="Perdían el bus.", what="Se atienden primero.", gain="Nadie se quedó."
)


@pytest.fixture
def counsellor(db):
    return staff("SPS")


@pytest.fixture
def coordinator(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def elsewhere(db):
    return staff("INFOP-SPS", "office_coordinator")


def kept(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def test_it_is_judged_once_and_by_another(counsellor, coordinator):
    row = submit_practice(actor=counsellor, terms=TERMS)
    with pytest.raises(Refused):
        review_practice(actor=counsellor, practice_id=row.pk, state="accepted", note="Sirve.")
    own = submit_practice(actor=coordinator, terms=TERMS)
    with pytest.raises(Refused, match="lo que propuso"):
        review_practice(actor=coordinator, practice_id=own.pk, state="accepted", note="Sirve.")
    with pytest.raises(Invalid):
        review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note=" ")
    assert review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note="Sirve.").state == "accepted"
    with pytest.raises(NotOpen):
        review_practice(actor=coordinator, practice_id=row.pk, state="declined", note="No sirve.")


def test_what_already_works_says_what_it_brought(counsellor):
    for missing in ({"title": " "}, {"problem": ""}, {"what": ""}, {"gain": ""}, {"kind": "otro"}):
        with pytest.raises(Invalid):
            submit_practice(actor=counsellor, terms=PracticeTerms(**({name: getattr(TERMS, name) for name in TERMS.__slots__} | missing)))


def test_another_institution_reads_what_is_recommended_and_does_it_too(counsellor, coordinator, elsewhere):
    row = submit_practice(actor=counsellor, terms=TERMS)
    with pytest.raises(NotFound):
        kept(elsewhere, lambda: practice_of(elsewhere, row.pk))
    office = Office.objects.get(pk=elsewhere.office_id)
    with pytest.raises(NotFound):
        replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=office.pk, begun_on=today())
    review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note="Sirve.")
    replica = replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=office.pk, begun_on=today())
    with pytest.raises(NotOpen):
        replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=office.pk, begun_on=today())
    with pytest.raises(Invalid):
        replicate_practice(actor=coordinator, practice_id=row.pk, office_id=coordinator.office_id, begun_on=today())
    with pytest.raises(NotFound):
        tell_result(actor=coordinator, replica_id=replica.pk, state="works", result="Igual.")
    tell_result(actor=elsewhere, replica_id=replica.pk, state="works", result="La espera bajó.")
    found = kept(coordinator, lambda: practices(coordinator).get(pk=row.pk))
    assert (found.times, found.works) == (1, 1)
    assert kept(coordinator, lambda: [each.result for each in replicas_of(row)]) == ["La espera bajó."]


def role_of(actor):
    def asked():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return cursor.fetchone()[0]

    return kept(actor, asked)


def test_what_came_of_it_is_read_by_a_third_institution_and_nothing_else_opens(counsellor, coordinator, elsewhere):
    row = submit_practice(actor=counsellor, terms=TERMS)
    review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note="Sirve.")
    replica = replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=elsewhere.office_id, begun_on=today())
    third = staff("UMAR-SPS", "office_coordinator")
    assert role_of(third) == "ruta_app"
    assert kept(third, lambda: list(replicas_of(row))) == [], "what only began is between the two sides"
    tell_result(actor=elsewhere, replica_id=replica.pk, state="failed", result="No hubo sala.")
    assert kept(third, lambda: [each.result for each in replicas_of(row)]) == ["No hubo sala."]
    assert kept(third, lambda: practices(third).get(pk=row.pk).times) == 1
    assert kept(third, lambda: Replica.objects.filter(pk=replica.pk).update(result="Otra cosa", state="works")) == 0
    for stranger in (Actor(kind="person", person_id=1), Actor(kind="employer", employer_id=1)):
        assert kept(stranger, Replica.objects.count) == 0
    with pytest.raises(NotFound):
        tell_result(actor=third, replica_id=replica.pk, state="works", result="Otra cosa")


def test_a_result_of_what_was_never_recommended_stays_with_its_owner(counsellor, elsewhere):
    row = submit_practice(actor=counsellor, terms=TERMS)
    with acting_as(elsewhere), transaction.atomic():
        made = Replica.objects.create(
            owner_institution_id=elsewhere.institution_id, practice=row, office_id=elsewhere.office_id, begun_on=today(), state="works",
            result="Sirve", result_on=today(), noted_at=now(),
        )  # fmt: skip
    assert kept(elsewhere, lambda: Replica.objects.filter(pk=made.pk).exists())
    assert not kept(staff("UMAR-SPS"), lambda: Replica.objects.filter(pk=made.pk).exists())


def test_a_review_is_said_otherwise_until_another_office_does_it_and_a_result_after_it(counsellor, coordinator, elsewhere):
    row = submit_practice(actor=counsellor, terms=TERMS)
    with pytest.raises(Invalid, match="ya la propuso"):
        submit_practice(actor=counsellor, terms=TERMS)
    first = review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note="Sirve.")
    with pytest.raises(NotOpen, match="Otra persona"):
        review_practice(actor=staff("DGE", "central_coordination"), practice_id=row.pk, state="declined", note="No.")
    again = review_practice(actor=coordinator, practice_id=row.pk, state="declined", note="Falta la ley.", seen=first.seen)
    assert again.state == "declined"
    with pytest.raises(NotFound):
        kept(elsewhere, lambda: practice_of(elsewhere, row.pk))
    again = review_practice(actor=coordinator, practice_id=row.pk, state="accepted", note="Sirve.", seen=again.seen)
    with pytest.raises(Invalid, match="Revise el año"):
        replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=elsewhere.office_id, begun_on=date(1900, 1, 1))
    replica = replicate_practice(actor=elsewhere, practice_id=row.pk, office_id=elsewhere.office_id, begun_on=today())
    with pytest.raises(NotOpen, match="Otra oficina ya la hace"):
        review_practice(actor=coordinator, practice_id=row.pk, state="declined", note="No.", seen=again.seen)
    tell_result(actor=elsewhere, replica_id=replica.pk, state="failed", result="La espera bajó.")
    assert tell_result(actor=elsewhere, replica_id=replica.pk, state="works", result="La espera bajó.").state == "works"
