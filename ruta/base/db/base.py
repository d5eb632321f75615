"""How does a transaction begin? With its actor bound, and read-only when the request may not write."""

from django.db.backends.postgresql import base

from ruta.base.context import bind, current


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens each transaction of the default alias with the actor of the context."""

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's signature
        with self.wrap_database_errors:
            context = current.get()
            if not autocommit:
                # Survives in the pool, so it is set at every BEGIN.
                self.connection.read_only = bool(context and context.read_only and self.alias == "default")
            self.connection.autocommit = autocommit
            if not autocommit and context and context.actor:
                bind(self.connection, context.actor)
