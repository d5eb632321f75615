"""Is a promise kept when it came within its working days, and is who still has time counted nowhere?"""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import acting_as, system
from ruta.base.workdays import work_calendar
from ruta.cases.actions import add_need, open_case, record_delivery
from ruta.cases.models import Assessment, Need, ServiceDelivery
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.insights.actions import count_promises
from ruta.insights.actions.promising import kept
from ruta.insights.models import PromiseCount, PromisePart
from ruta.insights.selectors import counted_on, promise_tables
from ruta.people.models import ImportBatch, ImportRow
from ruta.quality.models import Suggestion
from ruta.quality.selectors import box_owner, kept_promise
from ruta.training.actions import enrol_person, finish_edition, mark_list, move_session
from ruta.training.tests.conftest import course, edition, held

FRIDAY = date(2026, 10, 16)


def test_working_days_decide_and_who_has_time_left_does_not_count():
    add = work_calendar().add_days
    waited = [
        (FRIDAY, date(2026, 10, 20), None, 3),  # Tuesday: two working days
        (FRIDAY, date(2026, 10, 21), None, 2),
        (FRIDAY, None, None, 1),
        (FRIDAY, None, date(2026, 10, 21), 10),  # gave up when the term was over
        (FRIDAY, None, date(2026, 10, 20), 100),  # gave up within it
        (date(2026, 10, 29), None, None, 7),  # its term ends after the day of counting
    ]
    assert kept(waited, 2, date(2026, 10, 30), add) == (16, 3)


@pytest.mark.django_db
def test_what_is_counted_in_the_evening_is_of_that_day_in_honduras():
    PromiseCount.objects.create(code="box", due=9, in_time=9, counted_at=datetime(2026, 10, 16, 22, tzinfo=HONDURAS))
    assert counted_on() == FRIDAY


@pytest.mark.django_db
def test_the_box_is_counted_past_row_security_and_gives_counts_only():
    owner = box_owner()
    with acting_as(system(owner)), transaction.atomic():
        for number, days in enumerate((1, 2, 30)):
            began = now() - timedelta(days=60)
            Suggestion.objects.create(
                owner_institution_id=owner, number=f"B-{number}", kind="suggestion", text="El horario no alcanza para nadie", received_at=began,
                answered_at=began + timedelta(days=days), answer="Gracias", state="answered", due_on=began + timedelta(days=14),
            )  # fmt: skip
    count_promises(actor=system(None))
    box = PromiseCount.objects.get(code="box")
    assert (box.due, box.in_time) == (3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "due_in", "expected"),
    [
        ({"state": "answered", "answered": 30}, 5, (1, 1)),  # the second answer, within the second term
        ({"state": "answered", "answered": 30, "was_late": True}, 5, (1, 0)),
        ({"state": "reopened", "answered": 55}, 5, None),  # waits again, and has time
        ({"state": "reopened", "answered": 55}, -1, (1, 0)),
        ({"state": "reopened", "answered": 20, "was_late": True}, 5, (1, 0)),
        ({"state": "received", "answered": None}, -30, (1, 0)),
    ],
)
def test_an_answer_that_was_not_enough_is_none_and_the_charter_says_what_the_desk_says(told, due_in, expected):
    owner, answered = box_owner(), told.pop("answered")
    with acting_as(system(owner)), transaction.atomic():
        Suggestion.objects.create(
            owner_institution_id=owner, number="B-1", kind="suggestion", text="El horario no alcanza", received_at=now() - timedelta(days=60),
            answered_at=now() - timedelta(days=answered) if answered else None, due_on=today() + timedelta(days=due_in), **told,
        )  # fmt: skip
        desk = kept_promise(system(owner))
    count_promises(actor=system(None))
    box = PromiseCount.objects.filter(code="box", due__gt=0).first()
    assert (box and (box.due, box.in_time)) == expected
    assert (desk.due, desk.in_time) == (expected or (0, 0))


@pytest.mark.django_db
def test_by_office_the_same_waits_and_no_small_office_is_told():
    owner, office = box_owner(), staff("SPS").office_id
    with acting_as(system(owner)), transaction.atomic():
        for number in range(16):
            began, place = now() - timedelta(days=60), office if number < 13 else None
            Suggestion.objects.create(
                owner_institution_id=owner, number=f"B-{number}", kind="suggestion", text="El horario no alcanza", received_at=began, office_id=place,
                answered_at=began + timedelta(days=2 if number % 2 else 40), answer="Gracias", state="answered", due_on=began + timedelta(days=14),
            )  # fmt: skip
    count_promises(actor=system(None))
    whole = PromiseCount.objects.get(code="box")
    parts = PromisePart.objects.filter(code="box", measure="time")
    assert (sum(each.whole for each in parts.order_by("pk")), sum(each.part for each in parts.order_by("pk"))) == (whole.due, whole.in_time)
    (table,) = promise_tables("box")
    hidden = next(row for row in table.rows if row.office is None)
    assert (hidden.whole.count, hidden.part.count, hidden.percent) == (None, None, None)


