"""Do the keys change places without anybody who registers having to wait, and is everything about them as it was?"""

import os
import subprocess
import sys

import pytest
from django.db import connection

from ruta.config import installation
from ruta.people.actions import IdentifierDraft, register_person, search_persons
from ruta.people.linkage import Document, Record
from ruta.people.tests.conftest import actor_of, draft

MIGRATE = """
import django
django.setup()
from importlib import import_module
from django.db import connection
keys = import_module("ruta.people.migrations.0035_neighbouring_keys")
fill = keys.BEFORE.fill
def filled(*given, **named):
    fill(*given, **named)
    if not named:
        print("made", flush=True)
        input()
keys.BEFORE.fill = filled
with connection.schema_editor(atomic=True) as editor:
    keys.make_keys(None, editor)
    editor.execute(keys.VACUUM)
"""
FACTS = """
SELECT (SELECT (relrowsecurity, relforcerowsecurity, relacl, reloptions, relowner, relpersistence)::text FROM pg_class WHERE oid = 'people_personkey'::regclass),
  (SELECT array_agg(indexdef ORDER BY indexdef) FROM pg_indexes WHERE tablename = 'people_personkey'),
  (SELECT array_agg((conname, pg_get_constraintdef(oid))::text ORDER BY conname) FROM pg_constraint WHERE conrelid = 'people_personkey'::regclass AND contype <> 'n'),
  (SELECT array_agg((polname, polcmd, polroles)::text ORDER BY polname) FROM pg_policy WHERE polrelid = 'people_personkey'::regclass),
  (SELECT array_agg((attname, atttypid, attnotnull)::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'people_personkey'::regclass AND attnum > 0)
"""
KEYS = "SELECT person_id, array_agg(key ORDER BY key) FROM people_personkey GROUP BY 1 ORDER BY 1"


@pytest.mark.skipif(bool(installation.DATABASE_URL), reason="the owner signs in elsewhere")
def test_keys_change_places_while_somebody_is_registered(committed, as_superuser):
    dunia = actor_of("SETRASS-DGE")
    register_person(actor=dunia, office_id=dunia.office_id, draft=draft())
    facts = as_superuser.execute(FACTS).fetchall()
    environment = {
        **os.environ, "RUTA_DATABASE": str(connection.settings_dict["NAME"]), "RUTA_DB_ROLE": "ruta_owner", "DJANGO_SETTINGS_MODULE": "ruta.config.settings",
    }  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", MIGRATE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as migrating:
        assert migrating.stdout.readline() == "made\n"
        later = register_person(
            actor=dunia,
            office_id=dunia.office_id,
            draft=draft(given_names="Kevin Josué", sex="man", identifiers=(IdentifierDraft("dni", "0501-1990-00012"),)),
        )
        keys = as_superuser.execute(KEYS).fetchall()
        migrating.communicate("\n", timeout=60)
    assert migrating.returncode == 0
    assert as_superuser.execute(FACTS).fetchall() == facts
    assert len(keys) == 2
    assert as_superuser.execute(KEYS).fetchall() == keys
    found = search_persons(actor=dunia, sought=Record(name="kevin mejia", documents=(Document("dni", "0501199000012"),)))
    assert [match.person.pk for match in found.sure] == [later]
