"""How is a need referred that cannot wait until somebody thinks of it? By the machine of whoever carries the case."""

from django.db import transaction

from ruta.base.context import Actor
from ruta.base.errors import RutaError
from ruta.base.transactions import action
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.models import Need
from ruta.directory.selectors import Provider, providers_for_need
from ruta.people.models import Person
from ruta.people.selectors import dangers_of
from ruta.referrals.actions.sending import draft_referral, send_draft
from ruta.referrals.models import Referral
from ruta.referrals.selectors.sealing import live_consent, purpose_of

LOOKED_AT = 40


@action
def refer_need(*, actor: Actor, need_id: int) -> Referral | None:
    """Refer a live need, once: sent where the person allows it already, else prepared, so that only the permission is missing.

    Nothing where nobody answers such a need; an alert that holds referrals back leaves it prepared.
    """
    need = Need.objects.select_related("case__office").filter(pk=need_id, state__in=sorted(LIVE_NEEDS)).first()
    if need is None or need.case.closed_at is not None or Referral.objects.filter(need=need, closed_at=None).exists():
        return None
    provider = _provider_for(actor, need)
    if provider is None:
        return None
    draft = draft_referral(
        actor=actor, case_id=need.case_id, service_id=provider.service.pk, need_id=need.pk,
        request=provider.service_type.item.text("expected_result") or provider.service_type.label(),
        receiver_contact=provider.office.phone if provider.office else "",
    )  # fmt: skip
    try:
        with transaction.atomic():
            return send_draft(actor=actor, referral_id=draft.pk)
    except RutaError:  # no permission yet, or an alert: a person decides, and finds it prepared
        return draft


def _provider_for(actor: Actor, need: Need) -> Provider | None:
    """The nearest that may be told anything and is no danger; one that the person allows already comes first."""
    place = Person.objects.values_list("municipality_id", flat=True).get(pk=need.person_id) or need.case.office.municipality_id
    others = (each for each in providers_for_need(need.code, place) if each.institution.pk != actor.institution_id)
    may_be_told = [each for each in others if purpose_of(each.service, need)][:LOOKED_AT]
    is_danger = dangers_of(need.person_id)
    open_to = [each for each in may_be_told if not is_danger(each.institution.pk, each.office)]
    return next((each for each in open_to if _allows(need, each)), open_to[0] if open_to else None)


def _allows(need: Need, provider: Provider) -> bool:
    return live_consent(need.person_id, provider.institution.pk, purpose_of(provider.service, need)) is not None
