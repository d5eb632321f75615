"""How does somebody without an account answer? By a link that is random, kept as a hash, used once and short-lived."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.selectors import channel_of
from ruta.referrals.actions.stepping import hold
from ruta.referrals.enums import ReferralState, Side
from ruta.referrals.models import Referral, ReferralLink
from ruta.referrals.policies import side_of
from ruta.referrals.rules import TERMINAL
from ruta.referrals.selectors.danger import leads_into_danger
from ruta.referrals.selectors.terms import clocks_for
from ruta.taxonomy.selectors import catalogue

PARTNER_LINK, PERSON_LINK = "referral.partner", "referral.person"
TOKEN_BYTES = 16  # 128 bits


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


@action
def mint_link(*, actor: Actor, referral_id: int, audience: str) -> str:
    """Make a link and give its address; only the hash stays. An institution has one live link at a time."""
    referral = hold(referral_id)
    token, moment = secrets.token_urlsafe(TOKEN_BYTES), now()
    if audience == "partner":
        revoke_links(actor=actor, referral_id=referral_id, audience=audience)
    ReferralLink.objects.create(
        owner_institution_id=referral.owner_institution_id, referral=referral, audience=audience, token_sha256=token_hash(token),
        expires_at=moment + timedelta(days=catalogue("notifications")["rules"]["link_life_days"]), created_at=moment,
    )  # fmt: skip
    return settings.PUBLIC_ADDRESS + reverse("portal:link", args=[token])


@action
def revoke_links(*, actor: Actor, referral_id: int, audience: str = "") -> int:
    """Close every unused link of a referral, perhaps of one audience only."""
    del actor
    wanted = Q(audience=audience) if audience else Q()
    live = ReferralLink.objects.filter(wanted, referral=referral_id, used_at=None, revoked_at=None)
    return live.update(revoked_at=now())


@action
def use_link(*, actor: Actor, token: str) -> None:
    """Use up a link, or say that it is no longer good; two clicks at once let one through."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_use_link(%s)", [token_hash(token)])
        if cursor.fetchone() is None:
            raise NotOpen(_("Este enlace ya no sirve."))


@action
def send_link(*, actor: Actor, referral_id: int, address: str = "") -> Referral:
    """Send the institution a link anew, to the address kept or to another; the one before stops working."""
    referral = hold(referral_id)
    if side_of(actor, referral).side is not Side.SENDER:
        raise NotFound(_("Esta derivación no existe o no es de su institución. Vuelva a la bandeja."))
    if ReferralState(referral.state) in TERMINAL or referral.state == ReferralState.DRAFT:
        raise NotOpen(_("Esta derivación no espera respuesta de la institución. Actualice la página."))
    if address.strip():
        if channel_of(address) is None:
            sentence = _("Ese no es un teléfono de 8 dígitos ni un correo. Corríjalo.")
            raise Invalid(sentence, fields={"address": sentence})
        referral.receiver_contact = address.strip()
        referral.save(update_fields=["receiver_contact"])
    write_to_partner(actor, referral, "partner_referral_new")
    return referral


def write_to_partner(actor: Actor, referral: Referral, template: str, once_key: str = "") -> None:
    """Queue a message with a link to the address of an institution without accounts; where there is none, nothing."""
    if not referral.receiver_contact:
        return
    if leads_into_danger(referral):
        return
    days = str(clocks_for(referral.known_service).acknowledge)
    queue_message(
        actor=actor, template=template, address=referral.receiver_contact, facts={"ref": referral.number, "days": days},
        link=LinkTo(PARTNER_LINK, referral.pk), once_key=once_key,
    )  # fmt: skip
