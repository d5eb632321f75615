"""Who says whether a change of the columns holds? The institution that reads; what was said stays."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

ONCE = "REVOKE UPDATE, DELETE ON feeds_mappingverdict FROM ruta_app;"


class Migration(migrations.Migration):
    """Default deny."""

    dependencies = [("feeds", "0003_schedules")]
    operations = [
        RowSecurity("feeds_mappingverdict", read=MINE),
        ChildOf("feeds_mappingverdict", "feeds_sourcemapping", "mapping_id"),
        Audited("feeds_mappingverdict"),
        migrations.RunSQL(ONCE, migrations.RunSQL.noop),
    ]
