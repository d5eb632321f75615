"""Is nobody sent where they must not go: into danger, into work that the law forbids, to an employer that was suspended?"""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotOpen, Refused
from ruta.employers.actions import step_vacancy, verify_employer
from ruta.people.models import Person, UnsafePlace
from ruta.placements.actions import mint_application_link, token_hash, weigh_contracts
from ruta.placements.models import Application
from ruta.placements.selectors import application_row, fits_of, shortlist_row, vacancies_for
from ruta.placements.tests.test_applications import HIRED, seen, sent, take


def mark_unsafe(dunia, person, municipality="0501"):
    with acting_as(dunia), transaction.atomic():
        UnsafePlace.objects.create(owner_institution_id=dunia.institution_id, person=person, municipality_id=municipality)


def test_a_danger_that_is_marked_later_stops_what_was_under_way(broker, dunia, allowed, publish_one, lead, person):
    row = lead(publish_one())
    token = token_hash(mint_application_link(actor=broker, application_id=row.pk).rstrip("/").rsplit("/", 1)[-1])
    assert application_row(token)[3] == "live"
    mark_unsafe(dunia, person)
    assert application_row(token)[3] == "revoked"
    for actor in (broker, Actor(kind="person", person_id=person.pk)):
        with pytest.raises(Refused, match="no seguro"):
            take(actor, row, "apply")
    with pytest.raises(Refused):
        mint_application_link(actor=broker, application_id=row.pk)
    with acting_as(broker), transaction.atomic():
        assert vacancies_for(broker, allowed, person) == []
        assert fits_of(broker, row.vacancy).shown == []


def test_by_raw_sql_the_database_proposes_nobody_into_a_danger_either(broker, dunia, allowed, publish_one, lead, person):
    row, other = lead(publish_one()), publish_one()
    mark_unsafe(dunia, person)
    copied = "case_id, person_id, employer_id, owner_institution_id"
    for sql, value in (
        ("UPDATE placements_application SET state = 'applied' WHERE id = %s", row.pk),
        (f"INSERT INTO placements_application (vacancy_id, {copied}) SELECT %s, {copied} FROM placements_application", other.pk),
    ):
        with pytest.raises(IntegrityError, match="not safe"), acting_as(broker), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [value])
    with acting_as(broker), transaction.atomic(), connection.cursor() as cursor:  # letting go is open
        cursor.execute("UPDATE placements_application SET state = 'refused' WHERE id = %s", [row.pk])
        assert cursor.rowcount == 1


@pytest.mark.parametrize(
    "asked",
    [(13, {"schedule": "part_time"}, False), (15, {"schedule": "part_time"}, True), (17, {"schedule": "full_time"}, False), (17, {"schedule": "night"}, False),
     (17, {"schedule": "part_time", "country": "ES", "municipality": "", "place_abroad": "Murcia"}, False), (18, {"schedule": "full_time"}, True)],
)  # fmt: skip
def test_the_law_of_the_work_of_adolescents_comes_before_a_proposal(broker, allowed, publish_one, lead, person, asked):
    age, changes, may = asked
    with acting_as(broker), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(birth_date=today() - timedelta(days=age * 366))
        person.refresh_from_db()
    vacancy = publish_one(**changes)
    with acting_as(broker), transaction.atomic():
        assert bool(vacancies_for(broker, allowed, person)) is may
    if may:
        assert lead(vacancy).state == "suggested"
    else:
        with pytest.raises(Refused, match="menor de 18"):
            lead(vacancy)


def test_nobody_new_is_sent_to_a_paused_vacancy_and_whoever_is_on_the_way_goes_on(broker, allowed, publish_one, lead):
    vacancy = publish_one()
    row = lead(vacancy, "apply")
    other = lead(publish_one(title="Ayudante", occupation="9313"))
    for pk in (vacancy.pk, other.vacancy_id):
        step_vacancy(actor=broker, vacancy_id=pk, verb="pause")
    with pytest.raises(NotOpen, match="en pausa"):
        take(broker, other, "apply")
    assert take(broker, row, "preselect").state == "preselected"


def test_nobody_is_sent_to_an_employer_that_is_suspended(broker, allowed, publish_one, lead):
    row = lead(publish_one(), "apply", "preselect")
    shortlist, token = sent(broker, row)
    verify_employer(actor=broker, employer_id=shortlist.employer_id, verification="suspended", note="Cobraba por el puesto.")
    assert shortlist_row(token_hash(token))[3] == "revoked"
    with pytest.raises(Refused, match="no está verificado"):
        take(broker, row, "offer")


@pytest.fixture
def sealed(broker, allowed, publish_one, lead):
    """Somebody whose curriculum an employer was sent, and how many that employer reads."""
    row = lead(publish_one(), "apply", "preselect")
    shortlist, _token = sent(broker, row)
    own, question = Actor(kind="employer", employer_id=shortlist.employer_id), "SELECT 1 FROM placements_shortlisted"
    assert len(seen(own, question)) == 1
    return row, lambda: (len(seen(own, question)), len(seen(broker, question)))


def test_a_sealed_curriculum_closes_with_danger(dunia, person, sealed):
    mark_unsafe(dunia, person)
    assert sealed[1]() == (0, 1)


def test_a_sealed_curriculum_closes_when_the_person_goes_no_further(person, sealed):
    take(Actor(kind="person", person_id=person.pk), sealed[0], "withdraw", reason="per_no_reason")
    assert sealed[1]() == (0, 1)


def test_a_nationality_that_is_corrected_later_is_weighed_until_the_placement_counts(broker, dunia, allowed, publish_one, lead, person):
    def becomes(nationality):
        with acting_as(dunia), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(nationality=nationality)

    row = lead(publish_one(), *HIRED[:-1])
    assert not row.needs_check
    becomes("NI")  # nobody has told the listeners yet: the hire looks itself
    row = take(broker, row, "hire", day=today())
    assert (row.needs_check, row.confirmed_at) == (True, None)
    becomes("HN")
    assert weigh_contracts(actor=system(broker.institution_id), person_id=person.pk) == 1
    with acting_as(broker), transaction.atomic():
        counted = Application.objects.get(pk=row.pk)
        assert (counted.needs_check, counted.confirmed_at is None) == (False, False)
    becomes("NI")
    assert weigh_contracts(actor=system(broker.institution_id), person_id=person.pk) == 0
    with acting_as(broker), transaction.atomic(), pytest.raises(Exception, match="never changes"):
        Application.objects.filter(pk=row.pk).update(needs_check=True)
