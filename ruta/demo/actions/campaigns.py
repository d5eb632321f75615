"""Which campaigns would an institution send, and how would people answer? One sent and measured, one that waits, one draft."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.communication.actions import (
    CampaignTerms,
    answer_campaign,
    approve_campaign,
    note_opening,
    save_campaign,
    send_campaign,
    send_message,
    submit_campaign,
)
from ruta.communication.enums import CampaignState, Said
from ruta.communication.models import Campaign
from ruta.communication.selectors import coming_sessions, messages_of

WRITER, APPROVER = "central@demo.ruta.hn", "coordinacion.sps@demo.ruta.hn"
MOST, PORTIONS, DAYS_AGO = 200, 6, 21
# Of ten that read it: seven open, four answer.
OPENED, ANSWERS = 7, (Said.YES, Said.YES, Said.NO, Said.YES)
NEWS = (
    CampaignTerms(
        title="Cursos cortos gratis", text="Hay cursos cortos y gratis cerca de usted. Vea fechas y lugares:", details="Cursos de 40 a 120 horas, con certificado.\nTraiga su documento si lo tiene.",
        segment="youth",
    ),
    CampaignTerms(
        title="Charla para mujeres", text="Le invitamos a una charla gratis sobre trabajo y credito. Lugar y hora:", details="Una hora, con cuido de niñas y niños.", segment="women",
    ),
    CampaignTerms(title="Feria de servicios", text="Feria de servicios en el parque. Vea el dia y que llevar:", details="Todas las instituciones en un lugar.", departments=("08",)),
)  # fmt: skip


def make_campaigns(*, actor: Actor) -> int:
    """Write three once; says how many."""
    posts = {
        each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, APPROVER))
    }
    if set(posts) != {WRITER, APPROVER} or Campaign.objects.exists():
        return 0
    writer, approver = actor_in(posts[WRITER]), actor_in(posts[APPROVER])
    with acting_as(writer), transaction.atomic():
        talk = coming_sessions().filter(institution=writer.institution_id or 0, segment="women").first()
        rows = [save_campaign(actor=writer, terms=terms) for terms in NEWS]
        Campaign.objects.filter(pk=rows[1].pk).update(session=talk)
        for row in rows[:2]:
            submit_campaign(actor=writer, campaign_id=row.pk, version=None)
    with acting_as(approver), transaction.atomic():
        approve_campaign(actor=approver, campaign_id=rows[0].pk, version=None, is_approved=True)
    _send(system(writer.institution_id, actor.reason or "demo"), rows[0])
    return len(rows)


def _send(machine: Actor, row: Campaign) -> None:
    """Let it leave some weeks ago, and let some of those who got it read and answer."""
    for _portion in range(PORTIONS):
        with acting_as(machine), transaction.atomic():
            send_campaign(actor=machine, campaign_id=row.pk)
    with acting_as(machine), transaction.atomic():
        Campaign.objects.filter(pk=row.pk, state=CampaignState.SENT).update(sent_at=now() - timedelta(days=DAYS_AGO))
        left = list(messages_of(row).filter(state="queued").order_by("pk").values_list("pk", "link_ref")[:MOST])
    for message_id, _reply in left:
        send_message(machine, message_id)
    with acting_as(machine), transaction.atomic():
        _read(machine, [reply for _message, reply in left if reply])


def _read(machine: Actor, replies: Sequence[int]) -> None:
    for place, reply in enumerate(replies):
        turn = place % 10
        if turn < len(ANSWERS):
            answer_campaign(actor=machine, reply_id=reply, said=ANSWERS[turn])
        elif turn < OPENED:
            note_opening(actor=machine, reply_id=reply)
