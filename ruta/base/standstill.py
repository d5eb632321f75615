"""Is nothing written at present, since when and why? The operator says so; every write is then refused with one sentence, and reading goes on."""

import asyncio
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from procrastinate.exceptions import ConnectorException

from ruta.base.context import writing_always
from ruta.base.errors import ReadOnlyNow

RETRY_SECONDS = 120
LOOK_AGAIN_SECONDS = 5
ENTERING = "entering"
"""The queue of what lets a person in to read their own: it goes on, and has a worker of its own that no held job keeps busy."""
IN_FORCE = "SELECT reason FROM base_readonlyperiod WHERE ended_at IS NULL"


def only_reads_because() -> str:
    """Why nothing is written, as the transaction at hand began; empty while the platform is whole."""
    return str(getattr(connections["default"], "only_reads_because", ""))


def refusal(reason: str) -> ReadOnlyNow:
    """The one sentence."""
    sentence = _("No se guardó: Ruta está en solo lectura (%(reason)s). Lo escrito sigue aquí; envíelo otra vez cuando se quite el aviso.")
    return ReadOnlyNow(sentence % {"reason": reason})


async def hold_jobs(work: Any, context: Any, worker: Any) -> Any:
    """Around each job of a worker: none begins while nothing is written, and one that writing ended under begins anew afterwards.

    A job is one try for this, however often it is refused: nothing of its tries is used up. Whoever wants to come in and read is not kept waiting.
    """
    del worker
    if context.job.queue == ENTERING:
        with writing_always():
            return await work()
    while True:
        while await _stands_still(context):  # noqa: ASYNC110 - it changes in the database, which tells nobody
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        try:
            return await work()
        except ReadOnlyNow:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def _stands_still(context: Any) -> bool:
    """Also while the database does not answer: whoever repairs it may start it anew."""
    try:
        return bool(settings.READ_ONLY or await context.app.connector.execute_query_all_async(IN_FORCE))
    except ConnectorException:
        return True
