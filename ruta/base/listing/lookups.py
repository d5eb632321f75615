"""How does a text begin, so that an index helps also under row security?"""

from typing import Any

from django.db.models import CharField, Lookup, TextField


@CharField.register_lookup
@TextField.register_lookup
class StartsWith(Lookup):  # type: ignore[type-arg]
    """`name__begins="mejia"`: PostgreSQL's leakproof `starts_with`; Django's own startswith emits LIKE, which a policy keeps off the index."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write `starts_with(column, text)`."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"starts_with({left}, {right})", [*left_values, *right_values]
