"""How does the operator begin and end a time in which nothing is written? Each is kept with its reason, and none is taken away."""

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.models import ReadOnlyPeriod
from ruta.base.transactions import action


@action
def begin_read_only(*, actor: Actor, reason: str, by: str) -> ReadOnlyPeriod:
    """Let nothing be written from now on. The actor's context has to be one that writes always."""
    del actor
    if not reason.strip():
        raise Invalid(_("Diga por qué: quien trabaja lo lee en cada página."))
    if ReadOnlyPeriod.objects.filter(ended_at=None).exists():
        raise NotOpen(_("Ruta ya está en solo lectura."))
    return ReadOnlyPeriod.objects.create(reason=reason.strip(), begun_at=now(), begun_by=by)


@action
def end_read_only(*, actor: Actor, by: str) -> ReadOnlyPeriod:
    """Let everything be written again."""
    del actor
    row = ReadOnlyPeriod.objects.select_for_update().filter(ended_at=None).first()
    if row is None:
        raise NotOpen(_("Ruta no está en solo lectura."))
    row.ended_at, row.ended_by = now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    return row
