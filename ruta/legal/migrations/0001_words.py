"""How are Spanish texts searched? Stems without accents: «migracion» finds «migraciones» and «migración»."""

from django.db import migrations

FORWARD = """
CREATE TEXT SEARCH CONFIGURATION ruta_spanish (COPY = pg_catalog.spanish);
ALTER TEXT SEARCH CONFIGURATION ruta_spanish ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
"""


class Migration(migrations.Migration):
    """The configuration that every generated column of this domain names."""

    dependencies = []
    operations = [migrations.RunSQL(FORWARD, "DROP TEXT SEARCH CONFIGURATION ruta_spanish")]
