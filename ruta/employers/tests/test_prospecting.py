"""Do chambers, expectations, seasons and visits stay with their institution, and does the calendar count them?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.employers.actions import (
    ChamberTerms,
    ContactTerms,
    EmployerTerms,
    Said,
    add_chamber_contact,
    close_visit,
    join_chamber,
    keep_expectations,
    note_season,
    plan_visits,
    register_employer,
    save_chamber,
)
from ruta.employers.models import Chamber, Employer, Expectation, Season, Visit
from ruta.employers.rules import level_of, months_of
from ruta.employers.selectors import calendar, chamber_of, chambers, segments, to_visit
from ruta.employers.tests.conftest import hire

pytestmark = pytest.mark.django_db
SAID = Said(
    instrument="employer_expectations", version="0.1.1", segment="prospect", potential=60,
    answers={"will_hire": "yes", "hire_number": 12, "peak_months": ["nov", "dec"], "hire_occupation": "Albañil"},
)  # fmt: skip


def seen_by(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def test_a_chamber_has_members_and_contacts_and_each_name_once(broker, stranger, employer):
    made = save_chamber(actor=broker, terms=ChamberTerms(name="Cámara del Valle", municipality="0501"))
    add_chamber_contact(actor=broker, chamber_id=made.pk, terms=ContactTerms(name="Iris Bú", email="iris@camara.hn"))
    join_chamber(actor=broker, chamber_id=made.pk, employer_id=employer.pk)
    join_chamber(actor=broker, chamber_id=made.pk, employer_id=employer.pk)
    assert seen_by(broker, lambda: chambers(broker).get().count) == 1
    with pytest.raises(Invalid):
        save_chamber(actor=broker, terms=ChamberTerms(name="camara del valle"))
    assert seen_by(stranger, lambda: list(Chamber.objects.order_by("pk"))) == []
    with pytest.raises(NotFound):
        seen_by(stranger, lambda: chamber_of(stranger, made.pk))


def test_what_an_employer_expects_is_dated_and_gives_its_segment(broker, stranger, employer):
    keep_expectations(actor=broker, employer_id=employer.pk, said=SAID)
    kept = seen_by(broker, Expectation.objects.get)
    assert (kept.asked_on, kept.persons, kept.peak_months, kept.jobs) == (today(), 12, [11, 12], "Albañil")
    assert seen_by(broker, lambda: segments(broker))["F"] == {"all": 1, "size:small": 1, "segment:prospect": 1, "outside": 1}
    assert seen_by(stranger, Expectation.objects.count) == 0


def test_the_calendar_counts_openings_peaks_seasons_and_visits(broker, employer, publish_one):
    publish_one(openings=3)
    keep_expectations(actor=broker, employer_id=employer.pk, said=SAID)
    note_season(actor=broker, title="Obras de verano", section="F", department="05", months=[3, 2, 13], source="Gremio")
    other = register_employer(actor=broker, terms=EmployerTerms(name="Obras Nuevas", sector="41", municipality="0501"))
    day = today() + timedelta(days=1)
    assert plan_visits(actor=broker, employer_ids=[other.pk, employer.pk], planned_on=day) == 2
    assert plan_visits(actor=broker, employer_ids=[other.pk], planned_on=day) == 0
    (line,) = [each for each in seen_by(broker, lambda: calendar(broker, day.year, department="05")) if each.code == "F"]
    assert (line.employers, line.non_users) == (2, 1)
    assert (line.cells[today().month - 1].openings, line.cells[today().month - 1].level) == (3, 4)
    assert [cell.month for cell in line.cells if cell.seasons] == [2, 3]
    assert [cell.month for cell in line.cells if cell.peaks] == [11, 12]
    assert (line.cells[day.month - 1].planned, line.cells[day.month - 1].done) == (2, 0)
    by_place = seen_by(broker, lambda: calendar(broker, day.year, section="F"))
    assert [(each.code, each.cells[day.month - 1].planned) for each in by_place] == [("05", 2)]


def test_non_users_come_first_and_a_visit_ends_with_its_outcome(broker, stranger, employer, publish_one):
    publish_one()
    other = register_employer(actor=broker, terms=EmployerTerms(name="Zeta", sector="41", municipality="0501"))
    month = today()
    assert [row.pk for row in seen_by(broker, lambda: list(to_visit(broker, section="F", department="05", month=month)))] == [
        other.pk,
        employer.pk,
    ]
    plan_visits(actor=broker, employer_ids=[other.pk], planned_on=month)
    visit = seen_by(broker, Visit.objects.get)
    assert visit.is_non_user
    with pytest.raises(Invalid):
        close_visit(actor=broker, visit_id=visit.pk, outcome="")
    with pytest.raises(NotFound):
        close_visit(actor=stranger, visit_id=visit.pk, outcome="later")
    close_visit(actor=broker, visit_id=visit.pk, outcome="later", next_on=month + timedelta(days=30))
    assert seen_by(broker, lambda: sorted(Visit.objects.order_by("pk").values_list("state", flat=True))) == ["done", "planned"]
    with pytest.raises(NotOpen):
        close_visit(actor=broker, visit_id=visit.pk, outcome="later")
    assert [row.pk for row in seen_by(broker, lambda: list(to_visit(broker, section="F", department="05", month=month)))] == [employer.pk]


def test_a_territorial_officer_prospects_and_a_counsellor_does_not(office, employer):
    officer, counsellor = hire(office, "territorial_officer", "ter"), hire(office, "counsellor", "ori.p")
    assert plan_visits(actor=officer, employer_ids=[employer.pk], planned_on=today()) == 1
    with pytest.raises(Refused):
        note_season(actor=counsellor, title="X", section="F", department="05", months=[1])
    assert seen_by(officer, Season.objects.count) == 0
    assert seen_by(officer, lambda: Employer.objects.get().segment) == ""


def test_months_and_levels():
    assert months_of(["dec", "jan", "even"]) == [1, 12]
    assert [level_of(count, 8) for count in (0, 1, 2, 3, 8)] == [0, 1, 1, 2, 4]
