"""Who reads what a population asked in place of a return? Whoever reads returns; what is strict stands apart as everywhere."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, Reserved, RowSecurity, mine_or_shared

ENDS = """
REVOKE UPDATE ON people_episode FROM ruta_app;
"""


class Migration(migrations.Migration):
    """Added and never edited; strict answers are moved apart as they are written."""

    dependencies = [("people", "0039_episodes")]
    operations = [
        RowSecurity("people_episode", read=mine_or_shared("'migration'"), insert=MINE, update=""),
        ChildOf("people_episode", "people_person", "person_id"),
        Movable("people_episode", refuses=True),
        Audited("people_episode"),
        Reserved("people_episode", ("kept_apart",), when="NEW.kept_apart <> '{}'::jsonb"),
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
    ]
