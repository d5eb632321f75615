"""Do messages follow a person whose record is merged into another?"""

from django.db import migrations

from ruta.base.schema import Movable


class Migration(migrations.Migration):
    """One column, one role. A message of an event of before may still arrive on the old record; it is read through it."""

    dependencies = [("communication", "0002_security"), ("people", "0012_merging_guarded")]
    operations = [Movable("communication_message")]
