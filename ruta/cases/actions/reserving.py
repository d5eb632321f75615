"""How do words that were written before something was reserved come to stand apart too?"""

from datetime import datetime

from django.db import connection

from ruta.base.context import Actor
from ruta.base.transactions import action

AGAIN = "SELECT ruta_reserve_again(%s, %s)"


@action
def reserve_again(*, actor: Actor, since: datetime | None = None) -> int:
    """Write again what may tell of those of whom something was reserved since then, or of everybody; gives how many rows were moved apart."""
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, [actor.institution_id, since])
        return int(cursor.fetchone()[0])
