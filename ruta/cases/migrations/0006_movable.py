"""Do cases follow a person whose record is merged into another? Their parts do by their composite keys."""

from django.db import migrations

from ruta.base.schema import Movable


class Migration(migrations.Migration):
    """One column, one role."""

    dependencies = [("cases", "0005_linked"), ("people", "0012_merging_guarded")]
    operations = [Movable("cases_case", refuses=True)]
