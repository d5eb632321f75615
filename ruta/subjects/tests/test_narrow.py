"""Does whoever is in read their own rows by raw SQL and nobody else's, and write no more than a withdrawal, or their own yes to news?"""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ruta.base.context import Actor, acting_as
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register
from ruta.people.models import Contact
from ruta.referrals.tests.making import allow, need_of, plan_step, sent

pytestmark = pytest.mark.django_db
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relrowsecurity AND c.relnamespace = 'public'::regnamespace AND has_table_privilege('ruta_app', c.oid, 'SELECT')
ORDER BY 1
"""
OWN = {"people_contact", "people_consent", "cases_case", "cases_personalplan", "cases_goal", "cases_planaction"}


@pytest.fixture
def neighbour(dunia, service):
    """Another person of the same office, with everything that hangs on her."""
    other = register(dunia, "Otra", "Persona")
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=other, kind="phone", value="9900-1122", safety="safe")
    consent(dunia, other)
    case = open_case(actor=dunia, person_id=other.pk, modality="returned", entry_point="camr")
    need = need_of(dunia, case, "skills_certification")
    plan_step(dunia, case, need)
    allow(dunia, case, service)
    sent(dunia, case, service, need)
    return other


def asked(actor, statement, values=()):
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_every_table_with_a_person_gives_her_own_rows_alone(dunia, herself, person, case, step, neighbour):
    tables = [row[0] for row in asked(dunia, TABLES)]
    assert len(tables) > 25 and set(tables) >= OWN
    foreign, mine = {}, {}
    for table in tables:
        foreign[table] = asked(herself, f"SELECT count(*) FROM {table} WHERE person_id IS DISTINCT FROM %s", [person.pk])[0][0]
        mine[table] = asked(herself, f"SELECT count(*) FROM {table} WHERE person_id = %s", [person.pk])[0][0]
    assert not {table for table, count in foreign.items() if count}
    assert {table for table, count in mine.items() if count} >= OWN
    assert asked(herself, "SELECT array_agg(id) FROM people_person") == [([person.pk],)]


def test_the_doors_give_nothing_to_whoever_holds_one_link(herself, person, send):
    send()
    doors = ("ruta_own_referrals()", "ruta_own_messages()", "ruta_own_trail(50)")
    assert asked(herself, "SELECT count(*) FROM ruta_own_referrals()") == [(1,)]
    assert asked(herself, "SELECT count(*) > 0 FROM ruta_own_trail(50)") == [(True,)]
    holder = Actor(kind="person", person_id=person.pk)
    for door in doors:
        assert asked(holder, f"SELECT count(*) FROM {door}") == [(0,)]


def test_looking_somebody_up_is_for_the_machine(dunia, herself, person):
    find = "SELECT count(*) FROM ruta_find_subjects('phone', '97482206', '1996-04-08')"
    assert asked(dunia, find) == [(0,)] and asked(herself, find) == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_consent SET valid_until = now() + interval '9 years'",
        "UPDATE people_consent SET withdrawn_at = NULL",
        "UPDATE people_access SET revoked_at = NULL",
        (
            "INSERT INTO subjects_datarequest (owner_institution_id, person_id, asked, about, words, state, answer, due_on, version) "
            "SELECT owner_institution_id, id, 'delete', '', 'x', 'done', 'x', now(), 1 FROM people_person"
        ),
    ],
)
def test_what_is_no_withdrawal_is_refused(dunia, herself, person, mirna, statement):
    consent(dunia, person, grantee_id=mirna.institution_id, purpose="shared_case", categories=["identity"])
    with acting_as(herself), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


GIVE = """
INSERT INTO people_consent (owner_institution_id, person_id, grantee_id, purpose, categories, notice_version, notice_sha256, given_by, giver_name, method,
                            signature, valid_until, withdrawn_reason, recorded_by_id)
SELECT p.owner_institution_id, p.id, {grantee}, '{purpose}', '{{contact}}', '1', 'x', 'person', '', '{method}', '', now() + interval '{long}', '', {by}
FROM people_person p
"""
ALLOWED = {"grantee": "p.owner_institution_id", "purpose": "outreach", "method": "portal", "long": "2 years", "by": "NULL"}


def test_their_own_yes_to_news_is_theirs_to_write(herself):
    with acting_as(herself), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GIVE.format(**ALLOWED))
        assert cursor.rowcount == 1


@pytest.mark.parametrize(
    "change",
    [{"grantee": "p.owner_institution_id + 1"}, {"purpose": "shared_case"}, {"purpose": "case_management"}, {"method": "signature_screen"}, {"long": "9 years"}, {"by": "1"}],
)  # fmt: skip
def test_what_is_more_than_that_is_refused(herself, change):
    with acting_as(herself), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GIVE.format(**ALLOWED | change))


@pytest.mark.parametrize(
    "statement", ["UPDATE people_person SET given_names = 'x'", "UPDATE cases_case SET state = 'closed'", "DELETE FROM people_contact"]
)
def test_their_record_is_not_theirs_to_write(herself, case, statement):
    with acting_as(herself), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0
