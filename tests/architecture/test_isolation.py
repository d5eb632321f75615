"""Can one institution reach another's rows by raw SQL? Every protected table is tried, new ones without being named."""

import json

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from ruta.base.provision import DEFINER_ROLES, LOGIN_ROLES, role_password
from ruta.config import installation
from tests.architecture import rows

pytestmark = pytest.mark.django_db

# What a policy lets B write although the owner is A, as long as B stands on a side of the row, and what becomes of it.
ONE_SIDED = {
    "people_accessrequest": 1,  # B asks A to share: that is the row's whole purpose
}
NO_ROWS = {
    "people_personkey": "read and written by linkage alone: permission denied before any policy",
    "people_foundelsewhere": "the same",
    "people_tie": "the same; each side is told its own half by a function",
    "subjects_entry": "codes and links that let a person in: read and written by the machine alone",
    "people_reservedwords": "read by named roles alone; only the database writes it",
    "people_reservedreason": "read by the roles of protection alone; whoever wrote it does not read it back",
}


@pytest.fixture
def both(as_superuser):
    """One transaction past every policy that becomes the application role and is rolled back: (connection, institution A, institution B)."""
    a, b = (row[0] for row in as_superuser.execute("SELECT id FROM directory_institution ORDER BY id LIMIT 2").fetchall())
    as_superuser.autocommit = False
    try:
        yield as_superuser, a, b
    finally:
        as_superuser.rollback()


def become(connection, institution: int | None) -> None:
    """From here on the application role, acting for one institution or for nobody."""
    connection.execute("RESET ROLE")
    for name in ("institution", "kind", "user", "role", "person", "referral", "invitation", "strict"):
        connection.execute("SELECT set_config(%s, '', true)", [f"ruta.{name}"])
    if institution is not None:
        connection.execute("SELECT set_config('ruta.institution', %s, true), set_config('ruta.kind', 'staff', true)", [str(institution)])
        connection.execute("SELECT set_config('ruta.user', '1', true), set_config('ruta.role', 'counsellor', true)")
    connection.execute("SET LOCAL ROLE ruta_app")


def attempt(connection, statement, values=()) -> int | str:
    """How many rows it touched, or the reason why PostgreSQL refused."""
    connection.execute("SAVEPOINT attempt")
    try:
        touched = connection.execute(statement, values).rowcount
    except psycopg.errors.InsufficientPrivilege:
        touched = "refused"
    except psycopg.Error as error:
        touched = type(error).__name__
    connection.execute("ROLLBACK TO SAVEPOINT attempt")
    return touched


def insertion(table: str, row: dict):
    statement = sql.SQL("INSERT INTO {t} SELECT * FROM jsonb_populate_record(NULL::{t}, %s)").format(t=sql.Identifier(table))
    return statement, [json.dumps(row)]


def attempts(connection, table: str, row: dict) -> dict[str, int | str]:
    """What the present actor achieves with each verb on the rows of `table`."""
    name = sql.Identifier(table)
    return {
        "select": attempt(connection, sql.SQL("SELECT 1 FROM {}").format(name)),
        "update": attempt(connection, sql.SQL("UPDATE {t} SET {c} = {c}").format(t=name, c=sql.Identifier(rows.owner_column(row)))),
        "delete": attempt(connection, sql.SQL("DELETE FROM {}").format(name)),
        "insert": attempt(connection, *insertion(table, row | {"id": 990_002})),
    }


def test_no_table_is_forgotten(both):
    connection, _, _ = both
    protected = rows.protected(connection)
    assert len(protected) > 30, protected
    assert {"people_person", "cases_case", "referrals_referral", "audit_event", "access_log"} <= set(protected)


def test_another_institution_reads_and_writes_nothing(both):
    connection, a, b = both
    reached = {}
    for table in rows.protected(connection):
        row = rows.plant(connection, table, institution=a)
        become(connection, b)
        found = attempts(connection, table, row)
        connection.execute("RESET ROLE")
        if any(found[verb] not in (0, "refused") for verb in ("select", "update", "delete")) or found["insert"] != "refused":
            reached[table] = found
    assert not reached, reached


def test_nobody_reads_and_writes_nothing(both):
    connection, a, _ = both
    reached = {}
    for table in rows.protected(connection):
        row = rows.plant(connection, table, institution=a)
        become(connection, None)
        found = attempts(connection, table, row)
        connection.execute("RESET ROLE")
        if any(found[verb] not in (0, "refused") for verb in ("select", "update", "delete")) or found["insert"] != "refused":
            reached[table] = found
    assert not reached, reached


def test_the_owner_reads_its_own_rows_so_that_the_proof_is_not_empty(both):
    connection, a, _ = both
    blind = {}
    for table in rows.protected(connection):
        rows.plant(connection, table, institution=a)
        become(connection, a)
        found = attempt(connection, sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(table)))
        connection.execute("RESET ROLE")
        if found != 1 and table not in NO_ROWS:
            blind[table] = found
    assert not blind, blind


