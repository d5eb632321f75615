"""Is this step complete: the right side, its fields, a reason that fits, an outcome that is a result?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruta.base.sentences import Sentence, gettext_noop
from ruta.referrals.enums import ReferralField, ReferralState, ReferralVerb, Side
from ruta.referrals.rules.reasons import Reason, ReasonBook, fits
from ruta.referrals.rules.table import ROLES, Transition, transition

F, V = ReferralField, ReferralVerb

# Outcomes that say "not yet" (catalogue `service_outcomes`): they report progress and never deliver.
NOT_YET = frozenset({"ongoing", "waitlisted", "approved"})
NOT_DELIVERED = "not_delivered"
SPOKEN_BY_PERSON = frozenset({V.CONFIRM, V.DISPUTE, V.REFUSE, V.ASK_OTHER_DATE})

NOT_YOURS = gettext_noop("Este paso no le toca a su lado de la derivación.")
MISSING: Mapping[ReferralField, str] = {
    F.PACKET: gettext_noop("Falta sellar los datos que viajan. Revise el paquete."),
    F.REASON: gettext_noop("Falta el motivo. Escoja uno de la lista."),
    F.NOTE: gettext_noop("Falta la explicación. Escríbala sin datos de salud ni de seguridad."),
    F.REVIEW_DATE: gettext_noop("Falta la fecha en que se vuelve a ver."),
    F.ATTEMPTS: gettext_noop("Faltan los intentos de contacto."),
    F.APPOINTMENT: gettext_noop("Falta la cita: día, hora y lugar."),
    F.OUTCOME: gettext_noop("Falta el resultado del servicio."),
    F.HEARD_BY: gettext_noop("Diga cómo se lo dijo la persona: en la oficina, por llamada o por mensaje."),
    F.SUCCESSOR: gettext_noop("Falta la derivación nueva que sigue a esta."),
}
WRONG_REASON = gettext_noop("Ese motivo no corresponde a este paso. Escoja otro de la lista.")
FEW_ATTEMPTS = gettext_noop("Se requieren al menos %(least)s intentos en días y horas distintas. Hay %(made)s.")
STILL_RUNNING = gettext_noop("Ese resultado dice que sigue en proceso. Regístrelo como avance, con la próxima fecha.")
ALREADY_DONE = gettext_noop("Ese resultado cierra el servicio. Regístrelo como entregado.")
NOTHING_DONE = gettext_noop("Si no hubo servicio, use «no se puede atender» con su motivo.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step somebody wants to take, with what they gave."""

    state: ReferralState
    verb: ReferralVerb
    side: Side
    role: str
    given: Mapping[ReferralField, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepProblem:
    """What is missing or wrong; `field` is None when the whole step is not theirs."""

    field: ReferralField | None
    sentence: Sentence


def needed_fields(state: ReferralState, verb: ReferralVerb, side: Side, reason: Reason | None = None) -> tuple[ReferralField, ...]:
    """List what must be given with a verb, once the reason is known."""
    needs = list(transition(state, verb).needs)
    if reason:
        asked = ((F.NOTE, reason.asks_text), (F.REVIEW_DATE, reason.asks_date), (F.ATTEMPTS, reason.min_attempts > 0))
        needs += [extra for extra, is_asked in asked if is_asked]
    if verb in SPOKEN_BY_PERSON and side is not Side.PERSON:
        needs.append(F.HEARD_BY)
    return tuple(dict.fromkeys(needs))


def check_step(attempt: Attempt, book: ReasonBook) -> list[StepProblem]:
    """Name everything that stands against a step; raise `StepNotOpen` where the table has no such verb."""
    line = transition(attempt.state, attempt.verb)
    if attempt.side not in line.sides or attempt.role not in ROLES[attempt.side]:
        return [StepProblem(None, Sentence(NOT_YOURS))]
    reason = book.get(str(attempt.given.get(F.REASON, "")))
    needs = needed_fields(attempt.state, attempt.verb, attempt.side, reason)
    missing = [StepProblem(need, Sentence(MISSING[need])) for need in needs if attempt.given.get(need) in (None, "", 0)]
    return missing + list(_reason_problems(attempt, line, reason)) + list(_outcome_problems(attempt))


def _reason_problems(attempt: Attempt, line: Transition, reason: Reason | None) -> Iterator[StepProblem]:
    if attempt.given.get(F.REASON) in (None, ""):
        return
    if reason is None or not fits(reason, line):
        yield StepProblem(F.REASON, Sentence(WRONG_REASON))
        return
    made = attempt.given.get(F.ATTEMPTS)
    if isinstance(made, int) and 0 < made < reason.min_attempts:
        yield StepProblem(F.ATTEMPTS, Sentence(FEW_ATTEMPTS, {"least": reason.min_attempts, "made": made}))


def _outcome_problems(attempt: Attempt) -> Iterator[StepProblem]:
    outcome = attempt.given.get(F.OUTCOME)
    if not outcome or attempt.verb not in (V.DELIVER, V.REPORT_PROGRESS):
        return
    if outcome == NOT_DELIVERED:
        yield StepProblem(F.OUTCOME, Sentence(NOTHING_DONE))
    elif (outcome in NOT_YET) != (attempt.verb is V.REPORT_PROGRESS):
        yield StepProblem(F.OUTCOME, Sentence(STILL_RUNNING if outcome in NOT_YET else ALREADY_DONE))
