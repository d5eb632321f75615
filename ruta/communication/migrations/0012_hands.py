"""Who wrote in a strategy or a campaign? None of them approves it, however many corrected it since."""

import django.contrib.postgres.fields
from django.db import migrations, models

HANDS = django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), db_default=[], default=list, size=None)
TABLES = ("communication_strategy", "communication_campaign")
# As a set of names in the database too: what was approved before keeps whom it names.
OTHERS = "ALTER TABLE {0} ADD CONSTRAINT {0}_other_eyes CHECK (approved_by IS NULL OR approved_by <> ALL (hands))"
BACK = "ALTER TABLE {0} DROP CONSTRAINT {0}_other_eyes"


class Migration(migrations.Migration):
    dependencies = [("communication", "0011_strategies_given_up")]
    operations = [
        migrations.AddField("strategy", "hands", HANDS),
        migrations.AddField("campaign", "hands", HANDS),
        *(migrations.RunSQL(OTHERS.format(table), BACK.format(table)) for table in TABLES),
    ]
