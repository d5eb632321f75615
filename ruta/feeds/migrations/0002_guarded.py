"""Who reads the sources of an institution and what came of them? That institution. A mapping is written once; foreign tables have a schema of their own."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

ONCE = "REVOKE UPDATE, DELETE ON feeds_sourcemapping FROM ruta_app;"
OUTSIDE = "CREATE SCHEMA IF NOT EXISTS outside; GRANT USAGE ON SCHEMA outside TO ruta_app;"


class Migration(migrations.Migration):
    """Default deny."""

    dependencies = [("feeds", "0001_initial"), ("people", "0043_ties_restored")]
    operations = [
        *(RowSecurity(f"feeds_{name}", read=MINE) for name in ("source", "sourcemapping", "pull")),
        *(ChildOf(f"feeds_{name}", "feeds_source", "source_id") for name in ("sourcemapping", "pull")),
        *(Audited(f"feeds_{name}") for name in ("source", "sourcemapping", "pull")),
        migrations.RunSQL(ONCE, migrations.RunSQL.noop),
        migrations.RunSQL(OUTSIDE, "DROP SCHEMA IF EXISTS outside;"),
    ]
