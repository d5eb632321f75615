"""Who is behind a request: somebody who signed in, or the system of an institution with its token?"""

from typing import Any

from ruta.accounts.selectors import actor_of as actor_of_user
from ruta.base.context import Actor
from ruta.base.problems import is_machine
from ruta.exchange.gate import actor_of_client


def actor_of(request: Any) -> Actor | None:
    """Addresses for machines know no session, and pages know no token."""
    return actor_of_client(request) if is_machine(request) else actor_of_user(request)
