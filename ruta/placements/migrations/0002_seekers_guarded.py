"""Who may read what a person can do? Whoever keeps it, and whoever the person allowed to read studies and trades."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity, mine_or_shared

# What stood in a profile stays as it was written.
APPEND_ONLY = "REVOKE UPDATE, DELETE ON placements_seekerchange FROM ruta_app"
GIVE_BACK = "GRANT UPDATE, DELETE ON placements_seekerchange TO ruta_app"


class Migration(migrations.Migration):
    """The profile follows its person through hand-overs and merges; its history is read by the owner alone."""

    dependencies = [("placements", "0001_seekers"), ("people", "0030_reserved_words_guarded")]
    operations = [
        RowSecurity("placements_seekerprofile", read=mine_or_shared("'education_work'")),
        RowSecurity("placements_seekerchange", read=MINE, update=""),
        migrations.RunSQL(APPEND_ONLY, GIVE_BACK),
        ChildOf("placements_seekerprofile", "people_person", "person_id"),
        ChildOf("placements_seekerchange", "placements_seekerprofile", "profile_id"),
        Audited("placements_seekerprofile"),
        Audited("placements_seekerchange"),
        Movable("placements_seekerprofile", refuses=True),
    ]
