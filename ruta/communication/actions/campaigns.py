"""How is a campaign written, approved by another, sent once to each who said yes, and answered behind its link?"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.communication.actions.messages import LINK, LinkTo, bare_address, link_length, queue_message
from ruta.communication.actions.strategy import WORDS, fault, short, with_hand
from ruta.communication.enums import CampaignState, MessageState, PlannedState, Said, Segment
from ruta.communication.models import Campaign, CampaignReply, Message
from ruta.communication.policies import CAMPAIGN, CAMPAIGN_LINK, OUTREACH, SENDER_ROLES, demand_approving, demand_writing, live_permissions
from ruta.communication.quiet import tells
from ruta.communication.rules import fits, to_gsm
from ruta.communication.selectors import audience_of, campaign_of, language_of, reply_hash, segments_offered, session_of
from ruta.people.actions import withdraw_consent
from ruta.territory.models import Department

TOKEN_BYTES, BATCH = 16, 200
OPEN = (CampaignState.DRAFT, CampaignState.SUBMITTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTerms:
    """What is told, to whom, where, and to which session it invites."""

    title: str
    text: str
    text_en: str = ""
    details: str
    segment: str = Segment.ALL
    departments: Sequence[str] = ()
    session_id: int | None = None
    came_days: int = 30


@action
def save_campaign(*, actor: Actor, terms: CampaignTerms, campaign_id: int | None = None, version: int | None = None) -> Campaign:
    """Write a draft, or change one. What tells something reserved, or does not fit one short message, is refused."""
    institution = actor.institution_id or 0
    demand_writing(actor, institution)
    row = _held(actor, campaign_id, version) if campaign_id else Campaign(institution_id=institution, made_at=now(), version=0)
    if row.state != CampaignState.DRAFT:
        raise NotOpen(_("Solo se cambia un borrador."))
    _demand_words(terms)
    if terms.segment not in dict(segments_offered()):
        raise fault("segment", _("Elija una opción de la lista."))
    if Department.objects.filter(pk__in=terms.departments).count() != len(set(terms.departments)):
        raise fault("departments", _("Elija departamentos de la lista."))
    row.session_id = session_of(actor, terms.session_id).pk if terms.session_id else None
    row.title, row.text, row.text_en, row.details = (
        short(terms.title),
        _line(terms.text),
        _line(terms.text_en),
        terms.details.strip()[:WORDS],
    )
    row.made_by, row.hands = actor.user_id, with_hand(row.hands, actor)
    row.segment, row.departments, row.came_days = terms.segment, sorted(set(terms.departments)), terms.came_days
    row.note = ""
    return _kept(row)


@action
def submit_campaign(*, actor: Actor, campaign_id: int, version: int | None) -> Campaign:
    """Hand a draft to somebody else's eyes."""
    row = _held(actor, campaign_id, version)
    demand_writing(actor, row.institution_id)
    if row.state != CampaignState.DRAFT:
        raise NotOpen(_("Esa campaña ya no es un borrador."))
    row.state = CampaignState.SUBMITTED
    return _kept(row)


@action
def approve_campaign(*, actor: Actor, campaign_id: int, version: int | None, is_approved: bool, note: str = "") -> Campaign:
    """Another person lets it go out, or sends it back with what is wrong; sending goes on by itself, in portions."""
    row = _held(actor, campaign_id, version)
    demand_approving(actor, row.institution_id, row.authors, SENDER_ROLES)
    if row.state != CampaignState.SUBMITTED:
        raise NotOpen(_("Esa campaña no espera aprobación."))
    if not is_approved:
        if not note.strip():
            raise fault("note", _("Escriba qué hay que corregir."))
        row.state, row.note = CampaignState.DRAFT, note.strip()[:WORDS]
        return _kept(row)
    if row.session is not None and (row.session.state != PlannedState.PLANNED or row.session.held_on < today()):
        raise NotOpen(_("La charla a la que invita ya pasó o se canceló. Devuélvala para corregirla."))
    row.state, row.approved_at, row.approved_by = CampaignState.SENDING, now(), actor.user_id
    _defer(row)
    return _kept(row)


@action
def cancel_campaign(*, actor: Actor, campaign_id: int, version: int | None, note: str) -> Campaign:
    """Call off what has not gone out, or stop what is going out; a message that left stays where it is."""
    row = _held(actor, campaign_id, version)
    demand_writing(actor, row.institution_id)
    if row.state not in (*OPEN, CampaignState.SENDING):
        raise NotOpen(_("Esa campaña ya salió o ya se canceló."))
    if not note.strip():
        raise fault("note", _("Escriba por qué."))
    row.state, row.note = CampaignState.CANCELLED, note.strip()[:WORDS]
    return _kept(row)


