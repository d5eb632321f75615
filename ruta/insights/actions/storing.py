"""How does the observatory's warehouse keep up with what happened?"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from ruta.base.context import Actor
from ruta.base.transactions import action

if TYPE_CHECKING:
    from ruta.insights.warehouse import Stored


@action
def store_facts(*, actor: Actor, tell: Callable[[str], None] = lambda _name: None) -> "list[Stored]":
    """Write the months whose facts changed, under pseudonyms; says how many rows of each fact were written."""
    from ruta.insights.warehouse import stored

    del actor
    connection.ensure_connection()
    return stored(connection.connection, Path(settings.WAREHOUSE_FOLDER), settings.SECRET_KEY, tell)
