"""Does any row of any table tell what is reserved, by raw SQL, to somebody who is not named to read it?

One case holds something reserved of each kind; every table that the product may read is dumped as each reader.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ruta.agenda.actions import Slot, book_appointment
from ruta.agenda.models import Appointment
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as
from ruta.cases.actions import add_need, add_plan_action, open_case, record_delivery
from ruta.cases.models import Assessment, CaseAlert, CaseStep, FollowUp, Goal, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.cases.rules.plans import ActionDraft
from ruta.cases.tests.making import consent, in_days, planned, register, staff
from ruta.directory.models import Office, Service
from ruta.people.models import Contact, ReservedWords
from ruta.referrals.models import Referral
from ruta.referrals.tests.making import allow, need_of, sent
from ruta.taxonomy.selectors import need as coded

pytestmark = pytest.mark.django_db
WORDS = "zorzal-que-calla"  # stands in everything that is typed
CODES = ("gbv_survivor_care", "Plan: ", "gbv_integral_care", "trafficking_signs", "feels_safe_no")
WHY = "La persona está en peligro y protección no contesta el teléfono."
# What says nothing of a person: contents, and the directory of who gives what.
CONTENTS = ("taxonomy_", "directory_", "territory_", "django_", "pg_", "procrastinate_")
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
AND has_table_privilege(current_user, c.oid, 'SELECT') ORDER BY 1
"""


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def officer(db):
    return staff("SPS", "protection_officer")


@pytest.fixture
def service(db):
    return Service.objects.select_related("institution", "office").filter(service_type="gbv_integral_care", is_active=True).first()


@pytest.fixture
def case(dunia, officer, service):
    """A case with a reserved need, step, delivery, assessment, answer, alert and referral."""
    person = register(dunia)
    consent(dunia, person)
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9748-2206")
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    planned(dunia, case)
    with acting_as(dunia), transaction.atomic():
        goal = Goal.objects.get(case=case)
    add_need(actor=dunia, case_id=case.pk, code="gbv_survivor_care", note=WORDS)
    step = ActionDraft(label=WORDS, due_on=in_days(5), kind="service", who="counsellor", service_type="gbv_integral_care")
    add_plan_action(actor=dunia, goal_id=goal.pk, draft=step)
    record_delivery(actor=dunia, case_id=case.pk, service_type="gbv_integral_care", outcome="delivered_full", note=WORDS)
    mine = {"owner_institution_id": dunia.institution_id, "case": case, "person": person}
    with acting_as(officer), transaction.atomic():
        asked = Assessment.objects.create(
            **mine, instrument="protection_screening", instrument_version="1", data_category="protection", answers={"a": WORDS},
            scores={"a": {"label": WORDS}}, drivers=[WORDS], reading={"needs": [{"code": "gbv_survivor_care"}]}, segment=WORDS,
        )  # fmt: skip
        CaseAlert.objects.create(
            **mine, assessment=asked, data_category="protection", code="trafficking_signs", severity="critical", message=WORDS
        )
    with acting_as(dunia), transaction.atomic():
        Assessment.objects.create(
            **mine, instrument="needs_of_return", instrument_version="1", data_category="needs_general", answers={"id_status": "valid"},
            reading={"needs": [{"code": "id_card"}]}, kept_apart={"answers": {"feels_safe": WORDS}, "needs": [{"code": "gbv_survivor_care"}]},
        )  # fmt: skip
    allow(officer, case, service, purpose="protection", categories=("identity", "contact", "needs_sensitive", "protection"))
    sent(officer, case, service, need_of(officer, case, "gbv_safe_shelter"))
    with acting_as(officer), transaction.atomic():
        Referral.objects.update(request=WORDS)
        Need.objects.filter(code="reservado").update(note=WORDS + " otra vez")
    speak(dunia, case)
    return case


def speak(actor, case):
    """What is typed freely once something of the person is reserved: notes, and titles that repeat or name it."""
    mine = {"owner_institution_id": actor.institution_id, "person": case.person}
    label = coded("gbv_survivor_care").label()
    with acting_as(actor), transaction.atomic():
        plan = PersonalPlan.objects.get(case=case)
        plan.title = f"Plan: {label}"
        plan.save()
        Goal.objects.create(**mine, case=case, plan=plan, label=WORDS, due_on=in_days(9))
        FollowUp.objects.create(**mine, case=case, subject="closing_90", due_on=in_days(9), note=WORDS)
        CaseStep.objects.create(**mine, case=case, verb="note", state=case.state, office_id=case.office_id, note=WORDS, reason=WORDS)
    book_appointment(
        actor=actor,
        person_id=case.person_id,
        office_id=actor.office_id,
        slot=Slot(starts_at=now() + timedelta(days=3), subject=f"Hablar de {WORDS}"),
    )


def told(actor: Actor) -> list[str]:
    """Which tables tell this reader something reserved."""
    found = []
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall() if not name.startswith(CONTENTS)]
        assert {"cases_need", "audit_event", "people_reservedwords", "referrals_referral"} <= set(tables)
        for table in tables:
            try:
                with transaction.atomic():
                    cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
                    rows = cursor.fetchall()
            except DatabaseError:
                continue
            found += [f"{table}: {row}" for (row,) in rows if any(word in row for word in (WORDS, *CODES))]
    return found


