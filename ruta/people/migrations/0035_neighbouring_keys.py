"""How many pages does a search read of the index of keys? Half, once the keys that it asks for together lie together."""

from importlib import import_module
from typing import Any

from django.db import migrations

FILL = import_module("ruta.people.migrations.0015_narrow_keys").fill
# Made beside the old ones: meanwhile searches go on and only registering waits.
BESIDE = """
LOCK TABLE people_person, people_contact, people_identifier IN SHARE MODE;
CREATE UNLOGGED TABLE people_nextkey (key bigint NOT NULL, person_id bigint NOT NULL);
"""
EXCHANGE = """
TRUNCATE people_personkey;
INSERT INTO people_personkey (key, person_id) SELECT key, person_id FROM people_nextkey ORDER BY key, person_id;
DROP TABLE people_nextkey;
"""
UNINDEX = "ALTER TABLE people_personkey DROP CONSTRAINT people_personkey_pkey"
INDEX = "ALTER TABLE people_personkey ADD PRIMARY KEY (key, person_id)"
# Rows that were added since the last vacuum cost a page of the table each; a vacuum after additions alone reads those pages and no index.
VACUUM = """
ALTER TABLE people_personkey SET (autovacuum_vacuum_insert_scale_factor = 0.01);
ALTER TABLE people_person SET (autovacuum_vacuum_insert_scale_factor = 0.01);
"""


def make_keys(apps: Any, schema_editor: Any) -> None:
    """The keys of everybody, anew, in an index made after them."""
    del apps
    schema_editor.execute(BESIDE)
    FILL(schema_editor, "people_nextkey")
    schema_editor.execute(UNINDEX)
    schema_editor.execute(EXCHANGE)
    schema_editor.execute(INDEX)


class Migration(migrations.Migration):
    """The text of the keys is the same; their numbers are others."""

    dependencies = [("people", "0034_told_without_a_word")]
    operations = [
        migrations.RunPython(make_keys, migrations.RunPython.noop),
        migrations.RunSQL(VACUUM, migrations.RunSQL.noop),
    ]
