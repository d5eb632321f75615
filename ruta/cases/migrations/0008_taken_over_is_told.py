"""How does the copy of a register learn that somebody was taken over from another institution?"""

from django.db import migrations

from ruta.base.schema import Definer

# The owner of a key is whoever owns the person now; whoever takes a person over learns of one person more.
TELL = """
INSERT INTO people_personchange (institution_id, txid, person_id)
SELECT p.owner_institution_id, pg_current_xact_id()::text::bigint, p.id FROM people_person p WHERE p.id = person ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    """Keys do not carry the institution any more: nothing moves but a note."""

    dependencies = [("cases", "0007_children"), ("people", "0015_narrow_keys")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ruta_move_keys(bigint)", migrations.RunSQL.noop),
        Definer("ruta_move_keys(person bigint)", TELL, owner="ruta_linkage", returns="void", volatility="VOLATILE"),
    ]
