"""How are the figures brought up to date?"""

from django.db import connection

from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.taxonomy.selectors import catalogue


@action
def refresh_cubes(*, actor: Actor, everything: bool = False) -> dict[str, int]:
    """Count anew the months in which something was recorded; returns the rows behind each cube."""
    del actor
    migrants = [item["code"] for item in catalogue("modalities") if item["counts_as_migrant"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_refresh_attentions(%s, %s), ruta_refresh_referrals(%s)", [everything, migrants, everything])
        attentions, referrals = cursor.fetchone()
    return {"attentions": attentions, "referrals": referrals}
