"""How many of those whom the keys name are weighed? Twenty: of some 880 registered persons found, none stood lower than third."""

from importlib import import_module

from django.db import migrations

from ruta.base.schema import Definer

BEFORE = import_module("ruta.people.migrations.0023_one_question")


class Migration(migrations.Migration):
    """Half the records of an unsure search; the rest of the door as it was."""

    dependencies = [("people", "0027_ties_guarded")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ruta_find(bigint[], text[])", migrations.RunSQL.noop),
        Definer(
            "ruta_find(keys bigint[], kinds text[])", BEFORE.FIND.replace("place <= 40", "place <= 20"), owner="ruta_linkage",
            returns="TABLE (person_id bigint, handle uuid, agreed text[])", volatility="VOLATILE", language="plpgsql",
        ),
        migrations.RunSQL(BEFORE.KEPT_PLANS, migrations.RunSQL.noop),
    ]  # fmt: skip
