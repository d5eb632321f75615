"""Which index stood twice? A foreign key has its own already."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less to write."""

    dependencies = [("people", "0032_notices_climb_guarded")]
    operations = [migrations.RemoveIndex("merge", "people_merge_survivor")]
