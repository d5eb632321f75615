"""How does an open page hear at once what happened? PostgreSQL tells every process after the commit; whoever holds the line writes it down it."""

import json
from typing import Any

from django.db import connection
from django.http import StreamingHttpResponse

CHANNEL = "ruta_live"
ENDING = "/en-vivo/"  # only addresses that end so are held open
RETRY_MS = 1_000
END = "end"  # after this word whoever hears it is let go


def tell(topic: str, event: str, data: dict[str, Any], *, number: int | None = None) -> None:
    """Say something to whoever listens to a topic, once the transaction commits. Public words only: every process hears all of them."""
    payload = json.dumps({"topic": topic, "event": event, "data": data, "id": number}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def frame(event: str, data: Any, number: int | None = None) -> bytes:
    """One server-sent event."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


class Stream(StreamingHttpResponse):
    """What a page hears first, and the topics that it goes on hearing.

    A server that can hold the line keeps it open without a thread; any other ends it after the first words, and the browser comes back.
    """

    def __init__(self, topics: set[str], first: bytes) -> None:
        """`first` is what stands now."""
        self.topics = topics
        super().__init__([f"retry: {RETRY_MS}\n\n".encode() + first], content_type="text/event-stream; charset=utf-8")
        self.headers["Cache-Control"] = "no-store"
        self.headers["X-Accel-Buffering"] = "no"
