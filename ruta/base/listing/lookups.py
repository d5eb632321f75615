"""How does a text begin, so that an index helps also under row security? Is a number one of many, in words that do not change with how many?"""

from typing import Any

from django.db.models import CharField, ForeignKey, IntegerField, Lookup, TextField


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


@IntegerField.register_lookup
@ForeignKey.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    """`pk__any_of=[3, 5]`: the same as `in`, with one value for all, so that `ruta.base.compiled` can keep the words."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, _connection: Any) -> tuple[str, Any]:
        """The whole list is one value."""
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write `column = ANY(numbers)`."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right}::bigint[])", [*left_values, *right_values]
