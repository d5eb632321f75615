"""Who may decide for a minor, what does SENAF get, and what ends at 18?"""

from datetime import datetime, time, timedelta

import psycopg
import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.people.actions import (
    Grant,
    GuardianDraft,
    Manner,
    answer_notice,
    end_guardian,
    give_consent,
    record_guardian,
    register_person,
    tell_senaf,
    update_person,
)
from ruta.people.jobs import climb_notices_of, end_at_eighteen, end_at_eighteen_of
from ruta.people.models import Access, Consent, Guardianship, Person, SenafNotice
from ruta.people.rules import adult_on, authorises, born_for
from ruta.people.selectors import authority_of, consents_of, notices_sent, open_notices, to_ask_again
from ruta.people.tests.conftest import actor_of, as_, draft

pytestmark = pytest.mark.django_db
NOON = datetime.combine(today(), time(12), tzinfo=HONDURAS)
NINE = today().replace(year=today().year - 9)
MOTHER = GuardianDraft("mother", "Rosa Murillo", "document", "0501-1985-00012", "partida de nacimiento")
BY_MOTHER = Manner(method="verbal_witness", given_by="guardian", giver_name="Rosa Murillo", witness_name="Ana Paz", child_assents=True)


@pytest.fixture
def senaf(db):
    return actor_of("SENAF", "child_protection_officer")


@pytest.fixture
def child(dunia):
    return register_person(actor=dunia, office_id=dunia.office_id, draft=draft(birth_date=NINE, identifiers=(), contacts=()))


@pytest.fixture
def notice(dunia, child):
    return tell_senaf(actor=dunia, person_id=child, reason="unaccompanied", whereabouts="En la sala de espera, con Ana Paz")


@pytest.mark.parametrize(
    ("kind", "proof", "is_disputed", "may"),
    [
        ("mother", "document", False, True), ("legal", "court", False, True), ("mother", "statement", False, False),
        ("father", "document", True, False), ("relative", "document", False, False), ("senaf", "document", False, True),
        ("court", "court", True, True),
    ],
)  # fmt: skip
def test_only_proven_and_undisputed_representatives_and_authorities_decide(kind, proof, is_disputed, may):
    assert authorises(kind, proof, is_disputed=is_disputed) is may


def test_somebody_has_the_age_from_their_birthday_on():
    day = today()
    assert born_for(day, 18) <= day
    assert adult_on(born_for(day, 18)) <= day
    assert adult_on(born_for(day, 18) + timedelta(days=1)) > day


def test_a_guardian_is_kept_with_proof_and_ended_never_edited(dunia, child):
    pk = record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    with as_(dunia):
        assert authority_of(child).is_valid
    with pytest.raises(DatabaseError), as_(dunia):
        Guardianship.objects.filter(pk=pk).update(proof="court")
    assert end_guardian(actor=dunia, guardian_id=pk) == child
    with as_(dunia):
        assert not authority_of(child).is_valid
    with pytest.raises(NotOpen):
        end_guardian(actor=dunia, guardian_id=pk)


def test_a_conflict_takes_the_authority_away(dunia, child):
    record_guardian(actor=dunia, person_id=child, guardian=GuardianDraft("father", "José Murillo", "document", is_disputed=True))
    with as_(dunia):
        assert not authority_of(child).is_valid


@pytest.mark.parametrize(
    ("guardian", "field"),
    [
        (GuardianDraft("aunt", "Rosa"), "kind"), (GuardianDraft("mother", " "), "name"), (GuardianDraft("mother", "Rosa", "seen"), "proof"),
        (GuardianDraft("court", "Juzgado de Letras"), "proof"), (GuardianDraft("legal", "Rosa", "court"), "proof_note"),
    ],
)  # fmt: skip
def test_what_is_missing_about_a_guardian_stands_at_its_field(dunia, child, guardian, field):
    with pytest.raises(Invalid) as refused:
        record_guardian(actor=dunia, person_id=child, guardian=guardian)
    assert field in refused.value.fields


def test_an_adult_has_no_guardian_and_is_not_told_to_senaf(dunia, yeimi):
    with pytest.raises(NotOpen):
        record_guardian(actor=dunia, person_id=yeimi, guardian=MOTHER)
    with pytest.raises(NotOpen):
        tell_senaf(actor=dunia, person_id=yeimi, reason="unaccompanied", whereabouts="Aquí")


