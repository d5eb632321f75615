"""What is noted beside a dossier: payments from their receipts, visits, commitments, sanctions, and words for the office alone?"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.permits.actions.holding import hold, leave_step
from ruta.permits.enums import Hand, MeasureKind
from ruta.permits.models import DossierStep, Measure, Payment
from ruta.permits.policies import demand_hand
from ruta.permits.selectors.dossiers import followed


@action
def note_payment(*, actor: Actor, dossier_id: int, code: str, amount: int, receipt: str, paid_on: date) -> Payment:
    """Note a payment; the same receipt is never counted twice."""
    demand_hand(actor, Hand.KEEPER)
    dossier = hold(actor, dossier_id)
    if code not in {each.code for each in followed(dossier).payments}:
        raise Invalid(_("Elija qué se pagó."), fields={"code": _("Elija qué se pagó.")})
    if paid_on > today():
        raise Invalid(_("La fecha del pago no puede ser futura."), fields={"paid_on": _("La fecha del pago no puede ser futura.")})
    try:
        with transaction.atomic():
            return Payment.objects.create(
                owner_institution_id=dossier.owner_institution_id, dossier=dossier, code=code, amount=amount, receipt=receipt.strip().upper(),
                paid_on=paid_on, noted_by_id=actor.user_id, noted_at=now(),
            )  # fmt: skip
    except IntegrityError as error:
        sentence = _("Ese recibo ya se anotó en un trámite.")
        raise Invalid(sentence, fields={"receipt": sentence}) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTerms:
    """What was found, agreed or imposed."""

    kind: str
    note: str
    on_day: date
    due_on: date | None = None
    amount: int | None = None


@action
def note_measure(*, actor: Actor, dossier_id: int, terms: MeasureTerms) -> Measure:
    """Note a visit, a commitment with its day, or a sanction; also long after the certificate was issued."""
    demand_hand(actor, Hand.KEEPER)
    dossier = hold(actor, dossier_id)
    _demand_terms(terms)
    return Measure.objects.create(
        owner_institution_id=dossier.owner_institution_id, dossier=dossier, kind=terms.kind, note=terms.note.strip(), on_day=terms.on_day,
        due_on=terms.due_on if terms.kind == MeasureKind.IMPROVEMENT else None,
        amount=terms.amount if terms.kind == MeasureKind.SANCTION else None, noted_by_id=actor.user_id, noted_at=now(),
    )  # fmt: skip


@action
def finish_measure(*, actor: Actor, measure_id: int, outcome: str) -> Measure:
    """Say how a commitment ended."""
    demand_hand(actor, Hand.KEEPER)
    measure = Measure.objects.select_for_update(of=("self",)).filter(pk=measure_id, owner_institution_id=actor.institution_id).first()
    if measure is None or measure.kind != MeasureKind.IMPROVEMENT:
        raise NotFound(_("Este compromiso no existe o no lo lleva su institución."))
    if measure.done_at is not None:
        raise NotOpen(_("Este compromiso ya se cerró. Actualice la página."))
    if not outcome.strip():
        raise Invalid(_("Escriba cómo se cumplió."), fields={"outcome": _("Escriba cómo se cumplió.")})
    measure.done_at, measure.done_by_id, measure.outcome = now(), actor.user_id, outcome.strip()
    measure.save(update_fields=["done_at", "done_by_id", "outcome"])
    return measure


@action
def note_inside(*, actor: Actor, dossier_id: int, note: str) -> DossierStep:
    """A word for the office alone: the applicant never reads it."""
    demand_hand(actor, Hand.KEEPER)
    dossier = hold(actor, dossier_id)
    if not note.strip():
        raise Invalid(_("Escriba la nota."), fields={"note": _("Escriba la nota.")})
    return leave_step(actor, dossier, "note", note=note, is_told=False)


def _demand_terms(terms: MeasureTerms) -> None:
    faults = {}
    if terms.kind not in set(MeasureKind):
        faults["kind"] = _("Elija qué se anota.")
    if not terms.note.strip():
        faults["note"] = _("Escriba qué se encontró o se acordó.")
    if terms.on_day > today():
        faults["on_day"] = _("Ese día todavía no llega: anótelo cuando haya pasado.")
    if terms.kind == MeasureKind.IMPROVEMENT and terms.due_on is None:
        faults["due_on"] = _("Un compromiso lleva su fecha.")
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
