"""Does a case change hands only when the other side accepts, and does everything go with it across institutions?"""

import pytest
from django.db import connection, transaction

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.cases.actions import (
    accept_transfer,
    add_need,
    assign_officer,
    decline_transfer,
    hand_over,
    pause_case,
    schedule_follow_up,
    transfer_case,
)  # fmt: skip
from ruta.cases.models import Case, CaseStep
from ruta.cases.tests.making import consent, in_days, served, staff
from ruta.directory.models import Office
from ruta.people.models import Identifier, Person

pytestmark = pytest.mark.django_db
CHILDREN = (
    "casestep", "assessment", "need", "personalplan", "goal", "planaction", "servicedelivery", "followup",
)  # fmt: skip


@pytest.fixture
def other_office() -> Office:
    return Office.objects.get(code="TGU")


@pytest.fixture
def umar() -> Office:
    return Office.objects.select_related("institution").get(code="UMAR-SPS")


def test_the_case_stays_until_the_other_office_accepts(case, dunia, other_office):
    transfer_case(actor=dunia, case_id=case.pk, office_id=other_office.pk, note="Se mudó a Tegucigalpa.")
    with acting_as(dunia):
        assert Case.objects.get(pk=case.pk).office_id == dunia.office_id
    with pytest.raises(NotOpen, match="espera respuesta"):
        transfer_case(actor=dunia, case_id=case.pk, office_id=other_office.pk, note="x")
    with pytest.raises(Refused):
        accept_transfer(actor=staff("TGU"), case_id=case.pk)
    with pytest.raises(NotOpen, match="coordinación de la oficina que recibe"):
        accept_transfer(actor=staff("SPS", "office_coordinator"), case_id=case.pk)
    receiver, colleague = staff("TGU", "office_coordinator"), staff("TGU")
    accept_transfer(actor=receiver, case_id=case.pk, officer_id=colleague.user_id)
    with acting_as(dunia):
        moved = Case.objects.get(pk=case.pk)
        assert (moved.office_id, moved.officer_id) == (other_office.pk, colleague.user_id)
        assert Event.objects.filter(name="CaseTransferred").exists()


def test_a_declined_transfer_leaves_the_case_and_says_why(case, dunia, other_office):
    transfer_case(actor=dunia, case_id=case.pk, office_id=other_office.pk, note="Se mudó.")
    receiver = staff("TGU", "office_coordinator")
    with pytest.raises(Invalid):
        decline_transfer(actor=receiver, case_id=case.pk, note=" ")
    decline_transfer(actor=receiver, case_id=case.pk, note="Vive más cerca de Comayagua.")
    with acting_as(dunia):
        step = CaseStep.objects.filter(case=case).last()
        assert (step.verb, step.note, step.office_id) == ("decline_transfer", "Vive más cerca de Comayagua.", dunia.office_id)


def test_the_wrong_door_is_named(case, dunia, other_office, umar):
    with pytest.raises(Invalid, match="otra institución"):
        transfer_case(actor=dunia, case_id=case.pk, office_id=umar.pk, note="x")
    with pytest.raises(Invalid, match="su institución"):
        hand_over(actor=dunia, case_id=case.pk, office_id=other_office.pk, note="x")


def test_a_hand_over_needs_the_permission_of_the_person(case, dunia, umar):
    with pytest.raises(NotOpen, match="no ha permitido"):
        hand_over(actor=dunia, case_id=case.pk, office_id=umar.pk, note="x")