def test_senaf_reads_the_notice_within_the_hour_and_nothing_of_the_register(dunia, senaf, child, notice):
    with as_(senaf):
        (row,) = open_notices(senaf)
        assert (row.pk, row.age, row.due_at - row.sent_at) == (notice, 9, timedelta(hours=1))
        assert not Person.objects.filter(pk=child).exists()
    with pytest.raises(NotOpen):
        tell_senaf(actor=dunia, person_id=child, reason="conflict", whereabouts="Aquí")


def test_senaf_assumes_and_the_authority_is_there(dunia, senaf, child, notice):
    with pytest.raises(Invalid):
        answer_notice(actor=senaf, notice_id=notice, answer="assumed")
    answer_notice(actor=senaf, notice_id=notice, answer="assumed", act="ACTA-77-2026")
    with as_(dunia):
        assert authority_of(child).is_valid
        assert not authority_of(child).waits_for_senaf
    with pytest.raises(NotOpen):
        answer_notice(actor=senaf, notice_id=notice, answer="not_ours")


def test_the_sender_cannot_answer_in_the_place_of_senaf(dunia, infop, notice):
    with pytest.raises(Refused):
        answer_notice(actor=dunia, notice_id=notice, answer="assumed", act="1")
    with pytest.raises(NotFound):
        answer_notice(actor=infop, notice_id=notice, answer="assumed", act="1")


def test_a_corrected_birth_date_that_makes_a_minor_tells_senaf_unless_somebody_answers_for_them(dunia, yeimi):
    with as_(dunia):
        version = Person.objects.get(pk=yeimi).version
    version = update_person(actor=dunia, person_id=yeimi, version=version, changes={"birth_date": NINE})
    with as_(dunia):
        assert SenafNotice.objects.get(person=yeimi).reason == "unknown_companion"
    guarded = register_person(
        actor=dunia, office_id=dunia.office_id, draft=draft(given_names="Otra", birth_date=NINE, identifiers=(), contacts=())
    )
    record_guardian(actor=dunia, person_id=guarded, guardian=MOTHER)
    update_person(actor=dunia, person_id=guarded, version=1, changes={"birth_date": NINE - timedelta(days=30)})
    with as_(dunia):
        assert not SenafNotice.objects.filter(person=guarded).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_senafnotice SET answer = 'assumed', answered_at = now()",  # by the sender: the policy lets no row through
        "UPDATE people_guardianship SET owner_institution_id = owner_institution_id",
        "UPDATE people_senafnotice SET whereabouts = 'otro lugar'",
        "DELETE FROM people_senafnotice",
        "DELETE FROM people_guardianship",
    ],
)
def test_by_raw_sql_nobody_answers_for_senaf_or_edits_what_was_told(dunia, child, notice, statement):
    record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    touched = 0
    try:
        with as_(dunia), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            touched = cursor.rowcount
    except DatabaseError as error:
        assert isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    assert touched == 0


