"""What a device brought waits sealed: raw SQL reads nothing of it, whoever asks."""

import json
from typing import Any

from django.db import migrations

import ruta.base.sealed

OPEN = "SELECT id, payload::text FROM field_sent WHERE payload IS NOT NULL"


def seal_what_waits(apps: Any, schema_editor: Any) -> None:
    """Rows of before; the audit is silent about it, or it would keep what is being sealed."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OPEN)
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('ruta.kind', 'system', true)")
        cursor.execute("ALTER TABLE field_sent DISABLE TRIGGER audit_update")
        for row_id, payload in rows:
            cursor.execute("UPDATE field_sent SET payload = %s WHERE id = %s", [ruta.base.sealed.seal(json.loads(payload)), row_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE field_sent ENABLE TRIGGER audit_update")
        cursor.execute("SELECT set_config('ruta.kind', '', true)")


class Migration(migrations.Migration):
    """The column becomes text, and what waits in it is sealed."""

    dependencies = [("field", "0004_photos_guarded")]
    operations = [
        migrations.AlterField("sent", "payload", ruta.base.sealed.SealedJSONField(null=True)),
        migrations.RunPython(seal_what_waits, migrations.RunPython.noop, elidable=True),
    ]
