"""Who gave up a place in a workshop after its term was promised it all the same."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

before = import_module("ruta.insights.migrations.0031_promise_asked")
ASKED = (Path(__file__).parents[1] / "sql" / "promise_asked.sql").read_text()


class Migration(migrations.Migration):
    """The function as it is now; the next counting of the night fills the rest."""

    dependencies = [("insights", "0031_promise_asked")]
    operations = [
        migrations.RunSQL("GRANT SELECT (decided_at) ON training_enrolment TO ruta_insights", migrations.RunSQL.noop),
        migrations.RunSQL(before.waits(ASKED), migrations.RunSQL.noop),
    ]
