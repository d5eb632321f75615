"""How are the figures brought up to date?"""

from django.db import connection

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.insights.definitions import SURVEY
from ruta.taxonomy.selectors import catalogue, instrument


@action
def refresh_cubes(*, actor: Actor, everything: bool = False) -> dict[str, int]:
    """Count anew what was marked since the last time, or everything; returns the rows behind attentions and referrals."""
    del actor
    migrants = [item["code"] for item in catalogue("modalities") if item["counts_as_migrant"]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ruta_refresh_indicators(%s, %s, %s, %s), ruta_refresh_referrals(%s)",
            [everything, migrants, today(), sustained_from(), everything],
        )
        attentions, referrals = cursor.fetchone()
    return {"attentions": attentions, "referrals": referrals}


def sustained_from() -> float:
    """From which composite on the reintegration survey says that somebody is going well: the highest band of its instrument."""
    composite = next(score for score in instrument(SURVEY)["scores"] if score["code"] == "composite")
    return float(max(band["min"] for band in composite["bands"]))
