"""Can the product's own role forge a permission, revive one that ended, or write what only the other side may?"""

import psycopg
import pytest

from tests.architecture import rows
from tests.architecture.test_isolation import attempt, become, both  # noqa: F401

pytestmark = pytest.mark.django_db

WHEN = "2031-01-01T00:00:00Z"
PERSON = {"id": 1, "person_id": 1, "case_id": 1, "referral_id": 1}


def planted(connection, table, institution, **given):
    """A row that stands on person, case and referral 1."""
    return rows.plant(connection, table, institution=institution, **(PERSON | {"version": 1} | given))


@pytest.fixture
def a_consent_to_b(both):  # noqa: F811
    """Person 1 of A allows B to see the identity: in a packet, and in a shared case."""
    connection, a, b = both
    planted(connection, "people_person", a)
    for number, purpose in enumerate(("referral", "shared_case"), start=1):
        said = {"id": number, "purpose": purpose, "categories": ["identity"]}
        planted(connection, "people_consent", a, grantee_id=b, withdrawn_at=None, valid_until=WHEN, **said)
    return both


def grant(connection, a, b, **changes):
    """What happens when A opens a category to B."""
    given = {
        "owner_institution_id": a, "person_id": 1, "institution_id": b, "category": "identity", "purpose": "shared_case", "consent_id": 2,
        "valid_until": WHEN,
    } | changes  # fmt: skip
    become(connection, a)
    names, marks = ", ".join(given), ", ".join(f"%({name})s" for name in given)
    return attempt(connection, f"INSERT INTO people_access ({names}) VALUES ({marks})", given)


def test_a_grant_stands_on_a_live_consent_that_says_the_same(a_consent_to_b):
    connection, a, b = a_consent_to_b
    assert grant(connection, a, b) == 1
    forged = [{"category": "health"}, {"institution_id": a}, {"purpose": "protection"}, {"valid_until": "2040-01-01"}]
    forged.append({"purpose": "referral", "consent_id": 1})  # a packet opens no register
    assert [grant(connection, a, b, **change) for change in forged] == ["refused"] * 5
    connection.execute("RESET ROLE")
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("UPDATE people_consent SET withdrawn_at = now()")
    connection.execute("SET LOCAL session_replication_role = origin")
    assert grant(connection, a, b) == "refused"


def test_what_ended_is_not_revived(a_consent_to_b):
    connection, a, b = a_consent_to_b
    planted(connection, "people_access", a, institution_id=b, consent_id=1, revoked_at=WHEN)
    planted(connection, "referrals_referrallink", a, token_sha256="y", revoked_at=WHEN, used_at=None)
    planted(connection, "referrals_referralpacket", a, receiver_id=b, withheld_at=WHEN)
    planted(connection, "people_override", a, institution_id=b, reviewed_at=WHEN, verdict="justified")
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("UPDATE people_consent SET withdrawn_at = now()")
    connection.execute("SET LOCAL session_replication_role = origin")
    become(connection, a)
    reviving = (
        "UPDATE people_consent SET withdrawn_at = NULL",
        "UPDATE people_access SET revoked_at = NULL",
        "UPDATE people_access SET revoked_at = now() + interval '1 year'",
        "UPDATE people_override SET verdict = 'unjustified'",
        "UPDATE referrals_referrallink SET revoked_at = NULL",
        "UPDATE referrals_referralpacket SET withheld_at = NULL",
    )
    assert [attempt(connection, statement) for statement in reviving] == ["refused"] * len(reviving)


def test_the_words_of_a_permission_never_change(a_consent_to_b):
    connection, a, b = a_consent_to_b
    planted(connection, "people_access", a, institution_id=b, consent_id=1)
    become(connection, a)
    changing = (
        "UPDATE people_consent SET categories = '{identity,health}'", "UPDATE people_consent SET valid_until = now() + interval '9 years'",
        "UPDATE people_consent SET grantee_id = 3", "UPDATE people_access SET category = 'health'",
        "UPDATE people_access SET valid_until = now() + interval '9 years'", "DELETE FROM people_consent", "DELETE FROM people_access",
        "UPDATE cases_casestep SET note = ''", "DELETE FROM cases_casestep", "DELETE FROM referrals_referralstep",
        "UPDATE referrals_referralpacket SET content = '{}'", "UPDATE referrals_referrallink SET expires_at = now() + interval '9 years'",
        "UPDATE referrals_referrallink SET used_at = NULL",
    )  # fmt: skip
    assert {attempt(connection, statement) for statement in changing} <= {"refused", 0}


