"""How do officers write of a territory, and who lets it stand? Each change is a version; another person approves it."""

from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.insights.enums import SheetSection, TextState
from ruta.insights.models import SheetText
from ruta.insights.policies import can_review_sheets, can_write_sheets
from ruta.territory.models import Territory

LONGEST = 4000


@action
def write_sheet_text(*, actor: Actor, territory: Territory, section: str, text: str) -> SheetText:
    """A new version of one section; what was approved before stands until another person approves this one."""
    if not can_write_sheets(actor):
        raise Refused(_("Las fichas las escriben gestión territorial y coordinación. Pídalo a esas personas."))
    if section not in SheetSection.values:
        raise NotFound(_("Esa sección no existe."))
    words = text.strip()
    if not words or len(words) > LONGEST:
        sentence = _("Escriba el texto, hasta %(most)s letras.") % {"most": f"{LONGEST:,}"}
        raise Invalid(sentence, fields={"text": sentence})
    Territory.objects.select_for_update().get(pk=territory.pk)  # two at once get two numbers
    last = SheetText.objects.filter(territory_ref=territory.pk, section=section).aggregate(last=Max("version"))["last"] or 0
    return SheetText.objects.create(
        territory_ref=territory.pk, section=section, version=last + 1, text=words, written_by=actor.user_id, written_at=now()
    )


@action
def decide_sheet_text(*, actor: Actor, text_id: int, is_approved: bool, reason: str = "") -> SheetText:
    """Let a version stand, or give it back with the reason; never one's own."""
    row = SheetText.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        raise NotFound(_("Ese texto no existe."))
    if row.state != TextState.WRITTEN:
        raise NotOpen(_("Ese texto ya se revisó. Vuelva a abrir la ficha."))
    if not can_review_sheets(actor, row):
        raise Refused(_("Lo revisa otra persona, no quien lo escribió."))
    if not is_approved and not reason.strip():
        raise Invalid(_("Diga qué falta."), fields={"reason": _("Diga qué falta.")})
    row.state = TextState.APPROVED if is_approved else TextState.RETURNED
    row.decided_by, row.decided_at, row.reason = actor.user_id, now(), reason.strip()[:400]
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return row
