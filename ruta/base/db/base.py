"""How does a transaction begin, with its actor bound and read-only when nothing may be written? And which words does the server keep?"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property
from psycopg.errors import ReadOnlySqlTransaction

from ruta.base.context import Context, begin, bind, current
from ruta.base.standstill import refusal

SERVES = "default"
"""The alias of pages, jobs and verbs. That of the log writes on: reading goes on, and each opening is noted."""


class _Errors(DatabaseErrorWrapper):
    """Django's translation of errors; a write while nothing is written becomes the one sentence about it."""

    wrapper: "DatabaseWrapper"

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Say it here, whoever tried to write."""
        if isinstance(error, ReadOnlySqlTransaction) and self.wrapper.only_reads_because:
            raise refusal(self.wrapper.only_reads_because) from error
        super().__exit__(kind, error, trace)


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens each transaction of the default alias with the actor of the context."""

    _keeps_words = False
    only_reads_because = ""

    @cached_property
    def wrap_database_errors(self) -> _Errors:
        """Around each call of the driver."""
        return _Errors(self)

    @contextmanager
    def kept_words(self) -> Iterator[None]:
        """Queries in here go to the server as words and values apart, so that it reads and plans the words once for a connection."""
        before, self._keeps_words = self._keeps_words, True
        try:
            yield
        finally:
            self._keeps_words = before

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor; inside `kept_words` one that binds its values at the server."""
        if not self._keeps_words or name:
            return super().create_cursor(name)
        usual, self.connection.cursor_factory = self.connection.cursor_factory, base.ServerBindingCursor
        try:
            return super().create_cursor()
        finally:
            self.connection.cursor_factory = usual

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's signature
        with self.wrap_database_errors:
            context = current.get()
            if not autocommit:
                # Survives in the pool, so it is set at every BEGIN.
                self.connection.read_only = bool(context and context.read_only and self.alias == SERVES)
            self.connection.autocommit = autocommit
            if not autocommit and context:
                self._begin(context)

    def _begin(self, context: Context) -> None:
        if self.alias != SERVES:
            if context.actor:
                bind(self.connection, context.actor)
            return
        self.only_reads_because = begin(self.connection, context.actor) or settings.READ_ONLY
        if self.only_reads_because and not (context.read_only or context.writes_always):
            self.connection.execute("SET TRANSACTION READ ONLY")
