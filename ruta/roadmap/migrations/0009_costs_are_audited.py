"""Who changed what a plan costs stays written, and what was spent is never rewritten."""

from django.db import migrations

from ruta.base.schema import Audited

FORWARD = """
CREATE TRIGGER said_is_final BEFORE UPDATE OR DELETE ON roadmap_expense FOR EACH ROW EXECUTE FUNCTION roadmap_said_is_final();
"""
BACK = "DROP TRIGGER said_is_final ON roadmap_expense;"


class Migration(migrations.Migration):
    """Audit lines and expenses."""

    dependencies = [("roadmap", "0008_costs")]
    operations = [Audited("roadmap_costline"), Audited("roadmap_expense"), migrations.RunSQL(FORWARD, BACK)]
