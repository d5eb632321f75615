"""Are posts and structures approved by other eyes, and does an office need what its rows say?"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ruta.accounts.models import User
from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.cases.actions import open_case, record_delivery
from ruta.cases.models import Case, FollowUp, ServiceDelivery
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.directory.models import Office
from ruta.staffing.actions import (
    ActionTerms,
    PostTerms,
    SeatTerms,
    approve_post,
    approve_structure,
    dedicate,
    drop_programmed,
    program_action,
    save_post,
    save_structure,
    suppose,
)
from ruta.staffing.enums import Besides
from ruta.staffing.models import Dedication, Post, PostVersion, Structure
from ruta.staffing.selectors import office_staff, rows_of, serving
from ruta.staffing.selectors.supposed import latest
from ruta.staffing.selectors.workload import _worked
from ruta.training.actions import enrol_person, mark_list
from ruta.training.models import Enrolment, Session
from ruta.training.tests.conftest import course, edition

pytestmark = pytest.mark.django_db
TERMS = PostTerms(process="Orientación", purpose="Acompañar", functions="Registrar\nValorar", competences="Escucha")


@pytest.fixture
def writer():
    return staff("SPS", "office_coordinator")


@pytest.fixture
def approver():
    return staff("DGE", "central_coordination")


def post(actor, title="Orientación laboral", **more):
    with acting_as(actor):
        return save_post(actor=actor, title=title, role="counsellor", terms=TERMS, **more)


def test_a_post_is_approved_by_other_eyes_and_an_approved_one_never_changes(writer, approver):
    first = post(writer)
    with acting_as(writer), pytest.raises(Refused):
        approve_post(actor=writer, version_id=first.pk, revision=1)
    with acting_as(approver):
        with pytest.raises(NotOpen):
            approve_post(actor=approver, version_id=first.pk, revision=9)
        approve_post(actor=approver, version_id=first.pk, revision=1)
    second = post(writer, post_id=first.post_id)
    assert second.number == 2
    with pytest.raises(Conflict):
        post(writer, post_id=first.post_id, revision=7)
    with acting_as(writer):
        assert PostVersion.objects.filter(pk=first.pk).update(purpose="Otra cosa") == 0
        assert PostVersion.objects.get(pk=first.pk).purpose == "Acompañar"
    with pytest.raises(Invalid):
        post(writer)


def test_whoever_renames_a_post_and_whoever_approves_it_wait_for_each_other(writer, approver):
    first = post(writer)
    for run in (
        lambda: post(writer, "Orientación", post_id=first.post_id, revision=1),
        lambda: approve_post(actor=approver, version_id=first.pk, revision=2),
    ):
        with acting_as(approver), CaptureQueriesContext(connection) as asked:
            run()
        locks = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
        assert 'FROM "staffing_post" ' in locks[0], "the post first, then what was read of it"
    with pytest.raises(NotOpen):
        post(writer, "Otro nombre", post_id=first.post_id)


def test_a_structure_counts_seats_and_keeps_what_was_approved(writer, approver):
    one, two = (made.post_id for made in (post(writer), post(writer, "Coordinación de oficina")))
    place = writer.office_id
    seats = [SeatTerms(post_id=one, count=3, answers_to_id=two), SeatTerms(post_id=two, count=1)]
    with acting_as(writer):
        row = save_structure(actor=writer, office_id=place, processes="Acogida", seats=seats)
        with pytest.raises(Refused):
            approve_structure(actor=writer, structure_id=row.pk, revision=1)
        for wrong in ([], [seats[0], seats[0]], [SeatTerms(post_id=one, count=1, answers_to_id=one)]):
            with pytest.raises(Invalid):
                save_structure(actor=writer, office_id=place, processes="Acogida", seats=wrong)
        with pytest.raises(NotFound):
            save_structure(actor=writer, office_id=Office.objects.get(code="INFOP-SPS").pk, processes="x", seats=seats)
    with acting_as(approver):
        with pytest.raises(NotOpen, match="Coordinación de oficina, Orientación laboral"):
            approve_structure(actor=approver, structure_id=row.pk, revision=1)
        for version in PostVersion.objects.filter(post__in=(one, two)):
            approve_post(actor=approver, version_id=version.pk, revision=1)
        approve_structure(actor=approver, structure_id=row.pk, revision=1)
    with acting_as(writer):
        assert sum(seat.count for seat in Structure.objects.get(pk=row.pk).seats.all()) == 4
        assert row.seats.all().delete()[0] == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            row.seats.create(owner_institution_id=row.owner_institution_id, post_id=one, count=1)


def test_the_name_of_a_post_never_changes_inside_an_approved_structure(writer):
    """Approved before posts had to be: as kept rows may stand."""
    one = post(writer).post_id
    with acting_as(writer):
        row = save_structure(actor=writer, office_id=writer.office_id, processes="Acogida", seats=[SeatTerms(post_id=one, count=1)])
        Structure.objects.filter(pk=row.pk).update(state="approved")
    with pytest.raises(NotOpen):
        post(writer, "Otro nombre", post_id=one, revision=1)


def test_another_institution_reads_none_of_it(writer):
    post(writer)
    with acting_as(staff("INFOP-SPS", "office_coordinator")):
        assert not Post.objects.exists()


def test_an_office_needs_what_its_rows_and_what_is_programmed_say(writer, approver):
    counsellor = staff("SPS")
    case = served_once(counsellor)
    place = Office.objects.get(code="SPS")
    with acting_as(approver):
        for kind, value in (("hours_day", 8), ("days_year", 200), ("direct", 50), ("growth", 0)):
            suppose(actor=approver, kind=kind, value=Decimal(value), source="Medición de prueba")
        suppose(actor=approver, kind="minutes", code="cv_interview_support", value=Decimal(600), source="Medición de prueba")
        suppose(actor=approver, kind="minutes", code="cases", office_id=place.pk, value=Decimal(120), source="Medición de prueba")
        terms = ActionTerms(title="Feria", hours=Decimal(28), starts_on=today(), ends_on=today() + timedelta(days=3), source="Plan")
        programmed = program_action(actor=approver, office_id=place.pk, terms=terms)
        found = office_staff(approver, place)
        assert {each.code: each.work.count for each in found.worked} == {"cv_interview_support": 1, "cases": 1}
        assert (found.staffing.served, found.staffing.programmed, found.staffing.capacity) == (12, 28, 800)
        assert found.staffing.needed == 40 / 800
        assert found.staffing.there == 2
        assert rows_of(approver, place, "cases").rows.get() == case
        assert rows_of(approver, place, "cv_interview_support").rows.count() == 1
        with pytest.raises(NotFound):
            rows_of(approver, place, "inventado")
        with pytest.raises(Refused):
            rows_of(approver, place, "reservado")
        drop_programmed(actor=approver, programmed_id=programmed.pk, why="Se canceló.")
        assert office_staff(approver, place).staffing.programmed == 0


def test_protected_work_counts_in_hours_and_tells_nobody_what_or_how_many(approver):
    counsellor, place = staff("SPS"), Office.objects.get(code="SPS")
    cases = [served_once(counsellor) for _each in range(2)]
    with acting_as(counsellor):
        for case in cases:
            record_delivery(actor=counsellor, case_id=case.pk, service_type="gbv_integral_care", outcome="delivered_full")
    with acting_as(approver):
        line = next(each for each in office_staff(approver, place).worked if each.is_protected)
        assert (line.label, line.work.count, line.work.hours) == ("Atención protegida", 5, 5)
        assert line.said.is_ours
        suppose(actor=approver, kind="minutes", code="reservado", value=Decimal(90), source="Acuerdo con protección")
        with pytest.raises(Refused):
            rows_of(approver, place, "reservado")
        before = office_staff(approver, place).staffing.served
    with acting_as(counsellor):
        record_delivery(actor=counsellor, case_id=cases[0].pk, service_type="gbv_integral_care", outcome="delivered_full")
    with acting_as(approver):
        assert office_staff(approver, place).staffing.served == before  # one more is in no figure
    protector = staff("SPS", "protection_officer")
    with acting_as(protector):
        assert rows_of(protector, place, "reservado").rows.count() == 3


def test_who_works_half_a_day_is_half_there(writer, approver):
    counsellor, place = staff("SPS"), Office.objects.get(code="SPS")
    with acting_as(writer):
        assert office_staff(writer, place).staffing.there == 2
        dedicate(actor=writer, office_id=place.pk, user_id=counsellor.user_id, share=50)
        assert office_staff(writer, place).staffing.there == 1.5
        dedicate(actor=writer, office_id=place.pk, user_id=counsellor.user_id, share=25)
        assert {each.name: (each.part, each.share) for each in serving(place)}[User.objects.get(pk=counsellor.user_id).full_name] == (
            0.25,
            25,
        )
        assert Dedication.objects.filter(user=counsellor.user_id).update(share=90) == 0  # what was said stays
        for user, share in ((counsellor.user_id, 0), (counsellor.user_id, 101), (approver.user_id, 50)):
            with pytest.raises(Invalid):
                dedicate(actor=writer, office_id=place.pk, user_id=user, share=share)
        with pytest.raises(Refused):
            dedicate(actor=writer, office_id=Office.objects.get(code="TGU").pk, user_id=counsellor.user_id, share=50)
    with acting_as(staff("INFOP-SPS", "office_coordinator")):
        assert not Dedication.objects.exists()


def served_once(actor):
    with acting_as(actor):
        person = register(actor)
        consent(actor, person)
        case = open_case(actor=actor, person_id=person.pk, modality="returned", entry_point="si_empleo_office")
        planned(actor, case)
        record_delivery(actor=actor, case_id=case.pk, service_type="cv_interview_support", outcome="delivered_full")
        return case


def test_persons_are_counted_once_however_much_was_done_for_them(writer, approver):
    counsellor, place = staff("SPS"), Office.objects.get(code="SPS")
    with acting_as(writer):
        assert office_staff(writer, place).users.attended == 0
    for _each in range(6):
        case = served_once(counsellor)
        with acting_as(counsellor):
            record_delivery(actor=counsellor, case_id=case.pk, service_type="cv_interview_support", outcome="delivered_full")
    with acting_as(writer):
        users = office_staff(writer, place).users
    assert users.attended == 10, "six, told in fives"
    assert users.hours_each == users.staffing.served / 10 > 0
    with acting_as(approver):
        assert office_staff(approver, Office.objects.get(code="TGU")).users.attended == 0


def test_who_only_sat_in_a_workshop_or_was_called_is_attended_too(writer):
    counsellor, place = staff("SPS"), Office.objects.get(code="SPS")
    made = edition(counsellor, course(counsellor, kind="workshop", name="Buscar", service_type="job_search_workshop", least_grade=None))
    sat, came = [], 6
    for each in range(came):
        sat.append(register(counsellor, f"Persona {each}"))
        enrol_person(actor=counsellor, edition_id=made.pk, person_id=sat[-1].pk)
    with acting_as(counsellor), transaction.atomic():
        Session.objects.update(starts_at=now() - timedelta(hours=2), ends_at=now())
        rows = list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))
        mark_list(actor=counsellor, session_id=Session.objects.order_by("pk").first().pk, present=rows)
    with acting_as(writer):
        users = office_staff(writer, place).users
    assert (users.attended, users.hours_each) == (10, users.staffing.served / 10)
    cases = [served_once(counsellor) for _each in range(5)]
    with acting_as(counsellor), transaction.atomic():
        ServiceDelivery.objects.update(delivered_on=today() - timedelta(days=800))
        Case.objects.update(opened_at=now() - timedelta(days=800))
        for case, result in zip(cases, ("reached", "reached", "not_reached", "cancelled", "declined"), strict=True):
            FollowUp.objects.create(
                owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, subject="plan", due_on=today(), done_at=now(), result=result,
            )  # fmt: skip
    with acting_as(writer):
        found = office_staff(writer, place)
    assert found.users.attended == 10, "six who sat and two who were reached"
    assert next(each.work.count for each in found.worked if each.code == Besides.FOLLOW_UPS) == 4, "one was called off"


def test_nothing_is_supposed_without_its_source(writer):
    with acting_as(writer):
        for wrong in (
            {"kind": "growth", "value": Decimal(5), "source": " "}, {"kind": "direct", "value": Decimal(101), "source": "x"},
            {"kind": "minutes", "code": "inventado", "value": Decimal(5), "source": "x"}, {"kind": "minutes", "value": Decimal(5), "source": "x"},
        ):  # fmt: skip
            with pytest.raises(Invalid):
                suppose(actor=writer, office_id=writer.office_id, **wrong)
        with pytest.raises(Refused):
            suppose(actor=writer, office_id=Office.objects.get(code="TGU").pk, kind="growth", value=Decimal(5), source="x")


def test_the_place_of_protected_work_among_others_says_no_more_than_its_count(db):
    lines = _worked(latest(), 0, {"one": 8, str(Besides.PROTECTED): 7, "two": 6}, (0, 0.0))
    assert [(line.code, line.work.count) for line in lines] == [(Besides.PROTECTED, 10), ("one", 8), ("two", 6)]
