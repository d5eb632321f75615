"""The thirteenth promise of the charter has days too: those on which a team was announced."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

before = import_module("ruta.insights.migrations.0031_promise_asked")
SQL = Path(__file__).parents[1] / "sql"
ASKED, VISITS = ((SQL / name).read_text() for name in ("promise_asked.sql", "promise_visits.sql"))
READ = [
    "GRANT SELECT (id, owner_institution_id, office_id, day, held_on) ON agenda_itinerantvisit TO ruta_insights",
    "CREATE POLICY insights ON agenda_itinerantvisit FOR SELECT TO ruta_insights USING (true)",
]
BACK = ["DROP POLICY insights ON agenda_itinerantvisit", "REVOKE SELECT ON agenda_itinerantvisit FROM ruta_insights"]


class Migration(migrations.Migration):
    """The next counting of the night fills the rest."""

    dependencies = [("insights", "0033_procedures"), ("agenda", "0013_visits_guarded")]
    operations = [migrations.RunSQL(READ, BACK), migrations.RunSQL(before.waits(ASKED + VISITS), before.waits(ASKED))]
