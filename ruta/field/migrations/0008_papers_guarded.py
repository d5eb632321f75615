"""Who may read a printed form? Its institution; a typed one goes with its case."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """Default deny, owned by the institution, audited."""

    dependencies = [("field", "0007_papers")]
    operations = [
        RowSecurity("field_paperform", read=MINE),
        Audited("field_paperform"),
        ChildOf("field_paperform", "cases_case", "case_id"),
    ]