def test_by_raw_sql_no_third_institution_reads_either(dunia, infop, child, notice):
    record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    with as_(infop), connection.cursor() as cursor:
        for table in ("people_senafnotice", "people_guardianship"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_at_18_what_others_allowed_ends_and_the_person_is_asked(dunia, child, infop_id):
    give_consent(
        actor=dunia,
        person_id=child,
        grants=(Grant(dunia.institution_id, "case_management"), Grant(infop_id, "shared_case")),
        manner=BY_MOTHER,
    )
    record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    assert end_at_eighteen_of(dunia.institution_id) == 0
    with as_(dunia):  # a date of birth that was wrong: the permissions outlive the birthday
        Person.objects.filter(pk=child).update(birth_date=born_for(today(), 18))
        assert not to_ask_again(dunia, Person.objects.all()).exists()
    assert end_at_eighteen_of(dunia.institution_id) == 2
    assert end_at_eighteen_of(dunia.institution_id) == 0
    with as_(dunia):
        assert {each.state for each in consents_of(child)} == {"came_of_age"}
        assert not Access.objects.filter(person=child, revoked_at=None).exists()
        assert list(to_ask_again(dunia, Person.objects.all()).values_list("pk", flat=True)) == [child]
        assert not authority_of(child).guardians
    give_consent(
        actor=dunia, person_id=child, grants=(Grant(dunia.institution_id, "case_management"),),
        manner=Manner(method="signature_screen", signature="M1 1L2 2"),
    )  # fmt: skip
    with as_(dunia):
        assert not to_ask_again(dunia, Person.objects.all()).exists()


def test_one_that_simply_expired_is_asked_again_too(dunia, child):
    give_consent(actor=dunia, person_id=child, grants=(Grant(dunia.institution_id, "case_management"),), manner=BY_MOTHER)
    with acting_as(system(dunia.institution_id)), transaction.atomic():
        Person.objects.filter(pk=child).update(birth_date=born_for(today(), 18))
        assert Consent.objects.get().valid_until > now()
    end_at_eighteen_of(dunia.institution_id)
    with as_(dunia):
        assert SenafNotice.objects.count() == 0
        assert to_ask_again(dunia, Person.objects.all()).count() == 1


def test_a_notice_that_senaf_does_not_answer_climbs_by_the_clock_once_each_rung(dunia, child):
    coordinator, senaf = actor_of("SETRASS-DGE", "office_coordinator"), actor_of("SENAF", "child_protection_officer")
    with time_machine.travel(NOON, tick=False) as clock:
        notice = tell_senaf(actor=dunia, person_id=child, reason="unaccompanied", whereabouts="Centro Belén")
        assert climb_notices_of(senaf.institution_id) == 0
        for minutes, rung, in_queue in ((61, 1, []), (10, 1, []), (60, 2, [notice]), (600, 2, [notice])):
            clock.shift(timedelta(minutes=minutes))
            climb_notices_of(senaf.institution_id)
            with as_(coordinator):
                assert [row.pk for row in notices_sent(coordinator)] == in_queue
                assert SenafNotice.objects.get().escalation == rung
        assert Event.objects.filter(name="SenafLate").count() == 2
        answer_notice(actor=senaf, notice_id=notice, answer="assumed", act="SENAF-1")
        assert climb_notices_of(senaf.institution_id) == 0
        with as_(coordinator):
            assert not notices_sent(coordinator).exists()


def test_by_raw_sql_nobody_takes_a_rung_back_and_the_sender_writes_none(dunia, child):
    tell_senaf(actor=dunia, person_id=child, reason="unaccompanied", whereabouts="Centro Belén")
    with as_(dunia), connection.cursor() as cursor:
        cursor.execute("UPDATE people_senafnotice SET escalation = 2")
        assert cursor.rowcount == 0
    senaf = actor_of("SENAF", "child_protection_officer")
    with as_(senaf), connection.cursor() as cursor:
        cursor.execute("UPDATE people_senafnotice SET escalation = 2")
    with pytest.raises(DatabaseError), as_(senaf), connection.cursor() as cursor:
        cursor.execute("UPDATE people_senafnotice SET escalation = 0")


def test_on_the_birthday_the_nightly_job_ends_permissions_and_guardian_by_the_clock(dunia, child):
    give_consent(actor=dunia, person_id=child, grants=(Grant(dunia.institution_id, "case_management"),), manner=BY_MOTHER)
    record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    with as_(dunia):
        birthday = adult_on(Person.objects.get(pk=child).birth_date)
    night = datetime.combine(birthday, time(0, 10), tzinfo=HONDURAS)
    with time_machine.travel(night - timedelta(days=1), tick=False):
        end_at_eighteen(0)
        with as_(dunia):
            assert authority_of(child).guardians
    with time_machine.travel(night, tick=False):
        end_at_eighteen(0)
        with as_(dunia):
            assert not authority_of(child).guardians
            assert not Consent.objects.filter(person=child, withdrawn_at=None).exists()
            assert list(to_ask_again(dunia, Person.objects.all()).values_list("pk", flat=True)) == [child]


def test_at_18_a_guardian_who_signed_nothing_ends_too(dunia, child):
    record_guardian(actor=dunia, person_id=child, guardian=MOTHER)
    with as_(dunia):
        Person.objects.filter(pk=child).update(birth_date=born_for(today(), 18))
    end_at_eighteen_of(dunia.institution_id)
    with as_(dunia):
        assert not authority_of(child).guardians
