"""Of which case is a next step? Of that of its referral: the queue of an officer begins at their cases, closed ones too."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import ChildOf

# The owner of the tables is bound by row security too, and the trigger of the audit asks who acts: nobody does, nothing about a person changes.
FILL = """
ALTER TABLE referrals_referraltask NO FORCE ROW LEVEL SECURITY;
ALTER TABLE referrals_referral NO FORCE ROW LEVEL SECURITY;
ALTER TABLE referrals_referraltask DISABLE TRIGGER USER;
UPDATE referrals_referraltask t SET case_id = r.case_id FROM referrals_referral r WHERE r.id = t.referral_id;
ALTER TABLE referrals_referraltask ENABLE TRIGGER USER;
ALTER TABLE referrals_referral FORCE ROW LEVEL SECURITY;
ALTER TABLE referrals_referraltask FORCE ROW LEVEL SECURITY;
"""
TO_CASE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    """Added, filled, demanded, found."""

    dependencies = [("referrals", "0017_mirrored_guarded"), ("cases", "0017_open_cases_of_officer")]
    operations = [
        migrations.AddField(
            "referraltask",
            "case",
            models.ForeignKey("cases.case", TO_CASE, related_name="+", db_index=False, null=True),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("referraltask", "case", models.ForeignKey("cases.case", TO_CASE, related_name="+", db_index=False)),
        migrations.AddIndex("referraltask", models.Index(fields=["case"], condition=models.Q(done_at=None), name="referrals_task_case")),
        ChildOf("referrals_referraltask", "cases_case", "case_id"),
    ]
