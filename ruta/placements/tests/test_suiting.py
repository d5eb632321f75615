"""Is nobody sent where they must not go: into danger, into work that the law forbids, to an employer that was suspended?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import NotOpen, Refused
from ruta.employers.actions import step_vacancy, verify_employer
from ruta.people.models import Person, UnsafePlace
from ruta.placements.actions import mint_application_link, token_hash
from ruta.placements.selectors import application_row, fits_of, shortlist_row, vacancies_for
from ruta.placements.tests.test_applications import sent, take


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
