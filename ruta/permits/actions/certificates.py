"""How is a certificate issued, suspended, given back or revoked?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.rules import months_later
from ruta.permits.actions.holding import leave_step, next_id
from ruta.permits.enums import CertificateState, CertificateVerb, Hand
from ruta.permits.events import CertificateChanged, CertificateIssued
from ruta.permits.models import Certificate, Dossier
from ruta.permits.policies import demand_hand
from ruta.permits.rules import Procedure, certificate_after, shown_state
from ruta.permits.selectors import CERTIFICATES, certificate_of, is_followed, procedure

REASON_OF = {CertificateVerb.SUSPEND: "suspension", CertificateVerb.REVOKE: "revocation"}


@action
def step_certificate(*, actor: Actor, certificate_id: int, verb: str, reason: str = "", note: str = "") -> Certificate:
    """Suspend, give back or revoke; whoever checks it is told in the next moment."""
    demand_hand(actor, Hand.DECIDER)
    found = certificate_of(actor, certificate_id)
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=found.pk)
    shown = shown_state(certificate.state, certificate.valid_from, certificate.valid_until, today())
    after = certificate_after(shown, verb)
    if after is None:
        raise NotOpen(_("El certificado está «%(state)s» y eso ya no se puede hacer. Recargue la página.") % {"state": CERTIFICATES[shown]})
    _demand_words(certificate, verb, reason, note)
    certificate.state, certificate.state_since = after, now()
    certificate.reason = reason if verb in REASON_OF else ""
    certificate.save(update_fields=["state", "state_since", "reason"])
    leave_step(actor, certificate.dossier, verb, note=note, reason=certificate.reason)
    told = CertificateChanged(certificate.pk, certificate.dossier_id, str(after))
    publish(told, institution_id=certificate.owner_institution_id)
    following = Certificate.objects.filter(dossier__renews_id=certificate.pk, valid_from__gt=today()).order_by("pk").first()
    if following is not None and certificate_after(
        shown_state(following.state, following.valid_from, following.valid_until, today()), verb
    ):
        step_certificate(actor=actor, certificate_id=following.pk, verb=verb, reason=reason, note=note)  # a renewal heals nothing
    return certificate


def issue_certificate(actor: Actor, dossier: Dossier, followed: Procedure) -> Certificate:
    """Write the certificate of a dossier that was just granted. Renewed before its last day, the old one goes on to it and the new one follows."""
    first = today() if dossier.renews_id is None else _follow(actor, dossier)
    pk = next_id(Certificate._meta.db_table)  # noqa: SLF001 (the name of a table)
    certificate = Certificate.objects.create(
        pk=pk, owner_institution_id=dossier.owner_institution_id, dossier=dossier, procedure=dossier.procedure,
        procedure_version=dossier.procedure_version, number=f"{followed.prefix}C-{today().year}-{pk:05d}", is_public=followed.is_public,
        holder_name=dossier.holder_name, sort_name=dossier.sort_name, department=dossier.department, municipality=dossier.municipality,
        state_since=now(), valid_from=first, valid_until=last_day(first, followed.validity_months), issued_by_id=actor.user_id,
        issued_at=now(),
    )  # fmt: skip
    publish(CertificateIssued(certificate.pk, dossier.pk), institution_id=dossier.owner_institution_id)
    return certificate


def last_day(first: date, months: int) -> date:
    """The last day of so many months that begin on `first`; where the month is shorter, its own last day."""
    later = months_later(first, months)
    return later if later.day < first.day else later - timedelta(days=1)


def _follow(actor: Actor, dossier: Dossier) -> date:
    """The day on which the new one begins: after the old one's last, or today where that has passed. Locked: what was suspended or revoked since the renewal was asked for is not healed by it."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("dossier")
    old = rows.filter(pk=dossier.renews_id or 0, owner_institution_id=dossier.owner_institution_id).first()
    if old is None or old.state != CertificateState.VALID:
        state = CERTIFICATES[old.state] if old else "—"
        raise NotOpen(
            _("El certificado que se renueva está «%(state)s». Resuelva eso primero, o deniegue la renovación.") % {"state": state}
        )
    if is_followed(old):
        raise NotOpen(_("Este certificado ya se renovó con otro."))
    leave_step(actor, old.dossier, "replace")
    if old.valid_until >= today():
        return old.valid_until + timedelta(days=1)
    old.state, old.state_since, old.reason = CertificateState.REPLACED, now(), ""
    old.save(update_fields=["state", "state_since", "reason"])
    return today()


def _demand_words(certificate: Certificate, verb: str, reason: str, note: str) -> None:
    followed = procedure(certificate.procedure, certificate.procedure_version)
    offered = {each.code for each in followed.reasons_of(REASON_OF[CertificateVerb(verb)])} if followed and verb in REASON_OF else set()
    faults = {}
    if offered and reason not in offered:
        faults["reason"] = _("Elija el motivo.")
    if not note.strip():
        faults["note"] = _("Escriba por qué: queda en el expediente.")
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
