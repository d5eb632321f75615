"""Who reads what colleagues found out? Their institution; what it recommends, every institution that works here."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

OF_MY_PRACTICE = "practice_id IN (SELECT p.id FROM quality_practice p WHERE p.owner_institution_id = (SELECT ruta_me()))"
GRANTS = """
REVOKE UPDATE ON quality_practice, quality_replica FROM ruta_app;
GRANT UPDATE (state, note, reviewed_at, reviewed_by) ON quality_practice TO ruta_app;
GRANT UPDATE (state, result, result_on) ON quality_replica TO ruta_app;
"""


class Migration(migrations.Migration):
    """What was handed in stays as it was written; the judgement and the result are added."""

    dependencies = [("quality", "0005_practices")]
    operations = [
        RowSecurity("quality_practice", read=f"{MINE} OR (state = 'accepted' AND current_setting('ruta.kind', true) = 'staff')"),
        RowSecurity("quality_replica", read=f"{MINE} OR {OF_MY_PRACTICE}"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        *(Audited(f"quality_{name}") for name in ("practice", "replica")),
    ]
