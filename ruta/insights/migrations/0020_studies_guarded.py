"""Which changes of the register of studies leave a trace? Those of words; the files leave no copy in the audit."""

from django.db import migrations

from ruta.base.schema import Audited

GRANTS = "REVOKE DELETE ON insights_study, insights_studyuse, insights_scenario FROM ruta_app"
BACK = "GRANT DELETE ON insights_study, insights_studyuse, insights_scenario TO ruta_app"


class Migration(migrations.Migration):
    """Nothing of a person stands in them; who registered what by number only."""

    dependencies = [("insights", "0019_studies")]
    operations = [migrations.RunSQL(GRANTS, BACK), Audited("insights_studyuse"), Audited("insights_scenario")]
