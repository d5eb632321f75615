"""Which instruments were given in a case, told without telling what they say?"""

from django.db import migrations

from ruta.base.schema import Definer

# Whoever carries the case learns whether it was asked; the answers are read by the roles that the instrument names.
GIVEN = """
SELECT DISTINCT instrument FROM cases_assessment
WHERE case_id = the_case AND owner_institution_id = ruta_me() AND state = 'done' AND instrument = ANY (codes)
"""


class Migration(migrations.Migration):
    """One narrow door: codes that were asked for."""

    dependencies = [("cases", "0009_one_index_less")]
    operations = [Definer("ruta_instruments_given(the_case bigint, codes text[])", GIVEN, owner="ruta_reader", returns="SETOF text")]
