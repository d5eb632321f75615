"""Who reads the focal points of institutions? Their own institution, and the roles that keep the whole directory."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

KEEPS = (
    "(current_setting('ruta.kind', true) = 'staff' AND current_setting('ruta.role', true) IN "
    "('administrator', 'central_coordination', 'territorial_officer'))"
)
WRITES = f"{MINE} OR ({KEEPS} AND current_setting('ruta.role', true) <> 'territorial_officer')"


class Migration(migrations.Migration):
    """Default deny; the public and other institutions see no name."""

    dependencies = [("directory", "0002_services"), ("base", "0002_security")]
    operations = [
        RowSecurity("directory_focalpoint", read=f"{MINE} OR {KEEPS}", insert=WRITES, update=WRITES),
        Audited("directory_focalpoint"),
    ]
