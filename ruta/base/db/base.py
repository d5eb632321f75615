"""How does a transaction begin, with its actor bound and read-only when the request may not write? And which words does the server keep?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base

from ruta.base.context import bind, current


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens each transaction of the default alias with the actor of the context."""

    _keeps_words = False

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
                self.connection.read_only = bool(context and context.read_only and self.alias == "default")
            self.connection.autocommit = autocommit
            if not autocommit and context and context.actor:
                bind(self.connection, context.actor)
