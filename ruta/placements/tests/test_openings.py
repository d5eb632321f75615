"""Which vacancies are told to a person, does what is missing go into the plan once, and who is never put before an employer?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as
from ruta.base.errors import NotFound, NotOpen, Refused
from ruta.cases.models import PlanAction
from ruta.cases.tests.making import planned
from ruta.people.models import Person, UnsafePlace
from ruta.placements.actions import Said, plan_gap, step_application, suggest
from ruta.placements.selectors import fits_of, gaps_of, openings_for, profile_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mason(publish_one):
    """A vacancy that asks for more practice than the person has."""
    return publish_one(occupation="7112", experience_months=120)


def openings(actor, person):
    with acting_as(actor, read_only=True):
        found = openings_for(profile_of(person.pk, actor.institution_id))
        return [each.vacancy.pk for each in found.shown]


def steps(actor, case):
    with acting_as(actor), transaction.atomic():
        return [row.label for row in PlanAction.objects.filter(case=case.pk, state="open").order_by("pk")]


def mark(actor, person, code):
    with acting_as(actor), transaction.atomic():
        UnsafePlace.objects.create(owner_institution_id=actor.institution_id, person=person, municipality_id=code)


def test_what_fits_is_told_until_the_person_is_on_the_way(broker, allowed, mason, publish_one, person, lead):
    teacher = publish_one(occupation="2310", title="Docente")
    assert openings(broker, person) == [mason.pk]
    assert teacher.pk not in openings(broker, person)
    lead(mason)
    assert openings(broker, person) == []


WOULD = [
    ([], False, {"0501", "0512", "0101"}),
    (["0501"], False, {"0501"}),
    (["05", "0101"], False, {"0501", "0512", "0101"}),
    (["0318"], True, {"US"}),
    (["0318"], False, set()),
]


def test_a_job_is_told_where_the_person_would_work(broker, allowed, publish_one, person):
    jobs = {publish_one(occupation="7112", municipality=place).pk: place for place in ("0501", "0512", "0101")}
    jobs[publish_one(occupation="7112", country="US", place_abroad="Houston", municipality="").pk] = "US"
    for places, goes_abroad, told in WOULD:
        with acting_as(broker), transaction.atomic():
            type(allowed).objects.filter(pk=allowed.pk).update(places=places, goes_abroad=goes_abroad)
            found = openings_for(profile_of(person.pk, broker.institution_id))
        assert {jobs[each.vacancy.pk] for each in found.shown} == told
        assert found.elsewhere == (0 if told else 4)


def test_a_gap_becomes_one_step_of_the_plan(dunia, broker, allowed, case, mason, person):
    asked = {"person_id": person.pk, "vacancy_id": mason.pk, "gap": "experience:"}
    with pytest.raises(NotOpen, match="itinerario"):
        plan_gap(actor=broker, **asked)
    planned(dunia, case)
    with acting_as(broker, read_only=True):
        (fit,) = fits_of(broker, mason).shown
        assert [gap.code for gap in gaps_of(fit.scored.facts)] == ["experience:"]
    step, is_new = plan_gap(actor=broker, **asked)
    again, is_new_again = plan_gap(actor=dunia, **asked)
    assert (is_new, is_new_again, again.pk) == (True, False, step.pk)
    assert steps(dunia, case).count("Práctica laboral para sumar experiencia") == 1
    with pytest.raises(NotOpen, match="ya no le falta"):
        plan_gap(actor=dunia, **asked | {"gap": "education:"})


def test_another_institution_plans_nothing(elsewhere, allowed, mason, person):
    with pytest.raises(NotFound):
        plan_gap(actor=elsewhere, person_id=person.pk, vacancy_id=mason.pk, gap="experience:")


def test_where_it_is_not_safe_nothing_leads_at_any_step(dunia, broker, allowed, case, mason, person):
    row = suggest(actor=broker, case_id=case.pk, vacancy_id=mason.pk)
    mark(dunia, person, "0501")
    with pytest.raises(Refused, match="no seguro"):
        step_application(actor=broker, application_id=row.pk, verb="apply")
    step_application(actor=broker, application_id=row.pk, verb="refuse", said=Said(reason="per_no_reason"))
    assert openings(broker, person) == []
    with acting_as(broker, read_only=True):
        assert fits_of(broker, mason).shown == []


def test_a_child_is_put_before_nobody(dunia, broker, allowed, case, mason, person):
    with acting_as(dunia), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(birth_date="2012-01-31")
    assert openings(broker, person) == []
    with acting_as(broker, read_only=True):
        assert fits_of(broker, mason).shown == []
    with pytest.raises(Refused, match="menor de 18"):
        suggest(actor=broker, case_id=case.pk, vacancy_id=mason.pk)
