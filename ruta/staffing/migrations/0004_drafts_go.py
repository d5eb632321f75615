"""May a draft that nobody wants be thrown away? Yes, and a post that has nothing else with it; what was approved stays for ever."""

from django.db import migrations

from ruta.base.schema import MINE

EMPTY = "NOT EXISTS (SELECT FROM staffing_postversion v WHERE v.post_id = staffing_post.id)"
GOES = {"postversion": "state = 'draft'", "structure": "state = 'draft'", "post": EMPTY}


class Migration(migrations.Migration):
    """Of the own institution alone; the audit keeps what it said."""

    dependencies = [("staffing", "0003_dedication")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY actor_delete ON staffing_{name} FOR DELETE TO ruta_app USING ({MINE} AND {clause})",
            f"DROP POLICY actor_delete ON staffing_{name}",
        )
        for name, clause in GOES.items()
    ]
