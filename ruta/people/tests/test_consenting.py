"""Does a permission open exactly what was allowed, to whom, and until it ends?"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection

from ruta.base.clock import now
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.directory.models import Institution
from ruta.people.actions import (
    Grant,
    Manner,
    answer_access,
    ask_access,
    give_consent,
    open_override,
    refuse_consent,
    register_person,
    renew_consent,
    review_override,
    search_persons,
    withdraw_consent,
)
from ruta.people.models import Access, Consent, Override, Refusal
from ruta.people.selectors import (
    consents_of,
    ending_consents,
    live_consents,
    overrides_to_review,
    pending_access_requests,
    person_page,
    who_sees,
)
from ruta.people.tests.conftest import SIGNED, actor_of, as_, draft
from ruta.people.tests.test_searching import ALL

pytestmark = pytest.mark.django_db
TABLES = {
    "person": "id", "identifier": "person_id", "contact": "person_id", "returnepisode": "person_id", "disability": "person_id",
}  # fmt: skip
WHY = "Amenaza contra su vida anoche en la terminal de buses"


def seen_by(actor, person) -> dict[str, int]:
    """What raw SQL shows to the application role acting for somebody."""
    with as_(actor), connection.cursor() as cursor:
        found = {}
        for table, column in TABLES.items():
            cursor.execute(f"SELECT count(*) FROM people_{table} WHERE {column} = %s", [person])
            found[table] = cursor.fetchone()[0]
        return found


NOTHING = dict.fromkeys(TABLES, 0)


def allow(dunia, yeimi, grantee, purpose="shared_case", manner=SIGNED):
    return give_consent(actor=dunia, person_id=yeimi, grants=(Grant(grantee, purpose),), manner=manner)[0]


def test_another_institution_reads_nothing_before(infop, yeimi):
    assert seen_by(infop, yeimi) == NOTHING


def test_exactly_the_allowed_categories_after(dunia, infop, infop_id, yeimi):
    allow(dunia, yeimi, infop_id)
    assert seen_by(infop, yeimi) == {"person": 1, "identifier": 1, "contact": 1, "returnepisode": 1, "disability": 0}
    assert seen_by(actor_of("SENPRENDE"), yeimi) == NOTHING


@pytest.mark.parametrize(("code", "purpose"), [("INFOP", "referral"), ("CONADEH", "protection"), ("SESAL", "health_sharing")])
def test_a_purpose_of_packets_opens_no_register(dunia, yeimi, code, purpose):
    reader = actor_of(code)
    consent = allow(dunia, yeimi, reader.institution_id, purpose)
    assert seen_by(reader, yeimi) == NOTHING
    with as_(dunia):
        assert who_sees(yeimi) == []
        assert live_consents(yeimi).count() == 1
    grant = {"person_id": yeimi, "institution_id": reader.institution_id, "category": "identity", "purpose": purpose, "consent_id": consent}
    with pytest.raises(Exception, match="a grant needs"), as_(dunia):
        Access.objects.create(owner_institution_id=dunia.institution_id, valid_until=now() + timedelta(days=1), **grant)


def test_nothing_after_withdrawal_in_the_next_statement(dunia, infop, infop_id, yeimi):
    consent = allow(dunia, yeimi, infop_id)
    withdraw_consent(actor=dunia, consent_id=consent, reason="Ya no quiere")
    assert seen_by(infop, yeimi) == NOTHING
    assert Event.objects.filter(name="ConsentWithdrawn", payload__consent_id=consent).exists()
    with pytest.raises(NotOpen):
        withdraw_consent(actor=dunia, consent_id=consent)


def test_any_writer_who_withdraws_cuts_the_grants(dunia, infop, infop_id, yeimi):
    consent = allow(dunia, yeimi, infop_id)
    with as_(dunia), connection.cursor() as cursor:
        cursor.execute("UPDATE people_consent SET withdrawn_at = now() WHERE id = %s", [consent])
    assert seen_by(infop, yeimi) == NOTHING


def test_nothing_after_expiry_without_any_job(dunia, infop, infop_id, yeimi):
    with time_machine.travel(now() - timedelta(days=400), tick=False):
        allow(dunia, yeimi, infop_id)
    assert seen_by(infop, yeimi) == NOTHING
    with as_(dunia):
        assert [permission.state for permission in consents_of(yeimi)] == ["expired"]


def test_nobody_grants_access_to_themselves(dunia, infop, infop_id, yeimi):
    consent = allow(dunia, yeimi, infop_id)
    withdraw_consent(actor=dunia, consent_id=consent)
    insert = "INSERT INTO people_access (owner_institution_id, person_id, institution_id, category, purpose, consent_id, valid_until) VALUES (%s, %s, %s, 'health', 'referral', %s, now() + interval '1 day')"
    for owner in (dunia.institution_id, infop.institution_id):
        with pytest.raises(Exception, match=r"row-level security|foreign key"), as_(infop), connection.cursor() as cursor:
            cursor.execute(insert, [owner, yeimi, infop_id, consent])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with as_(infop), connection.cursor() as cursor:
        cursor.execute("UPDATE people_access SET revoked_at = NULL WHERE person_id = %s", [yeimi])
        assert cursor.rowcount == 0
    with pytest.raises(NotFound):
        give_consent(actor=infop, person_id=yeimi, grants=(Grant(infop_id, "referral"),), manner=SIGNED)


def test_a_reader_neither_gives_consents_nor_changes_the_record(dunia, infop, infop_id, yeimi):
    consent = allow(dunia, yeimi, infop_id)
    with pytest.raises(Refused):
        give_consent(actor=infop, person_id=yeimi, grants=(Grant(infop_id, "referral"),), manner=SIGNED)
    with pytest.raises(Refused):
        renew_consent(actor=infop, consent_id=consent, manner=SIGNED)


@pytest.mark.parametrize(
    "change", ["categories = '{health}'", "valid_until = now() + interval '9 years'", "grantee_id = 1", "notice_sha256 = 'x'"]
)
def test_a_permission_is_never_edited(dunia, infop_id, yeimi, change):
    consent = allow(dunia, yeimi, infop_id)
    with pytest.raises(Exception, match="permission denied"), as_(dunia), connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_consent SET {change} WHERE id = %s", [consent])


def test_a_grant_needs_a_ground(dunia, infop_id, yeimi):
    with pytest.raises(Exception, match="people_access_grounded"), as_(dunia):
        Access.objects.create(
            owner_institution_id=dunia.institution_id, person_id=yeimi, institution_id=infop_id, category="health", purpose="x",
            valid_until=now(),
        )  # fmt: skip


def test_the_consent_keeps_version_hash_giver_manner_and_end(dunia, infop_id, yeimi):
    consent = allow(dunia, yeimi, infop_id, "referral")
    with as_(dunia):
        row = Consent.objects.get(pk=consent)
        assert (row.notice_version, len(row.notice_sha256), row.method, row.given_by) == ("0.1.3", 64, "signature_screen", "person")
        assert row.categories == ["identity", "contact", "education_work"]
        assert 180 <= (row.valid_until - now()).days <= 185
        assert row.recorded_by_id == dunia.user_id
        assert consents_of(yeimi)[0].is_text_proven


@pytest.mark.parametrize(("institution", "purpose"), [("INFOP", "health_sharing"), ("SESAL", "referral"), ("INFOP", "case_management")])
def test_what_the_matrix_does_not_list_is_refused(dunia, yeimi, institution, purpose):
    with pytest.raises(Refused, match="no está previsto"):
        allow(dunia, yeimi, Institution.objects.get(code=institution).pk, purpose)


def test_categories_may_be_narrowed_and_never_widened(dunia, infop, infop_id, yeimi):
    with pytest.raises(Refused):
        give_consent(actor=dunia, person_id=yeimi, grants=(Grant(infop_id, "referral", ("health",)),), manner=SIGNED)
    give_consent(actor=dunia, person_id=yeimi, grants=(Grant(infop_id, "shared_case", ("identity",)),), manner=SIGNED)
    assert seen_by(infop, yeimi)["contact"] == 0


def test_a_sensitive_purpose_is_asked_apart(dunia, infop_id, yeimi):
    health = Institution.objects.get(code="SESAL").pk
    with pytest.raises(Invalid, match="aparte"):
        give_consent(actor=dunia, person_id=yeimi, grants=(Grant(infop_id, "referral"), Grant(health, "health_sharing")), manner=SIGNED)
    assert allow(dunia, yeimi, health, "health_sharing")


@pytest.mark.parametrize(
    ("manner", "field"),
    [
        (Manner(method="signature_screen"), "signature"),
        (Manner(method="verbal_witness"), "witness_name"),
        (Manner(method="smoke"), "method"),
        (Manner(method="paper_scan", given_by="guardian"), "giver_name"),
    ],
)
def test_a_permission_says_who_and_how(dunia, infop_id, yeimi, manner, field):
    with pytest.raises(Invalid) as caught:
        allow(dunia, yeimi, infop_id, manner=manner)
    assert field in caught.value.fields


@pytest.fixture
def child(dunia):
    born = now().date() - timedelta(days=365 * 17 + 200)
    changes = {"given_names": "Kevin", "birth_date": born, "identifiers": (), "contacts": ()}
    return register_person(actor=dunia, office_id=dunia.office_id, draft=draft(**changes))


def test_a_minor_does_not_consent_alone(dunia, infop_id, child):
    with pytest.raises(Invalid) as caught:
        allow(dunia, child, infop_id)
    assert "menor de 18" in caught.value.fields["given_by"]


@pytest.mark.parametrize("assents", [None, False])
def test_a_child_is_asked_too(dunia, infop_id, child, assents):
    with pytest.raises(Invalid) as caught:
        allow(dunia, child, infop_id, manner=Manner("paper_scan", "guardian", "Rosa Paz", child_assents=assents))
    assert "child_assents" in caught.value.fields


def test_what_a_guardian_allowed_ends_at_eighteen(dunia, infop_id, child):
    consent = allow(dunia, child, infop_id, manner=Manner("paper_scan", "guardian", "Rosa Paz", child_assents=True))
    with as_(dunia):
        row = Consent.objects.select_related("person").get(pk=consent)
        birth = row.person.birth_date
        assert row.valid_until.astimezone(now().tzinfo).date() == date(birth.year + 18, birth.month, birth.day) - timedelta(days=1)


def test_the_own_institution_gets_consents_and_needs_no_grants(dunia, yeimi):
    allow(dunia, yeimi, dunia.institution_id, "case_management")
    with as_(dunia):
        assert not Access.objects.filter(person=yeimi).exists()


def test_the_same_permission_twice_is_a_renewal(dunia, infop, infop_id, yeimi):
    former = allow(dunia, yeimi, infop_id)
    with pytest.raises(NotOpen, match="renovarlo"):
        allow(dunia, yeimi, infop_id)
    renewed = renew_consent(actor=dunia, consent_id=former, manner=SIGNED)
    with as_(dunia):
        assert {permission.consent.pk: permission.state for permission in consents_of(yeimi)} == {former: "renewed", renewed: "live"}
    assert seen_by(infop, yeimi)["person"] == 1
    withdraw_consent(actor=dunia, consent_id=renewed)
    assert seen_by(infop, yeimi) == NOTHING


def test_a_no_is_kept(dunia, infop_id, yeimi):
    refuse_consent(actor=dunia, person_id=yeimi, grantee_id=infop_id, purpose="referral")
    with as_(dunia):
        assert Refusal.objects.get().purpose == "referral"
    allow(dunia, yeimi, infop_id, "referral")
    with pytest.raises(NotOpen):
        refuse_consent(actor=dunia, person_id=yeimi, grantee_id=infop_id, purpose="referral")


def test_who_sees_what_is_told_per_institution(dunia, infop_id, yeimi):
    allow(dunia, yeimi, infop_id, "referral")
    allow(dunia, yeimi, infop_id)
    with as_(dunia):
        (viewer,) = who_sees(yeimi)
        assert viewer.institution.pk == infop_id
        assert "Retorno" in viewer.data_label
        assert list(ending_consents(dunia)) == []
        assert len(ending_consents(dunia, days=200)) == 1


def test_a_foreign_reader_gets_the_open_parts_and_masks(dunia, infop, infop_id, yeimi):
    allow(dunia, yeimi, infop_id)
    with as_(infop):
        page = person_page(infop, yeimi)
        assert not page.is_mine
        assert page.categories == {"identity", "contact", "migration", "education_work", "needs_general", "plan_services"}
        assert page.disability is None


# ---- asking and answering


def test_a_request_is_granted_only_by_the_persons_permission(dunia, infop, infop_id, yeimi):
    handle = search_persons(actor=infop, sought=ALL).strangers[0].handle
    request = ask_access(actor=infop, handle=handle, purpose="shared_case")
    with as_(dunia):
        assert [row.pk for row in pending_access_requests(dunia)] == [request]
    with pytest.raises(NotOpen):
        answer_access(actor=dunia, request_id=request, answer="granted")
    with pytest.raises(NotFound):
        answer_access(actor=infop, request_id=request, answer="granted")
    with pytest.raises(Refused):
        answer_access(actor=actor_of("SETRASS-DGE", "receptionist"), request_id=request, answer="refused")
    allow(dunia, yeimi, infop_id)
    answer_access(actor=dunia, request_id=request, answer="granted")
    with pytest.raises(NotOpen):
        answer_access(actor=dunia, request_id=request, answer="refused")


# ---- reading without consent


@pytest.fixture
def guard(db):
    return actor_of("CONADEH", "protection_officer")


def override(actor, person, **changes):
    facts = {"lawful_basis": "vital_interest", "reason": WHY, "categories": ("identity", "contact")}
    return open_override(actor=actor, person_id=person, **facts | changes)


def test_an_override_opens_what_was_named_for_three_hours_and_waits_for_review(dunia, guard, yeimi):
    made = override(guard, yeimi)
    assert seen_by(guard, yeimi) == {"person": 1, "identifier": 1, "contact": 1, "returnepisode": 0, "disability": 0}
    with as_(dunia):
        row = overrides_to_review(dunia).get()
        assert (row.pk, row.reason, row.institution_id) == (made, WHY, guard.institution_id)
        assert timedelta(hours=2, minutes=59) < row.valid_until - now() <= timedelta(hours=3)
    event = Event.objects.get(name="OverrideOpened")
    assert event.institution_id == dunia.institution_id


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": "urgente"}, "reason"), ({"lawful_basis": "consent"}, "lawful_basis"), ({"categories": ()}, "categories")],
)
def test_an_override_needs_grounds(guard, yeimi, changes, field):
    with pytest.raises(Invalid) as caught:
        override(guard, yeimi, **changes)
    assert field in caught.value.fields


def test_a_counsellor_does_not_override_and_a_coordinator_opens_nothing_strict(infop, yeimi):
    with pytest.raises(Refused):
        override(infop, yeimi)
    with pytest.raises(Refused):
        override(actor_of("INFOP", "office_coordinator"), yeimi, categories=("health",))


def test_the_database_itself_refuses_other_roles_and_short_reasons(infop, yeimi, guard):
    call = "SELECT ruta_open_override(%s, 'vital_interest', %s, '{identity}')"
    with pytest.raises(Exception, match="may not override"), as_(infop), connection.cursor() as cursor:
        cursor.execute(call, [yeimi, WHY])
    with pytest.raises(Exception, match="30 characters"), as_(guard), connection.cursor() as cursor:
        cursor.execute(call, [yeimi, "corto"])


def test_an_unjustified_override_ends_with_its_review(dunia, guard, yeimi):
    made = override(guard, yeimi)
    coordinator = actor_of("SETRASS-DGE", "office_coordinator")
    with pytest.raises(Refused):
        review_override(actor=dunia, override_id=made, verdict="justified")
    with pytest.raises(Invalid):
        review_override(actor=coordinator, override_id=made, verdict="unjustified")
    review_override(actor=coordinator, override_id=made, verdict="unjustified", note="No había peligro")
    assert seen_by(guard, yeimi) == NOTHING
    with pytest.raises(NotOpen):
        review_override(actor=coordinator, override_id=made, verdict="justified")
    with as_(dunia):
        assert Override.objects.get().verdict == "unjustified"
