"""Who may read an appointment? Whoever booked it and whoever receives."""

from django.db import migrations

from ruta.base.schema import Audited, ChildOf, RowSecurity, either_side

BOTH = either_side("owner_institution_id", "host_id")


class Migration(migrations.Migration):
    """Two-sided rows; the owner is the person's."""

    dependencies = [("agenda", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("agenda_appointment", read=BOTH, update=BOTH),
        ChildOf("agenda_appointment", "people_person", "person_id"),
        Audited("agenda_appointment"),
    ]