def test_a_hand_over_carries_everything_and_leaves_the_giver_what_consent_says(case, dunia, umar):
    served(dunia, case)
    add_need(actor=dunia, case_id=case.pk, code="job_now")
    schedule_follow_up(actor=dunia, case_id=case.pk, subject="plan", due_on=in_days(4))
    with acting_as(dunia), transaction.atomic():
        person = Person.objects.get(pk=case.person_id)
        Identifier.objects.create(
            owner_institution_id=dunia.institution_id, person=person, kind="dni", value="0501-1996-04821", normalized="0501199604821"
        )
    receiver = staff("UMAR-SPS", "office_coordinator")
    with pytest.raises(NotFound):
        accept_transfer(actor=receiver, case_id=case.pk)
    consent(dunia, person, grantee_id=umar.institution_id, purpose="shared_case", categories=["identity", "plan_services"])
    hand_over(actor=dunia, case_id=case.pk, office_id=umar.pk, note="La UMAR sigue con la familia.")
    accept_transfer(actor=receiver, case_id=case.pk, officer_id=receiver.user_id)
    with acting_as(receiver), connection.cursor() as cursor:
        for table in ("cases_case", *(f"cases_{name}" for name in CHILDREN), "people_identifier"):
            cursor.execute(f"SELECT DISTINCT owner_institution_id FROM {table}")
            assert cursor.fetchall() == [(receiver.institution_id,)], table
        assert Person.objects.get(pk=person.pk).office_id == umar.pk
        assert Event.objects.get(name="CaseHandedOver").payload["from_institution_id"] == dunia.institution_id
    with acting_as(dunia), connection.cursor() as cursor:  # the consent to manage the case still opens what it named
        for table, rows in (
            ("cases_case", 1),
            ("cases_casestep", 6),
            ("cases_assessment", 1),
            ("people_identifier", 1),
            ("people_disability", 0),
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (rows,), table
    with pytest.raises(NotFound):
        pause_case(actor=dunia, case_id=case.pk, reason="x", review_on=in_days(3))


def test_a_foreign_office_says_no_in_a_history_that_it_does_not_own(case, dunia, umar):
    with acting_as(dunia):
        person = Person.objects.get(pk=case.person_id)
    consent(dunia, person, grantee_id=umar.institution_id, purpose="shared_case", categories=["identity", "plan_services"])
    hand_over(actor=dunia, case_id=case.pk, office_id=umar.pk, note="x")
    decline_transfer(actor=staff("UMAR-SPS", "office_coordinator"), case_id=case.pk, note="Sin personal.")
    with acting_as(dunia):
        assert CaseStep.objects.filter(case=case).last().note == "Sin personal."
        assert Event.objects.get(name="TransferDeclined").institution_id == dunia.institution_id


def test_nobody_takes_what_was_not_offered(case, elsewhere):
    with acting_as(elsewhere), pytest.raises(Exception, match="no case is offered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_take_over(%s)", [case.pk])
    with acting_as(elsewhere), pytest.raises(Exception, match="no case is offered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_decline_transfer(%s, 'x')", [case.pk])


def test_officers_are_of_the_office_and_shared_out_by_coordination(case, dunia, coordinator):
    colleague, third = staff("SPS"), staff("SPS")
    with pytest.raises(Invalid, match="lleve casos en la oficina"):
        assign_officer(actor=dunia, case_id=case.pk, officer_id=staff("TGU").user_id)
    assign_officer(actor=dunia, case_id=case.pk, officer_id=colleague.user_id)
    with pytest.raises(Refused, match="Lo reparte quien coordina"):
        assign_officer(actor=dunia, case_id=case.pk, officer_id=dunia.user_id)
    assign_officer(actor=coordinator, case_id=case.pk, officer_id=third.user_id)
    with acting_as(dunia):
        assert list(CaseStep.objects.filter(case=case).order_by("pk").values_list("verb", "officer_id"))[-1] == ("assign", third.user_id)


def foreign_rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def full_case(case, dunia):
    served(dunia, case)
    add_need(actor=dunia, case_id=case.pk, code="job_now")
    strict = add_need(actor=dunia, case_id=case.pk, code=_strict())
    schedule_follow_up(actor=dunia, case_id=case.pk, subject="plan", due_on=in_days(4))
    return case, strict


def _strict() -> str:
    from ruta.taxonomy.selectors import needs

    return next(need.code for need in needs() if need.sensitivity == "strict")


@pytest.mark.parametrize("table", ["case", *CHILDREN])
def test_another_institution_reads_and_writes_nothing(full_case, elsewhere, table):
    with acting_as(elsewhere), connection.cursor() as cursor:
        assert foreign_rows(f"cases_{table}") == 0
        cursor.execute(
            f"UPDATE cases_{table} SET owner_institution_id = %s" if table != "casestep" else "SELECT 1 WHERE %s IS NULL",
            [elsewhere.institution_id],
        )
        assert cursor.rowcount == 0
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("category", "open_tables"),
    [
        ("plan_services", {"case", "casestep", "personalplan", "goal", "planaction", "servicedelivery", "followup"}),
        ("needs_general", {"need"}),
        ("employability_result", {"assessment"}),
        ("identity", set()),
        ("needs_sensitive", {"need"}),
    ],
)
def test_a_consent_opens_exactly_its_category(full_case, dunia, elsewhere, category, open_tables):
    case, strict = full_case
    with acting_as(dunia):
        person = Person.objects.get(pk=case.person_id)
    consent(dunia, person, grantee_id=elsewhere.institution_id, purpose="shared_case", categories=[category])
    with acting_as(elsewhere), connection.cursor() as cursor:
        seen = {name for name in ("case", *CHILDREN) if foreign_rows(f"cases_{name}")}
        assert seen == open_tables
        if "need" in open_tables:
            cursor.execute("SELECT id FROM cases_need")
            assert ((strict.pk,) in cursor.fetchall()) is (category == "needs_sensitive")


def test_a_child_hangs_only_on_its_own_case(full_case, elsewhere):
    case, _strict_need = full_case
    with (
        acting_as(elsewhere),
        pytest.raises(Exception, match=r"copies_of_case_id|row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO cases_casestep (owner_institution_id, case_id, person_id, verb, state, office_id, note) VALUES (%s, %s, %s, 'close', 'closed', %s, '')",
            [elsewhere.institution_id, case.pk, case.person_id, elsewhere.office_id],
        )


def test_history_is_append_only(case, dunia):
    with acting_as(dunia), pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_casestep SET note = 'x'")
