"""Who reads what a board brought? The institution that loaded it."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """Default deny, as everywhere."""

    dependencies = [("employers", "0004_boards")]
    operations = [
        RowSecurity("employers_boardload", read=MINE),
        RowSecurity("employers_boardrow", read=MINE),
        ChildOf("employers_boardrow", "employers_boardload", "load_id"),
        *(Audited(f"employers_{name}") for name in ("boardload", "boardrow")),
    ]
