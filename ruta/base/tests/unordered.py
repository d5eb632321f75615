"""Does any code rely on the order of a list that it never asked to be ordered? Such lists come backwards in tests."""

from typing import Any

from django.db.models import QuerySet


def turn_unordered_backwards() -> None:
    """From now on an unordered queryset gives its rows in the opposite order of PostgreSQL's."""
    fetch = QuerySet._fetch_all

    def backwards(rows: Any) -> None:
        is_fresh = rows._result_cache is None
        fetch(rows)
        if is_fresh and not rows.ordered:
            rows._result_cache.reverse()

    QuerySet._fetch_all = backwards  # type: ignore[method-assign]
