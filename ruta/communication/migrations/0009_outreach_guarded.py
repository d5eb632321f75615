"""What may still change in a file that was handed in, and which changes leave a trace?"""

from django.db import migrations

from ruta.base.schema import Audited

# A file, its seal and who handed it in stay as they were; an answer behind a link belongs to its campaign for good.
GRANTS = """
REVOKE UPDATE ON communication_materialversion, communication_campaignreply FROM ruta_app;
GRANT UPDATE (state, judged_at, judged_by, note, withdrawn_at, withdrawn_by, why_withdrawn) ON communication_materialversion TO ruta_app;
GRANT UPDATE (token_sha256, opened_at, said, said_at) ON communication_campaignreply TO ruta_app;
REVOKE DELETE ON communication_materialversion, communication_campaignreply, communication_campaign, communication_strategy FROM ruta_app;
"""
BACK = """
GRANT UPDATE, DELETE ON communication_materialversion, communication_campaignreply, communication_campaign, communication_strategy TO ruta_app;
"""


class Migration(migrations.Migration):
    """No row of a person: the files of the library leave no copy in the audit."""

    dependencies = [("communication", "0008_outreach")]
    operations = [
        migrations.RunSQL(GRANTS, BACK),
        *(
            Audited(f"communication_{name}")
            for name in ("strategy", "milestone", "mediaitem", "orientationsession", "material", "campaign")
        ),
    ]
