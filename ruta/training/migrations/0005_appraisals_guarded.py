"""Who reads what was said of an edition? Its institution; and the role of figures, of all, without words or days."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """Default deny; what was said stays as it was said."""

    dependencies = [("training", "0004_appraisals")]
    operations = [
        RowSecurity("training_appraisal", read=MINE, update=""),
        ChildOf("training_appraisal", "training_edition", "edition_id"),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON training_appraisal FROM ruta_app", migrations.RunSQL.noop),
        Audited("training_appraisal"),
    ]
