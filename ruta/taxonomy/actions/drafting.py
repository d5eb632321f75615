"""How is a new version written before anybody works by it?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, NotFound, Refused
from ruta.base.transactions import action
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import CatalogueDraft
from ruta.taxonomy.policies import can_publish_catalogue
from ruta.taxonomy.selectors import catalogue

REVISIONS = 1_000


@action
def start_draft(*, actor: Actor, code: str, version: str | None = None) -> CatalogueDraft:
    """Begin a draft as a copy of a published version; one that is open already is given back as it is."""
    _demand_publisher(actor)
    found = CatalogueDraft.objects.filter(code=code).first()
    if found:
        return found
    try:
        source = catalogue(code, version)
    except UnknownCode as error:
        raise NotFound(_("Esa versión no está publicada. Elija otra de la lista.")) from error
    now = clock.now()
    made = CatalogueDraft.objects.create(
        code=code, based_on=source.version, content=source.plain(), started_at=now, changed_at=now, changed_by=actor.user_id
    )
    # Numbers of its own: a form of a draft that was thrown away meanwhile fits none of this one.
    made.revision = made.pk * REVISIONS
    made.save(update_fields=["revision"])
    return made


@action
def keep_draft(*, actor: Actor, code: str, content: Mapping[str, Any], revision: int | None = None) -> CatalogueDraft:
    """Write the content of a draft anew; a revision seen earlier must still be the present one."""
    draft = held_draft(actor, code)
    if revision is not None and revision != draft.revision:
        raise Conflict(_("Otra persona cambió este borrador. Vuelva a abrirlo y repita su cambio."), theirs=draft.revision, yours=revision)
    draft.content, draft.revision = dict(content), draft.revision + 1
    draft.changed_at, draft.changed_by = clock.now(), actor.user_id
    draft.save(update_fields=["content", "revision", "changed_at", "changed_by"])
    return draft


@action
def drop_draft(*, actor: Actor, code: str) -> None:
    """Throw a draft away; what is published stays."""
    held_draft(actor, code).delete()


def held_draft(actor: Actor, code: str) -> CatalogueDraft:
    """The draft, locked until the end of the transaction."""
    _demand_publisher(actor)
    draft = CatalogueDraft.objects.select_for_update().filter(code=code).first()
    if draft is None:
        raise NotFound(_("Ese borrador ya no existe: se publicó o se descartó."))
    return draft


def _demand_publisher(actor: Actor) -> None:
    if not can_publish_catalogue(actor):
        raise Refused(_("Solo la administración del sistema cambia los cuestionarios. Pídalo a esa persona."))
