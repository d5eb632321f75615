"""Who reads contacts and files? The institution that keeps them, everybody a contact who agreed. Every change of the bank is audited."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

# A contact hangs on a project of its own institution.
ITS_PROJECT = f"{MINE} AND EXISTS (SELECT 1 FROM projects_project p WHERE p.id = project_id AND p.institution_id = (SELECT ruta_me()))"
AUDITED = ("project", "participant", "contact", "document", "result", "judgement", "load")


class Migration(migrations.Migration):
    """Default deny for what names persons; a judgement is written once."""

    dependencies = [("projects", "0001_initial")]
    operations = [
        RowSecurity("projects_contact", read=f"{MINE} OR is_public", insert=ITS_PROJECT, update=ITS_PROJECT, delete=MINE),
        RowSecurity("projects_load", read=MINE),
        *(Audited(f"projects_{name}") for name in AUDITED),
    ]
