"""How does a version of the search for duplicates come to be in force, be turned down, or be gone back to?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.accounts.policies import demand_role
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.people.duplicates.policies import STEWARD_ROLES, may_approve
from ruta.people.duplicates.quality import expected_at, last_pass, model_in_force, moved_between
from ruta.people.enums import VersionKind
from ruta.people.linkage import default_weights
from ruta.people.models import LinkageModel
from ruta.people.policies import institution_of
from ruta.people.selectors.in_force import FIRST, STAGE_FROM, in_force

RANGE = range(10, 100)


@action
def propose_threshold(*, actor: Actor, threshold: int, reason: str) -> LinkageModel:
    """Write down a new version with what is expected of it; nothing changes until it is approved."""
    demand_role(actor, STEWARD_ROLES)
    rules, held = in_force(), model_in_force(institution_of(actor))
    if threshold not in RANGE or threshold == rules.stage_from:
        raise Invalid(_("Ponga un umbral de 10 a 99, distinto del que rige."), fields={"threshold": _("Ponga un umbral de 10 a 99.")})
    _demand_reason(reason, _("Escriba por qué se cambia."))
    latest = last_pass()
    return _add(
        actor, held, reason, stage_from=threshold, expected=expected_at(threshold), levels=latest.levels if latest else {},
        leaving=moved_between(rules.stage_from, threshold),
    )  # fmt: skip


def propose_weights(*, actor: Actor, weights: Mapping[str, Any], learned: Mapping[str, Any]) -> LinkageModel:
    """What learning found, with its difference: a proposal beside the threshold in force. Part of the transaction that ends the run."""
    rules = in_force()
    return _add(
        actor, None, _("Aprendidos de %(persons)s personas del registro.") % {"persons": f"{learned['settings']['persons']:,}"},
        kind=VersionKind.LEARNED, weights=dict(weights), weights_version=weights["version"], stage_from=rules.stage_from,
        expected=learned["effect"].get("after", {}) | {"judged": learned["effect"].get("judged", 0)}, **learned,
    )  # fmt: skip


@action
def approve_version(*, actor: Actor, model_id: int) -> LinkageModel:
    """From now on this version is in force, at the counter, in imports and at night; it never changes again."""
    model = _open_proposal(actor, model_id)
    if not may_approve(actor, model.proposed_by_id):
        raise Refused(_("Usted hizo esta propuesta: la aprueba otra persona de identidad de datos. Dígale que la espera aquí."))
    held = model_in_force(model.owner_institution_id)
    if held and held.number > model.number:
        raise NotOpen(_("Rige una versión más nueva que esta propuesta. Haga una propuesta nueva."))
    LinkageModel.objects.filter(pk=model.pk).update(approved_at=Now(), approved_by_id=actor.user_id)
    model.refresh_from_db()
    return model


@action
def reject_version(*, actor: Actor, model_id: int, reason: str) -> LinkageModel:
    """Turn a proposal down, with the reason; nothing changes."""
    model = _open_proposal(actor, model_id)
    _demand_reason(reason, _("Escriba por qué se rechaza."))
    LinkageModel.objects.filter(pk=model.pk).update(rejected_at=Now(), rejected_by_id=actor.user_id, rejected_reason=reason.strip())
    model.refresh_from_db()
    return model


@action
def return_to(*, actor: Actor, number: int, reason: str) -> LinkageModel:
    """Take up again a version that was in force once: as a new version, at once, for it was approved before and waiting may do harm."""
    demand_role(actor, STEWARD_ROLES)
    institution_id = institution_of(actor)
    held = model_in_force(institution_id)
    if held is None or number >= held.number:
        raise NotOpen(_("Esa versión ya rige, o es más nueva que la que rige. Recargue la página."))
    _demand_reason(reason, _("Escriba por qué se vuelve atrás."))
    before = LinkageModel.objects.filter(owner_institution=institution_id, number=number, approved_at__isnull=False).first()
    if before is None and number != FIRST:
        raise NotFound(_("Esa versión nunca rigió. Elija una aprobada."))
    latest, stage_from = last_pass(), before.stage_from if before else STAGE_FROM
    model = _add(
        actor, before, reason, kind=VersionKind.RETURN, stage_from=stage_from, returns_to=number, expected=expected_at(stage_from),
        levels=before.levels if before else (latest.levels if latest else {}), leaving=moved_between(held.stage_from, stage_from),
    )  # fmt: skip
    LinkageModel.objects.filter(pk=model.pk).update(approved_at=Now(), approved_by_id=actor.user_id)
    model.refresh_from_db()
    return model


def _open_proposal(actor: Actor, model_id: int) -> LinkageModel:
    demand_role(actor, STEWARD_ROLES)
    model = LinkageModel.objects.select_for_update().filter(pk=model_id, owner_institution=actor.institution_id).first()
    if model is None:
        raise NotFound(_("Esa propuesta no está entre las de su institución. Recargue la página."))
    if not model.is_open:
        raise NotOpen(_("Esa propuesta ya se respondió. Recargue la página."))
    return model


def _demand_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Invalid(sentence, fields={"reason": sentence})


def _add(actor: Actor, like: LinkageModel | None, reason: str, **values: Any) -> LinkageModel:
    """The next version, with the weights of another where it says nothing of its own."""
    institution_id = institution_of(actor)
    last = LinkageModel.objects.filter(owner_institution=institution_id).aggregate(last=Max("number"))["last"] or FIRST
    weights = {
        "weights": like.weights if like else {},
        "weights_version": like.weights_version if like and like.weights else default_weights().version,
        "settings": like.settings if like else {},
    }
    return LinkageModel.objects.create(
        owner_institution_id=institution_id, number=last + 1, reason=reason.strip(), proposed_by_id=actor.user_id, **weights | values
    )
