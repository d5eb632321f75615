"""Who reads an announced visit? Everybody. Its institution says what became of it, once; nobody rewrites what was announced."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

TABLE = "agenda_itinerantvisit"
PUBLIC = "state IN ('announced', 'held', 'called_off', 'moved')"
# The day, the municipality, the office and when it was announced are in no list: they stay as they were read.
FIXED = f"""
REVOKE UPDATE, DELETE ON {TABLE} FROM ruta_app;
GRANT UPDATE (place, starts_at, ends_at, services, state, held_on, reason, told_at, told_by, version) ON {TABLE} TO ruta_app;
CREATE TRIGGER stays_told BEFORE UPDATE ON {TABLE}
  FOR EACH ROW WHEN (OLD.state <> 'announced') EXECUTE FUNCTION ruta_stays_ended();
"""
BACK = f"DROP TRIGGER stays_told ON {TABLE}; GRANT UPDATE, DELETE ON {TABLE} TO ruta_app"


class Migration(migrations.Migration):
    """A public row with an owner who alone writes it."""

    dependencies = [("agenda", "0012_visits")]
    operations = [
        RowSecurity(TABLE, read=f"{MINE} OR {PUBLIC}"),
        ChildOf(TABLE, TABLE, "instead_of_id"),
        migrations.RunSQL(FIXED, BACK),
        Audited(TABLE),
    ]
