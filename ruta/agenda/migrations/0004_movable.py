"""Do appointments follow a person whose record is merged into another?"""

from django.db import migrations

from ruta.base.schema import Movable


class Migration(migrations.Migration):
    """One column, one role."""

    dependencies = [("agenda", "0003_fixed_sides"), ("people", "0012_merging_guarded")]
    operations = [Movable("agenda_appointment", refuses=True)]