@pytest.mark.django_db
def test_by_way_the_same_waits_as_by_office():
    counsellor = staff("SPS")
    with acting_as(counsellor), transaction.atomic():
        for number in range(12):
            case = open_case(
                actor=counsellor, person_id=register(counsellor, f"Persona {number}").pk, modality="returned",
                entry_point="call_centre" if number < 6 else "si_empleo_office",
            )  # fmt: skip
            Assessment.objects.create(
                owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, instrument="employability_profile",
                instrument_version="1", assessed_by_id=counsellor.user_id,
            )  # fmt: skip
    count_promises(actor=system(None))
    parts = PromisePart.objects.filter(code="sc_profiling", measure="time").order_by("pk")
    by = {way: [(each.category, each.whole, each.part) for each in parts if each.dimension == way] for way in ("office", "channel")}
    assert sorted(by["channel"]) == [("in_person", 6, 6), ("phone", 6, 6)]
    assert by["office"] == [(str(counsellor.office_id), 12, 12)]
    assert [table.dimension for table in promise_tables("sc_profiling") if table.measure == "time"] == ["office", "channel"]


@pytest.mark.django_db
def test_registration_waits_from_the_desk_to_the_record_and_a_wish_to_know_from_its_note_to_the_answer():
    counsellor = staff("SPS")
    for number in range(12):
        person = register(counsellor, f"Persona {number}")
        consent(counsellor, person)
        case = open_case(actor=counsellor, person_id=person.pk, modality="returned", entry_point="si_empleo_office")
        add_need(actor=counsellor, case_id=case.pk, code="labour_rights_claim")
        if number < 6:
            planned(counsellor, case, 5)
            record_delivery(actor=counsellor, case_id=case.pk, service_type="labour_rights_information", outcome="information_only")
    with acting_as(counsellor), transaction.atomic():
        Need.objects.filter(code="labour_rights_claim").update(identified_at=now() - timedelta(days=20))
        ServiceDelivery.objects.filter(service_type="labour_rights_information").update(delivered_on=today() - timedelta(days=20))
    count_promises(actor=system(None))
    found = {row.code: (row.due, row.in_time) for row in PromiseCount.objects.filter(code__in=("sc_registration", "sc_rights"))}
    assert found == {"sc_registration": (12, 12), "sc_rights": (12, 6)}


@pytest.mark.django_db
def test_who_came_in_an_imported_list_asked_for_no_registration():
    counsellor = staff("SPS")
    person = register(counsellor)
    with acting_as(counsellor), transaction.atomic():
        owner = {"owner_institution_id": counsellor.institution_id}
        batch = ImportBatch.objects.create(**owner, office_id=counsellor.office_id, name="lista.csv", sha256="0" * 64)
        ImportRow.objects.create(**owner, batch=batch, number=1, row_key="a", outcome="created", person=person)
    open_case(actor=counsellor, person_id=person.pk, modality="returned", entry_point="si_empleo_office")
    count_promises(actor=system(None))
    assert not PromiseCount.objects.filter(code="sc_registration").exists()


@pytest.mark.django_db
def test_by_office_how_much_came_on_a_promised_way_only_where_every_way_is_told():
    ours, theirs = staff("SPS").office_id, staff("TGU").office_id
    for measure, dimension, category, whole, part in (
        ("result", "channel", "in_person", 60, 30), ("result", "channel", "email", 20, 10),
        ("result", "office", str(ours), 50, 25), ("result", "office", str(theirs), 30, 15),
        ("way", "office", str(ours), 40, 40), ("way", "office", str(theirs), 20, 20),
    ):  # fmt: skip
        PromisePart.objects.create(
            code="sc_counselling", measure=measure, dimension=dimension, category=category,
            whole={40: 50, 20: 30}[whole] if measure == "way" else whole, part=part,
        )  # fmt: skip
    table = next(each for each in promise_tables("sc_counselling") if each.measure == "way")
    assert {int(row.category): (row.whole.count, row.part.count) for row in table.rows} == {ours: (50, 40), theirs: (30, 20)}
    PromisePart.objects.create(code="sc_counselling", measure="result", dimension="channel", category="visit", whole=3, part=1)
    assert "way" not in [each.measure for each in promise_tables("sc_counselling")], "what is hidden there could be computed from here"


@pytest.mark.django_db
def test_a_workshop_that_was_given_says_how_long_it_was():
    counsellor = staff("SPS")
    workshop = course(counsellor, kind="workshop", name="Buscar", service_type="job_search_workshop", least_grade=None)
    for minutes in (120, 30):
        made = edition(counsellor, workshop)
        row = enrol_person(actor=counsellor, edition_id=made.pk, person_id=register(counsellor, f"Ana {minutes}").pk)
        for at, session in enumerate(held(counsellor, made)):
            move_session(actor=counsellor, session_id=session.pk, starts_at=now() - timedelta(minutes=300 - 150 * at), minutes=minutes)
            mark_list(actor=counsellor, session_id=session.pk, present=[row.pk])
        finish_edition(actor=counsellor, edition_id=made.pk)
    count_promises(actor=system(None))
    (table,) = [each for each in promise_tables("sc_workshop") if each.measure == "length"]
    assert [(row.whole.count, row.part.count) for row in table.rows] == [(2, 1)], "240 minutes are promised"
