"""May the keys of a work profile be written anew when two records become one person, and when they part again?"""

from django.db import migrations

OPEN = """
GRANT SELECT, INSERT, DELETE ON placements_seekerkey TO ruta_merge;
CREATE POLICY merger ON placements_seekerkey TO ruta_merge USING (owner_institution_id = (SELECT ruta_me()))
  WITH CHECK (owner_institution_id = (SELECT ruta_me()));
"""
CLOSE = """
DROP POLICY merger ON placements_seekerkey; REVOKE SELECT, INSERT, DELETE ON placements_seekerkey FROM ruta_merge;
"""


class Migration(migrations.Migration):
    """The rows of a profile go over by the one role that moves rows; the trigger of its keys runs as that role."""

    dependencies = [("placements", "0008_found_by_trade"), ("people", "0012_merging_guarded")]
    operations = [migrations.RunSQL(OPEN, CLOSE)]
