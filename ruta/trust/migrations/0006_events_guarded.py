"""Who reads the kept answers and the events? The institution whose system called, or is told."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    """Default deny. An answer is forgotten after a day; events stay, so that they can be told again."""

    dependencies = [("trust", "0005_events")]
    operations = [
        RowSecurity("trust_keptanswer", read=MINE, delete=MINE),
        RowSecurity("trust_outevent", read=MINE),
        RowSecurity("trust_inevent", read=MINE, update=""),
        *(Audited(f"trust_{name}") for name in ("keptanswer", "outevent", "inevent")),
    ]
