"""How is a published text taken back that should not have been published? It rules on no day, what it replaced rules again, and all of it stays to be read."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.legal.enums import RevisionState
from ruta.legal.models import Article, Revision
from ruta.legal.policies import demand_keeping

LONGEST = 400


@action
def withdraw_text(*, actor: Actor, revision_id: int, reason: str) -> Revision:
    """Take the last published text of a norm back, with the reason that everybody reads. Whatever holds, any of those who keep the compendium takes back."""
    demand_keeping(actor)
    row = Revision.objects.select_for_update(of=("self",)).select_related("instrument").filter(pk=revision_id).first()
    if row is None:
        raise NotFound(_("Ese texto no existe."))
    if row.state != RevisionState.PUBLISHED:
        raise NotOpen(_("Este texto ya está en otro estado. Vuelva a abrirlo."))
    if not reason.strip():
        sentence = _("Diga por qué se retira: lo lee el público.")
        raise Invalid(sentence, fields={"reason": sentence})
    if _followers(row).exists():
        raise NotOpen(_("Después de este texto se publicó otro de la misma norma. Retire primero ese."))
    row.state, row.withdrawn_reason = RevisionState.WITHDRAWN, reason.strip()[:LONGEST]
    row.withdrawn_by, row.withdrawn_at = actor.user_id, clock.now()
    row.save(update_fields=["state", "withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    Article.objects.filter(revision=row).update(in_force_until=F("in_force_from"), ended_by=row)  # an empty time: on no day
    Article.objects.filter(ended_by=row).exclude(revision=row).update(in_force_until=None, ended_by=None)
    return row


def _followers(row: Revision) -> QuerySet[Revision]:
    """Texts of the norm that were published after it: they stand on it."""
    return Revision.objects.filter(instrument=row.instrument_id, state=RevisionState.PUBLISHED, decided_at__gt=row.decided_at)