def test_words_that_tell_nothing_stay_where_they_are_and_so_do_those_of_everybody_else(case, dunia):
    other = register(dunia)
    with acting_as(dunia), transaction.atomic():
        goal = Goal.objects.filter(case=case).order_by("pk").first()
        assert goal.label != "reservado"
    for person, subject in ((case.person, "Entrevista"), (other, coded("gbv_survivor_care").label())):
        slot = Slot(starts_at=now() + timedelta(days=5, hours=person.pk % 7), subject=subject)
        book_appointment(actor=dunia, person_id=person.pk, office_id=dunia.office_id, slot=slot)
    with acting_as(dunia), transaction.atomic():
        kept = dict(Appointment.objects.values_list("subject", "person"))
    assert kept == {"reservado": case.person_id, "Entrevista": case.person_id, coded("gbv_survivor_care").label(): other.pk}


@pytest.mark.parametrize(
    ("office", "role"),
    [
        ("SPS", "counsellor"), ("SPS", "office_coordinator"), ("SPS", "central_coordination"), ("SPS", "auditor"), ("SPS", "data_steward"),
        ("SPS", "administrator"), ("SPS", "privacy_officer"), ("SPS", "broker"), ("TGU", "counsellor"), ("INFOP-SPS", "counsellor"),
        ("INFOP-SPS", "protection_officer"), ("UMAR-TGU", "protection_officer"),
    ],
)  # fmt: skip
def test_by_raw_sql_nobody_else_reads_what_is_reserved(case, office, role):
    assert told(staff(office, role)) == []


def test_by_raw_sql_the_counsellor_who_typed_it_does_not_read_it_back(case, dunia):
    assert told(dunia) == []


def test_named_roles_read_each_of_them_as_it_was_written(case, officer, dunia):
    with acting_as(officer), transaction.atomic():
        assert {need.code for need in Need.objects.all()} == {"gbv_survivor_care", "gbv_safe_shelter"}
        assert {need.note for need in Need.objects.all()} == {WORDS + " otra vez"}
        step = PlanAction.objects.get(data_category="needs_sensitive")
        assert (step.label, step.service_type) == (WORDS, "gbv_integral_care")
        assert ServiceDelivery.objects.get().service_type == "gbv_integral_care"
        asked, general = Assessment.objects.exclude(instrument="employability_profile").order_by("pk")
        assert (asked.answers, asked.drivers, asked.segment) == ({"a": WORDS}, [WORDS], WORDS)
        assert general.answers == {"id_status": "valid", "feels_safe": WORDS}
        assert [row["code"] for row in general.reading["needs"]] == ["id_card", "gbv_survivor_care"]
        assert CaseAlert.objects.get().code == "trafficking_signs"
        referral = Referral.objects.select_related("service").get()
        assert (referral.request, referral.service_type, referral.service.service_type) == (WORDS, "gbv_integral_care", "gbv_integral_care")
        assert FollowUp.objects.get().note == CaseStep.objects.get(verb="note").note == CaseStep.objects.get(verb="note").reason == WORDS
        assert PersonalPlan.objects.get().title == f"Plan: {coded('gbv_survivor_care').label()}"
        assert WORDS in {each.label for each in Goal.objects.all()}
        assert Appointment.objects.get().subject == f"Hablar de {WORDS}"
    with acting_as(dunia), transaction.atomic():
        assert {need.code for need in Need.objects.all()} == {"reservado"}
        assert Referral.objects.get().service_id is None
        assert Assessment.objects.get(instrument="needs_of_return").answers == {"id_status": "valid"}


def test_whoever_saves_a_mask_loses_nothing_of_what_it_hides(case, officer, dunia):
    with acting_as(dunia), transaction.atomic():
        for row in (*Need.objects.all(), *PlanAction.objects.all(), *ServiceDelivery.objects.all(), *Assessment.objects.all()):
            row.save()
        before = ReservedWords.objects.count()
    assert before == 0
    test_named_roles_read_each_of_them_as_it_was_written(case, officer, dunia)


def test_the_receiver_reads_what_is_asked_of_it_and_not_what_else_is_reserved(case, service):
    partner = staff(Office.objects.filter(institution=service.institution_id).order_by("pk").first().code, "partner_officer")
    with acting_as(partner), transaction.atomic():
        assert Referral.objects.get().request == WORDS
        assert set(ReservedWords.objects.values_list("of_table", flat=True)) == {"referrals_referral"}


def test_an_opening_with_a_reason_opens_to_one_user_one_person_three_hours(case, dunia):
    with acting_as(dunia), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_open_strict(%s, 'vital_interest', %s)", [case.person_id, WHY])
        assert ReservedWords.objects.exists()
        assert {need.code for need in Need.objects.all()} == {"reservado"}, "lists never ask it"
        assert Need.objects.order_by("pk").first().told().code == "gbv_survivor_care"
    assert told(staff("SPS")) == []
    with acting_as(dunia), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ruta.user', '0', true)")
        assert not ReservedWords.objects.exists()


FORGED = """
INSERT INTO people_reservedwords (owner_institution_id, person_id, of_table, row_id, category, words)
SELECT owner_institution_id, person_id, 'cases_need', id, 'needs_sensitive', '{}' FROM cases_need
"""
TRAP = """
CREATE TEMP TABLE cases_need (id bigint);
CREATE TRIGGER forge BEFORE INSERT ON pg_temp.cases_need FOR EACH ROW EXECUTE FUNCTION ruta_reserve('code')
"""


@pytest.mark.parametrize("statement", ["UPDATE people_reservedwords SET words = '{}'", "DELETE FROM people_reservedwords", FORGED, TRAP])
def test_by_raw_sql_nobody_writes_the_words_but_the_database(case, officer, statement):
    with pytest.raises(DatabaseError), acting_as(officer), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
