"""Who may read a device and what it brought? Whoever it belongs to, and the coordination; another user of the same house does not."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

USER = "user_id = nullif(current_setting('ruta.user', true), '')::bigint"
OWN = f"{MINE} AND {USER}"
SEEN = f"{MINE} AND ({USER} OR current_setting('ruta.role', true) = 'office_coordinator')"


class Migration(migrations.Migration):
    """Default deny, owned by the institution and within it by one user, every change audited."""

    dependencies = [("field", "0001_initial")]
    operations = [
        RowSecurity("field_device", read=SEEN, insert=OWN, update=SEEN),
        Audited("field_device"),
        RowSecurity("field_sent", read=SEEN, insert=OWN, update=SEEN),
        Audited("field_sent"),
        ChildOf("field_sent", "field_device", "device_id"),
        RowSecurity("field_disagreement", read=MINE),
        Audited("field_disagreement"),
        ChildOf("field_disagreement", "field_sent", "sent_id"),
    ]
