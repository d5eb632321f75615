"""Who may read a photographed paper? The institution that carries the case; the pieces belong to their picture and never change."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity


class Migration(migrations.Migration):
    """Default deny, owned by the institution, audited."""

    dependencies = [("field", "0003_photos")]
    operations = [
        RowSecurity("field_photo", read=MINE),
        Audited("field_photo"),
        ChildOf("field_photo", "cases_case", "case_id"),
        RowSecurity("field_photopiece", read=MINE, update=""),
        Audited("field_photopiece"),
        ChildOf("field_photopiece", "field_photo", "photo_id"),
    ]