@pytest.fixture
def a_referral_within_a(both):
    """The person, case and referral 1 of A, where B is no side, so that real keys answer below."""
    connection, a, _ = both
    for table in ("people_person", "cases_case", "referrals_referral"):
        rows.plant(connection, table, institution=a, state="sent")
    return both


def test_standing_on_a_side_of_a_row_does_not_let_one_write_it_for_the_owner(a_referral_within_a):
    connection, a, b = a_referral_within_a
    forged = {}
    for table in rows.protected(connection):
        row = rows.made(connection, table, institution=a)
        sides = {column: b for column in rows.sides(connection, table) if column != rows.owner_column(row)}
        if not sides:
            continue
        become(connection, b)
        found = attempt(connection, *insertion(table, row | sides | {"id": 990_003}))
        connection.execute("RESET ROLE")
        if found != "refused":
            forged[table] = found
    assert forged == ONE_SIDED, forged


def test_a_row_about_another_institutions_person_is_refused_by_its_keys(both):
    """Foreign keys look past row security: only a composite key with the owner stops B from hanging rows on A's person."""
    connection, _, _ = both
    loose = [
        f"{table}.{column}"
        for table in rows.protected(connection)
        for column in ("person_id", "case_id", "referral_id")
        if "owner_institution_id" in rows.columns(connection, table)
        and column in rows.columns(connection, table)
        and not rows.has_composite_key(connection, table, column)
        and f"{table}.{column}" not in rows.UNTIED
    ]
    assert not loose, loose


def test_a_grant_opens_one_category_until_it_is_revoked(both):
    connection, a, b = both
    for table in ("people_person", "people_contact", "people_identifier"):
        rows.plant(connection, table, institution=a, id=7, person_id=7)
    rows.plant(connection, "people_access", institution=a, institution_id=b, person_id=7, category="identity", revoked_at=None)
    seen = {}
    for moment in ("granted", "revoked"):
        become(connection, b)
        seen[moment] = [attempt(connection, f"SELECT 1 FROM people_{name}") for name in ("person", "identifier", "contact")]
        assert attempt(connection, "UPDATE people_person SET surnames = 'x'") == 0
        connection.execute("RESET ROLE")
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("UPDATE people_access SET revoked_at = now()")
        connection.execute("SET LOCAL session_replication_role = origin")
    assert seen == {"granted": [1, 1, 0], "revoked": [0, 0, 0]}


@pytest.fixture
def as_the_product(as_superuser):
    """A connection that logs in with the product's own role and password."""
    where = connections["default"].settings_dict
    with psycopg.connect(
        installation.admin_dsn(),
        dbname=where["NAME"],
        user="ruta_app",
        password=role_password(installation.secret(), "ruta_app"),
        autocommit=True,
    ) as connection:
        yield connection


FORBIDDEN = [
    "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE people_person ADD COLUMN x int",
    "ALTER TABLE people_person DISABLE TRIGGER ALL",
    "DROP TABLE people_person",
    "DROP POLICY actor_read ON people_person",
    "CREATE POLICY mine ON people_person USING (true)",
    "CREATE TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION ruta_me() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "TRUNCATE people_person",
    "COPY people_person TO PROGRAM 'cat'",
    "COPY people_person FROM STDIN",
    "SELECT * FROM people_personkey",
    "INSERT INTO people_personkey (key, person_id) VALUES (1, 1)",
    "UPDATE audit_event SET reason = ''",
    "DELETE FROM audit_event",
    "DELETE FROM audit_seal",
    "UPDATE audit_seal SET count = 0",
    "DELETE FROM access_log",
    "INSERT INTO audit_event (kind) VALUES ('staff')",
    "INSERT INTO audit_epoch (epoch) VALUES (99)",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_read_file('/etc/hostname')",
    "ALTER ROLE ruta_app BYPASSRLS",
    "SET session_replication_role = replica",
    *(f"SET ROLE {role}" for role in (*LOGIN_ROLES, *DEFINER_ROLES, "postgres") if role != "ruta_app"),
    "SET SESSION AUTHORIZATION ruta_owner",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_role_cannot_lift_its_own_limits(as_the_product, statement):
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
        as_the_product.execute(statement)


def test_the_application_role_is_a_member_of_nothing(as_the_product):
    found = as_the_product.execute("SELECT count(*) FROM pg_auth_members WHERE member = 'ruta_app'::regrole").fetchone()
    assert found == (0,)


def test_turning_row_security_off_reads_nothing(as_the_product):
    as_the_product.execute("SET row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_the_product.execute("SELECT * FROM people_person")