def test_a_stranger_learns_neither_an_owner_nor_a_permission(a_consent_to_b):
    connection, a, b = a_consent_to_b
    third = connection.execute("SELECT max(id) FROM directory_institution").fetchone()[0]
    allowed = "SELECT ruta_allowed(1, %s, 'referral', '{identity}')"
    told = {}
    for who in (a, b, third, None):
        become(connection, who)
        told[who] = (
            connection.execute("SELECT ruta_owner_of(1)").fetchone()[0],
            connection.execute(allowed, [b]).fetchone()[0],
        )
    assert told == {a: (a, True), b: (None, True), third: (None, False), None: (None, False)}


def test_whoever_was_told_of_a_person_may_ask_its_owner(a_consent_to_b):
    connection, a, b = a_consent_to_b
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute(
        "INSERT INTO people_foundelsewhere (handle, person_id, institution_id, user_id, agreed) VALUES (gen_random_uuid(), 1, %s, 1, '{dni}')",
        [b],
    )
    connection.execute("SET LOCAL session_replication_role = origin")
    become(connection, b)
    assert connection.execute("SELECT ruta_owner_of(1)").fetchone()[0] == a


def test_what_travelled_is_what_its_hash_says(a_consent_to_b):
    connection, a, b = a_consent_to_b
    for table in ("cases_case", "referrals_referral"):
        planted(connection, table, a, receiver_id=b, state="sent")
    become(connection, a)
    sealing = (
        "INSERT INTO referrals_referralpacket (owner_institution_id, referral_id, receiver_id, person_id, purpose, categories, content, sha256, "
        "allowed_until) VALUES (%s, 1, %s, 1, 'referral', '{identity}', '{}', %s, now())"
    )
    right = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert attempt(connection, sealing, [a, b, right]) == 1
    assert attempt(connection, sealing, [a, b, "0" * 64]) == "CheckViolation"


OF_THE_SENDER = (
    "request", "packet_hash", "purpose", "service_type", "receiver_contact", "number", "sender_user_id", "created_at", "rerouted_from_id",
    "case_id", "person_id", "service_id", "owner_institution_id", "receiver_id", "sender_office_id", "sent_at",
)  # fmt: skip
OF_THE_RECEIVER = ("outcome", "outcome_note", "delivery_id", "receiver_office_id", "receiver_user_id")


def changed(connection, column):
    value = "3" if column.endswith("_id") else "now() + interval '1 day'" if column.endswith("_at") else "'changed'"
    return attempt(connection, f"UPDATE referrals_referral SET {column} = {value}")


def held_link(connection, kind):
    """From here on whoever holds the signed link of referral 1."""
    become(connection, None)
    connection.execute("SELECT set_config('ruta.kind', %s, true), set_config('ruta.referral', '1', true)", [kind])


@pytest.fixture
def a_referral_to_b(a_consent_to_b):
    connection, a, b = a_consent_to_b
    for table in ("cases_case", "referrals_referral"):
        planted(connection, table, a, receiver_id=b, state="sent", owner_institution_id=a)
    planted(connection, "agenda_appointment", a, host_id=b, referral_ref=1, agenda_id=None)
    return a_consent_to_b


def test_a_receiver_changes_nothing_that_the_sender_wrote(a_referral_to_b):
    connection, _, b = a_referral_to_b
    become(connection, b)
    assert {column: changed(connection, column) for column in OF_THE_SENDER} == dict.fromkeys(OF_THE_SENDER, "refused")
    assert changed(connection, "outcome") == 1


