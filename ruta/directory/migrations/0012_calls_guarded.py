"""The chain of calls of an office is read and written in its own institution; a call is made within one plan."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """What was written as one text stays in the plan, as its note."""

    dependencies = [("directory", "0011_calls")]
    operations = [
        ChildOf("directory_continuitycall", "directory_continuityplan", "plan_id"),
        ChildOf("directory_continuitycall", "directory_continuitycall", "caller_id", ("plan_id", "owner_institution_id")),
        RowSecurity("directory_continuitycall", read=MINE, delete=MINE),
        Audited("directory_continuitycall"),
    ]
