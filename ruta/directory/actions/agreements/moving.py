"""How does an agreement come into force, stop, end, and make room for the one that follows it?"""

from django.db.models import Q
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.actions.agreements.writing import LONGEST, TOLD, draft_of, fault, kept, locked, note_step
from ruta.directory.enums import AgreementState
from ruta.directory.events import AgreementMoved, AgreementPublished
from ruta.directory.models import Agreement, AgreementRevision
from ruta.directory.rules import BY_HAND, REASONED, is_over, may_follow

LEAST_PARTIES = 2
OVER = frozenset({AgreementState.ENDED, AgreementState.EXPIRED, AgreementState.RENEWED})


@action
def publish_revision(*, actor: Actor, agreement_id: int, version: int = 0) -> Agreement:
    """Bring the open revision into force; from now on it never changes, and it says who reads what. Whom it renews makes room."""
    row = locked(actor, agreement_id)
    if version and row.version != version:
        raise Conflict(_("Alguien cambió este convenio mientras usted lo leía. Léalo otra vez antes de publicarlo."))
    revision = draft_of(row)
    _demand_whole(revision)
    revision.published_at, revision.published_by = clock.now(), actor.user_id
    _apply(row, revision)  # first what hangs on the number, then what freezes it
    revision.save(update_fields=["published_at", "published_by"])
    note_step(actor, row, "published", str(revision.number))
    publish(AgreementPublished(agreement_id=row.pk, revision=revision.number), institution_id=row.owner_institution_id)
    has_begun = row.valid_from is not None and row.valid_from <= clock.today()  # until then the one before goes on
    if row.renews and has_begun and may_follow(row.renews.state, AgreementState.RENEWED):
        _move(actor, Agreement.objects.select_for_update().get(pk=row.renews.pk), AgreementState.RENEWED, row.number)
    return row


@action
def move_agreement(*, actor: Actor, agreement_id: int, state: str, note: str = "") -> Agreement:
    """Suspend it, take it up again, end it, or drop a draft; stopping asks why."""
    row = locked(actor, agreement_id)
    if state not in BY_HAND.get(row.state, ()):
        raise NotOpen(_("El convenio ya no está en un estado que permita ese paso. Vuelva a abrirlo."))
    if state in REASONED and not note.strip():
        raise fault("note", _("Diga por qué."))
    if state == AgreementState.IN_FORCE and is_over(row.valid_until, clock.today()):
        raise NotOpen(_("Ya pasó su último día. Renuévelo."))
    _move(actor, row, state, note)
    return row


@action
def show_agreement(*, actor: Actor, agreement_id: int, is_public: bool) -> Agreement:
    """Let everybody read its summary while it is in force, or no longer."""
    row = locked(actor, agreement_id)
    if is_public and not (row.revision and row.summary):
        raise Invalid(_("Antes de mostrarlo tiene que regir y decir para qué es."))
    row.is_public = is_public
    row.save(update_fields=["is_public"])
    note_step(actor, row, "shown" if is_public else "hidden")
    return row


@action
def expire_agreements(*, actor: Actor) -> int:
    """Those whose last day has passed are over, and those that another one has begun to renew; says how many."""
    day = clock.today()
    followed = Agreement.objects.filter(renews__isnull=False, revision__gte=1, valid_from__lte=day).exclude(state=AgreementState.DROPPED)
    renewed = set(followed.order_by().values_list("renews", flat=True))
    rows = Agreement.objects.select_for_update().filter(
        Q(valid_until__lt=day) | Q(pk__in=renewed), owner_institution=actor.institution_id, state__in=[AgreementState.IN_FORCE, AgreementState.SUSPENDED]
    )  # fmt: skip
    found = list(rows.order_by("pk"))
    for row in found:
        _move(actor, row, AgreementState.RENEWED if row.pk in renewed else AgreementState.EXPIRED, "")
    return len(found)


def _move(actor: Actor, row: Agreement, state: str, note: str) -> None:
    if not may_follow(row.state, state):
        raise NotOpen(_("El convenio ya no está en un estado que permita ese paso. Vuelva a abrirlo."))
    row.state, row.state_note = state, note.strip()[: LONGEST["note"]]
    row.ended_on = clock.today() if state in OVER else None
    row.version += 1
    row.save(update_fields=["state", "state_note", "ended_on", "version"])
    note_step(actor, row, state, note)
    publish(AgreementMoved(agreement_id=row.pk, state=state), institution_id=row.owner_institution_id)


def _demand_whole(revision: AgreementRevision) -> None:
    missing = {
        "title": not revision.title, "summary": not revision.summary, "lawful_basis": not revision.lawful_basis,
        "signed_on": revision.signed_on is None, "valid_from": revision.valid_from is None,
    }  # fmt: skip
    words = {
        "title": _("título"), "summary": _("para qué es"), "lawful_basis": _("base legal"), "signed_on": _("día de la firma"),
        "valid_from": _("desde cuándo rige"),
    }  # fmt: skip
    named = [words[name] for name, is_missing in missing.items() if is_missing]
    if revision.parties.count() < LEAST_PARTIES:
        named.append(_("dos partes"))
    if not revision.clauses.exists():
        named.append(_("una cláusula"))
    if named:
        raise Invalid(_("Antes de publicarlo falta: %(what)s.") % {"what": ", ".join(named)})
    if revision.signed_on and revision.signed_on > clock.today():
        raise Invalid(_("La firma tiene un día que todavía no llega."))
    if is_over(revision.valid_until, clock.today()):
        raise Invalid(_("Su último día ya pasó: corrija la fecha o no lo publique."))


def _apply(row: Agreement, revision: AgreementRevision) -> None:
    for name in TOLD:
        setattr(row, name, getattr(revision, name))
    row.sort_title, row.revision = folded(row.title), revision.number
    row.signers = sorted(revision.parties.values_list("institution_id", flat=True))
    row.parties = list(row.signers)
    given = list(revision.grants.values_list("purpose", "categories"))
    row.purposes = sorted({purpose for purpose, _codes in given})
    row.categories = sorted({code for _purpose, codes in given for code in codes})
    if row.state == AgreementState.DRAFT:
        row.state = AgreementState.IN_FORCE
    row.version += 1
    kept(row)