def test_the_person_answers_and_writes_nothing_else(a_referral_to_b):
    connection, _, _ = a_referral_to_b
    held_link(connection, "person")
    columns = (*OF_THE_SENDER, *OF_THE_RECEIVER)
    assert {column: changed(connection, column) for column in columns} == dict.fromkeys(columns, "refused")
    assert changed(connection, "dispute_note") == 1


STEP = (
    "INSERT INTO referrals_referralstep (owner_institution_id, receiver_id, referral_id, verb, side, state, reason, note, facts) "
    "VALUES (%s, %s, 1, 'confirm', %s, 'confirmed', '', '', '{}')"
)


def test_nobody_speaks_for_the_other_side(a_referral_to_b):
    connection, a, b = a_referral_to_b
    said = {}
    for kind in ("partner", "person"):
        held_link(connection, kind)
        said[kind] = {side: attempt(connection, STEP, [a, b, side]) for side in ("sender", "receiver", "person", "system")}
    nobody = dict.fromkeys(("sender", "receiver", "person", "system"), "refused")
    assert said == {"partner": nobody | {"receiver": 1}, "person": nobody | {"person": 1}}


def test_a_host_moves_an_appointment_and_takes_it_from_nobody(a_referral_to_b):
    connection, _, b = a_referral_to_b
    planted(connection, "people_person", b, id=2, person_id=2)
    become(connection, b)
    assert attempt(connection, "UPDATE agenda_appointment SET place = 'Sala 2'") == 1
    taking = (
        f"UPDATE agenda_appointment SET owner_institution_id = {b}, person_id = 2", f"UPDATE agenda_appointment SET owner_institution_id = {b}",
        "UPDATE agenda_appointment SET referral_ref = 2", "UPDATE agenda_appointment SET host_id = 3",
    )  # fmt: skip
    assert [attempt(connection, statement) for statement in taking] == ["refused"] * 4


@pytest.mark.parametrize("kind", ["person", "partner"])
def test_the_holder_of_a_link_sees_one_referral_and_nothing_else(a_referral_to_b, kind):
    connection, a, b = a_referral_to_b
    for table in rows.protected(connection):
        if table not in ("people_person", "people_consent", "cases_case", "referrals_referral", "agenda_appointment"):
            planted(connection, table, a, id=5, referral_id=7, receiver_id=b)
    held_link(connection, kind)
    seen = {table for table in rows.protected(connection) if attempt(connection, f"SELECT 1 FROM {table}") not in (0, "refused")}
    assert seen == {"referrals_referral", "agenda_appointment"}


def test_the_triggers_of_the_audit_serve_nobody_else(both):  # noqa: F811
    connection, a, _ = both
    become(connection, a)
    connection.execute("CREATE TEMP TABLE people_person (id bigint, owner_institution_id bigint)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "CREATE TRIGGER forge AFTER INSERT ON pg_temp.people_person REFERENCING NEW TABLE AS new_rows "
            "FOR EACH STATEMENT EXECUTE FUNCTION ruta_audit_insert()"
        )


def test_a_new_id_does_not_hide_a_change_from_the_audit(both):  # noqa: F811
    connection, a, _ = both
    planted(connection, "people_person", a)
    planted(connection, "people_contact", a)
    become(connection, a)
    assert attempt(connection, "UPDATE people_contact SET id = 77, value = 'otro'") == "refused"


def test_no_definer_function_is_open_to_everybody(both):  # noqa: F811
    connection, _, _ = both
    found = connection.execute(
        "SELECT proname, pg_get_userbyid(proowner), has_function_privilege('public', p.oid, 'EXECUTE'), coalesce(array_to_string(proconfig, ','), '') "
        "FROM pg_proc p WHERE prosecdef AND pronamespace = 'public'::regnamespace AND proname LIKE 'ruta%%'"
    ).fetchall()
    assert len(found) > 10
    loose = [name for name, owner, is_public, config in found if is_public or "search_path=pg_catalog" not in config or owner == "postgres"]
    assert not loose, loose
