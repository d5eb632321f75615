"""What may an institution without account do with one referral, and how is each form answered?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.portal.links.forms import DateForm, MissForm, PlaceForm, ReasonForm, ResultForm
from ruta.referrals.actions import accept, decline, deliver, record_no_show, report_progress, schedule
from ruta.referrals.enums import ReasonKind, ReferralState, ReferralVerb
from ruta.referrals.models import Referral
from ruta.referrals.selectors import BY_HAND, Offer, offer_for

V = ReferralVerb
Run = Callable[[Actor, Referral, Any], Referral]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be done: its tab, its verb, its form and its button."""

    code: str
    verb: ReferralVerb
    label: Promise
    icon: str
    button: Promise
    fields: Callable[..., forms.Form]
    run: Run

    def form(self, actor: Actor, referral: Referral, data: Any = None, since: date | None = None) -> forms.Form:
        """The form of this answer; where the office keeps an agenda, a date is one of its free hours."""
        offer: Offer = offer_for(actor, referral) if self.verb in (V.ACCEPT, V.SCHEDULE) else BY_HAND
        return PlaceForm(data, offer=offer, since=since) if offer.agendas else self.fields(data)


def _accept(actor: Actor, referral: Referral, form: Any) -> Referral:
    if referral.state in (ReferralState.SENT, ReferralState.RECEIVED):
        return accept(actor=actor, referral_id=referral.pk, slot=form.slot())
    if form.slot() is None:
        raise Invalid(_("No queda una hora libre en su agenda. Pida a quien coordina que abra más horas y vuelva a abrir este enlace."))
    return schedule(actor=actor, referral_id=referral.pk, slot=form.slot())


def _decline(actor: Actor, referral: Referral, form: Any) -> Referral:
    return decline(actor=actor, referral_id=referral.pk, **form.given())


def _miss(actor: Actor, referral: Referral, form: Any) -> Referral:
    return record_no_show(actor=actor, referral_id=referral.pk, reason=form.cleaned_data["reason"])


def _result(actor: Actor, referral: Referral, form: Any) -> Referral:
    given = form.cleaned_data
    if form.goes_on:
        return report_progress(
            actor=actor, referral_id=referral.pk, outcome=given["outcome"], review_on=given["review_on"], note=given["note"]
        )
    return deliver(actor=actor, referral_id=referral.pk, outcome=given["outcome"], note=given["note"])


def _reason_form(*args: Any, **kwargs: Any) -> ReasonForm:
    return ReasonForm(*args, kind=ReasonKind.DECLINED_BY_PROVIDER, **kwargs)


WAYS: Mapping[str, Way] = {
    way.code: way
    for way in (
        Way("aceptar", V.ACCEPT, _("Aceptar y dar cita"), "calendar-check", _("Aceptar y avisarle"), DateForm, _accept),
        Way("resultado", V.DELIVER, _("Informar resultado"), "check2-all", _("Enviar el resultado"), ResultForm, _result),
        Way("cita", V.SCHEDULE, _("Dar cita"), "calendar-plus", _("Dar la cita y avisarle"), DateForm, _accept),
        Way("no-llego", V.MISS, _("No llegó"), "person-dash", _("Anotar que no llegó"), MissForm, _miss),
        Way("no", V.DECLINE, _("No podemos"), "x-circle", _("Responder que no se puede"), _reason_form, _decline),
    )
}


def ways_of(open_verbs: list[ReferralVerb]) -> list[Way]:
    """What is open now, in the order of the tabs."""
    return [way for way in WAYS.values() if way.verb in open_verbs]
