"""May this role open this page? Each view of the desk names its roles; the anonymous were refused before."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from ruta.accounts.models import Membership
from ruta.accounts.policies import demand_role
from ruta.base.context import Actor

View = Callable[..., HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request of somebody who works here: the middleware added who they are."""

    actor: Actor
    membership: Membership


def roles(allowed: Collection[str]) -> Callable[[View], View]:
    """Refuse every role that is not named, with a sentence."""

    def gate(view: View) -> View:
        @wraps(view)
        def gated(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand_role(request.actor, allowed)
            return view(request, *args, **kwargs)

        gated.allowed_roles = frozenset(allowed)  # type: ignore[attr-defined]
        return gated

    return gate
