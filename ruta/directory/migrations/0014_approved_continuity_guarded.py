"""What was approved is read in its own institution, written once and never again."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """Plans approved before are kept as they stand when somebody next changes them."""

    dependencies = [("directory", "0013_approved_continuity")]
    operations = [
        ChildOf("directory_continuityversion", "directory_continuityplan", "plan_id"),
        RowSecurity("directory_continuityversion", read=MINE, update=""),
        Audited("directory_continuityversion"),
    ]
