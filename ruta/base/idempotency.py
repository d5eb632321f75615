"""Was this form sent already? The first answer is kept under the key of the form and given again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.models import OnceKey


def once(*, actor: Actor, key: str | UUID, verb: str, run: Callable[[], Any]) -> tuple[Any, bool]:
    """Run once per key, actor and verb. Gives the result (JSON-able, an id) and whether it is new.

    A second click waits on the unique key until the first one commits, then finds its result.
    """
    try:
        key = UUID(str(key))
    except ValueError as error:
        raise Invalid(_("El formulario llegó incompleto. Recargue la página y envíelo otra vez.")) from error
    with transaction.atomic():
        row, is_new = OnceKey.objects.get_or_create(
            key=key, verb=verb, user_id=actor.user_id, defaults={"institution_id": actor.institution_id}
        )
        if is_new:
            row.result = run()
            row.save(update_fields=["result"])
        return row.result, is_new


def was_done(key: str, verb: str) -> bool:
    """Whether the form of this key, of somebody without an account, was answered already."""
    try:
        return OnceKey.objects.filter(key=UUID(key), verb=verb, user_id=None).exists()
    except ValueError:
        return False
