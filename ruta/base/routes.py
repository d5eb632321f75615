"""Where does a name of an address lead? Found once for each place: a page asks for dozens, and the addresses stay while a process lives."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

MOST = 20_000


@lru_cache(maxsize=MOST, typed=True)
def address(name: str, *args: Any, current_app: str | None = None) -> str:
    """The path of `name` for these arguments, as `django.urls.reverse` gives it."""
    return reverse(name, args=args, current_app=current_app)
