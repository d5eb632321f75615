"""Who opened what, and who searched? Written before the page is shown, through a door that works in a read-only request."""

from typing import Any

from django.db import connections

from ruta.base.context import Actor
from ruta.base.models import AccessLog

ALIAS = "log"


def log_access(
    actor: Actor,
    kind: str,
    *,
    person_id: int | None = None,
    object_id: int | None = None,
    owner_institution_id: int | None = None,
    reason: str = "",
    **details: Any,
) -> None:
    """Write one row of the access log in its own connection; `details` hold counts and kinds, never what was typed."""
    AccessLog.objects.using(ALIAS).create(
        kind=kind,
        institution_id=actor.institution_id,
        user_id=actor.user_id,
        office_id=actor.office_id,
        role=actor.role,
        person_id=person_id,
        object_id=object_id,
        owner_institution_id=owner_institution_id,
        reason=reason or actor.reason,
        details=details,
    )


def is_open() -> bool:
    """Whether the door of the log has a live connection (a check for the health page)."""
    return connections[ALIAS].is_usable()