@action
def send_campaign(*, actor: Actor, campaign_id: int) -> int:
    """Write to the next portion of those who said yes and were not written to yet; says how many. The last portion closes it."""
    row = Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign_id, institution=actor.institution_id or 0).first()
    if row is None or row.state != CampaignState.SENDING:
        return 0
    written = Message.objects.filter(owner_institution=row.institution_id, once_key__begins=_key(row, ""), person__isnull=False)
    allowed, _counts = audience_of(row)
    portion = list(allowed.exclude(pk__in=written.values("person")).values_list("pk", flat=True)[:BATCH])
    spared = {bare_address(each) for each in written.exclude(state=MessageState.BLOCKED).values_list("address", flat=True)}
    for person_id in portion:
        message = _write(actor, row, person_id, spared)
        if message is not None and message.state != MessageState.BLOCKED:
            spared.add(bare_address(message.address))
    if len(portion) < BATCH:
        row.state, row.sent_at = CampaignState.SENT, now()
        row.save(update_fields=["state", "sent_at"])
    else:
        _defer(row)
    return len(portion)


@action
def mint_campaign_link(*, actor: Actor, reply_id: int) -> str:
    """Make the link of one message as it leaves; only the hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CampaignReply.objects.filter(pk=reply_id, campaign__institution=actor.institution_id or 0).update(token_sha256=reply_hash(token))
    return settings.PUBLIC_ADDRESS + reverse("portal:campaign", args=[token])


@action
def note_opening(*, actor: Actor, reply_id: int) -> bool:
    """Somebody opened the page of a message: the first time is kept. A preview by a machine runs no script and does not count."""
    fresh = CampaignReply.objects.filter(pk=reply_id, campaign__institution=actor.institution_id or 0, opened_at=None)
    return bool(fresh.update(opened_at=now()))


@action
def answer_campaign(*, actor: Actor, reply_id: int, said: str) -> CampaignReply:
    """Keep the last word of whoever holds the link; «no more of this» ends their permission for such news at once, and stays."""
    row = CampaignReply.objects.select_related("campaign").select_for_update(of=("self",)).filter(pk=reply_id).first()
    if row is None or row.campaign.institution_id != actor.institution_id:
        raise NotFound(_("Ese enlace ya no sirve."))
    if said not in Said.values:
        raise Invalid(_("Elija una opción de la lista."))
    if row.said == Said.STOP:
        return row  # the permission has ended: another touch of the page neither gives it back nor makes it look so
    row.said, row.said_at, row.opened_at = said, now(), row.opened_at or now()
    row.save(update_fields=["said", "said_at", "opened_at"])
    if said == Said.STOP:
        _stop(actor, row)
    return row


def _stop(actor: Actor, row: CampaignReply) -> None:
    message = Message.objects.filter(owner_institution=actor.institution_id or 0, link_kind=CAMPAIGN_LINK, link_ref=row.pk).first()
    if message is None or message.person_id is None:
        return
    for consent_id in (
        live_permissions(actor.institution_id or 0, OUTREACH).filter(person=message.person_id).values_list("pk", flat=True)[:1]
    ):
        withdraw_consent(actor=actor, consent_id=consent_id, reason="portal")


def _write(actor: Actor, row: Campaign, person_id: int, spared: Collection[str]) -> Message | None:
    """Once to each telephone: who shares one does not read the same twice."""
    reply = CampaignReply.objects.create(campaign=row)
    text = row.text_en if row.text_en and language_of(person_id) == "en" else row.text
    return queue_message(
        actor=actor, template=CAMPAIGN, facts={"text": text, "title": row.title}, person_id=person_id, link=LinkTo(CAMPAIGN_LINK, reply.pk),
        once_key=_key(row, str(person_id)), spared=spared,
    )  # fmt: skip


def _key(row: Campaign, person: str) -> str:
    return f"{CAMPAIGN}:{row.pk}:{person}"


def _demand_words(terms: CampaignTerms) -> None:
    faults = {name: _("Escríbalo.") for name in ("title", "text", "details") if not str(getattr(terms, name)).strip()}
    for name in ("text", "text_en"):
        said = getattr(terms, name)
        if not fits(to_gsm(f"{_line(said)} {LINK}"), link_length=link_length()):
            faults[name] = _("No cabe en un mensaje corto con su enlace. Quite palabras.")
        if "{" in said or "}" in said:
            faults[name] = _("No use llaves en el mensaje.")
    for name in ("title", "text", "text_en", "details"):
        if tells(getattr(terms, name)):
            faults[name] = _("Nombra algo reservado. Un mensaje no dice de salud, protección ni de lo que alguien necesita.")
    if faults:
        raise Invalid(_("No se guardó: falta corregir algo."), fields=faults)


def _line(text: str) -> str:
    return " ".join(text.split())


def _held(actor: Actor, campaign_id: int, version: int | None) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_of(actor, campaign_id).pk)
    if version is not None and row.version != version:
        raise Conflict(_("Otra persona la cambió mientras usted escribía. Recargue y compare."))
    return row


def _kept(row: Campaign) -> Campaign:
    row.version += 1
    row.save()
    return row


def _defer(row: Campaign) -> None:
    app.configure_task("communication.send_campaign", queue="messages").defer(campaign_id=row.pk, institution_id=row.institution_id)
