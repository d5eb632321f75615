"""Both answers of a field wait sealed, as the rest of what a device brought: one of them may be reserved."""

import json
from typing import Any

from django.db import migrations

import ruta.base.sealed

COLUMNS = ("base", "mine", "theirs")
OPEN = "SELECT id, base::text, mine::text, theirs::text FROM field_disagreement"


def seal_what_waits(apps: Any, schema_editor: Any) -> None:
    """Rows of before; the audit is silent about it, or it would keep what is being sealed."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OPEN)
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('ruta.kind', 'system', true)")
        cursor.execute("ALTER TABLE field_disagreement DISABLE TRIGGER audit_update")
        for row_id, *values in rows:
            sealed = [None if value is None else ruta.base.sealed.seal(json.loads(value)) for value in values]
            cursor.execute("UPDATE field_disagreement SET base = %s, mine = %s, theirs = %s WHERE id = %s", [*sealed, row_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE field_disagreement ENABLE TRIGGER audit_update")
        cursor.execute("SELECT set_config('ruta.kind', '', true)")


class Migration(migrations.Migration):
    """The columns become text, and what stands in them is sealed."""

    dependencies = [("field", "0005_sealed_payload")]
    operations = [
        *(migrations.AlterField("disagreement", name, ruta.base.sealed.SealedJSONField(null=True)) for name in COLUMNS),
        migrations.RunPython(seal_what_waits, migrations.RunPython.noop, elidable=True),
    ]
