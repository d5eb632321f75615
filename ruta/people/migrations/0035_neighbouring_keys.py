"""How many pages does a search read of the index of keys? Half, once the keys that it asks for together lie together."""

import time
from importlib import import_module
from typing import Any

from django.db import OperationalError, migrations, transaction

BEFORE = import_module("ruta.people.migrations.0015_narrow_keys")
# Made beside the old ones: meanwhile searches and registering go on. Whoever is written meanwhile is noted by `ruta_set_keys`.
BESIDE = "CREATE TABLE people_nextkey (key bigint NOT NULL, person_id bigint NOT NULL)"
FLOOR = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
INDEXES = """
ALTER TABLE people_nextkey ADD CONSTRAINT people_nextkey_pkey PRIMARY KEY (key, person_id);
CREATE INDEX people_nextkey_person_id ON people_nextkey (person_id);
"""
# Given up before the server looks for deadlocks: a registration may hold one of them and wait for another.
LOCK = """
SET LOCAL lock_timeout = '500ms';
LOCK TABLE people_personkey IN ACCESS EXCLUSIVE MODE;
LOCK TABLE people_person, people_contact, people_identifier IN SHARE MODE;
SET LOCAL lock_timeout = 0;
"""
PATIENCE, PAUSE = 900, 1.0
CHANGED = "SELECT DISTINCT person_id FROM people_personchange WHERE txid >= %s"
FORGET = "DELETE FROM people_nextkey WHERE person_id = ANY (%s)"
EXCHANGE = """
DROP TABLE people_personkey;
ALTER TABLE people_nextkey RENAME TO people_personkey;
ALTER TABLE people_personkey RENAME CONSTRAINT people_nextkey_pkey TO people_personkey_pkey;
ALTER INDEX people_nextkey_person_id RENAME TO {person_index};
GRANT UPDATE ON people_personkey TO ruta_linkage;
"""  # as cases 0002 did
PERSON_INDEX = "SELECT indexname FROM pg_indexes WHERE tablename = 'people_personkey' AND indexdef LIKE '%(person_id)'"
# Rows that were added since the last vacuum cost a page of the table each; a vacuum after additions alone reads those pages and no index.
VACUUM = """
ALTER TABLE people_personkey SET (autovacuum_vacuum_insert_scale_factor = 0.01);
ALTER TABLE people_person SET (autovacuum_vacuum_insert_scale_factor = 0.01);
"""


def make_keys(apps: Any, schema_editor: Any) -> None:
    """The keys of everybody, anew and beside the old ones; under a lock only those of who changed meanwhile, and the change of names."""
    del apps
    schema_editor.execute(BESIDE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FLOOR)
        floor = cursor.fetchone()[0]
        BEFORE.fill(schema_editor, "people_nextkey")
        cursor.execute(INDEXES)
        hold(cursor, schema_editor.connection.alias)
        cursor.execute(CHANGED, [floor])
        changed = [row[0] for row in cursor.fetchall()]
        cursor.execute(FORGET, [changed])
        BEFORE.fill(schema_editor, "people_nextkey", only=changed)
        cursor.execute(PERSON_INDEX)
        cursor.execute(EXCHANGE.format(person_index=cursor.fetchone()[0]) + BEFORE.GUARDED)


def hold(cursor: Any, alias: str) -> None:
    """All four tables at once, or none and once more in a second: who registers holds some of them and wants others."""
    for left in range(PATIENCE, -1, -1):
        try:
            with transaction.atomic(using=alias):
                cursor.execute(LOCK)
        except OperationalError:
            if not left:
                raise
            time.sleep(PAUSE)
        else:
            return


class Migration(migrations.Migration):
    """The text of the keys is the same; their numbers are others."""

    dependencies = [("people", "0034_told_without_a_word")]
    operations = [
        migrations.RunPython(make_keys, migrations.RunPython.noop),
        migrations.RunSQL(VACUUM, migrations.RunSQL.noop),
    ]
