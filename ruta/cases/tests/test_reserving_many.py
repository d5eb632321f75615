"""What is reserved of one row is found by the row, however many were written before anybody counted them."""

import pytest

pytestmark = pytest.mark.django_db
MANY, WRITTEN = 150_000, 20
INDEXES = "SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = 'people_reservedwords'::regclass"
# Past every key, as nobody's: only what moves words apart is awake.
ASLEEP = "SET LOCAL session_replication_role = replica; ALTER TABLE cases_need ENABLE ALWAYS TRIGGER zz_reserve"
WORDS = """
INSERT INTO people_reservedwords (owner_institution_id, person_id, of_table, row_id, category, words)
SELECT 1, -g, 'cases_need', -g, 'needs_sensitive', '{"code": "kept"}' FROM generate_series(1, %s) AS g
"""
NEEDS = """
INSERT INTO cases_need (owner_institution_id, person_id, case_id, code, priority, sensitivity, data_category, state, source, note)
SELECT 1, -g, -g, 'need', 'high', 'strict', 'needs_sensitive', 'open', 'counsellor', '' FROM generate_series(1, %s) AS g
"""


@pytest.fixture
def loaded(as_superuser):
    """A transaction in which very many words were just written, as in a load; taken back afterwards."""
    as_superuser.autocommit = False
    as_superuser.execute(ASLEEP)
    as_superuser.execute(WORDS, [MANY])
    as_superuser.execute("DISCARD PLANS")
    yield as_superuser
    as_superuser.rollback()


def read_while(looking, statement: str) -> int:
    """How many entries of the indexes of the words a statement reads."""
    before = looking.execute(INDEXES).fetchone()[0]
    looking.execute(statement, [WRITTEN])
    return looking.execute(INDEXES).fetchone()[0] - before


def test_a_row_is_moved_apart_without_reading_the_words_of_others(loaded):
    assert read_while(loaded, NEEDS) < 10 * WRITTEN
    moved = loaded.execute("SELECT count(*) FROM people_reservedwords WHERE row_id > 0 AND words ->> 'code' = 'need'")
    assert moved.fetchone()[0] == WRITTEN


def test_whether_something_is_reserved_of_a_person_is_not_asked_of_the_institution(loaded):
    assert read_while(loaded, "SELECT count(*) FROM generate_series(1, %s) AS g WHERE ruta_has_reserved(-g, 1)") < 10 * WRITTEN
