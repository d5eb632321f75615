"""Which functions does row security stand on, and how is the audit written?"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"

ME = """
CREATE FUNCTION ruta_me() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('ruta.institution', true), '')::bigint $$;
"""


class Migration(migrations.Migration):
    """The institution of the session, and the audit with its append-only grants."""

    dependencies = [("base", "0001_initial")]
    operations = [
        migrations.RunSQL(ME, "DROP FUNCTION ruta_me()"),
        migrations.RunSQL((SQL / "audit.sql").read_text(), (SQL / "audit_reverse.sql").read_text()),
    ]
