"""How does an institution say how far it is, what hinders it, and with which evidence?"""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.sealed import lock
from ruta.base.transactions import action
from ruta.roadmap.actions.rounds.holding import hold_round
from ruta.roadmap.enums import AskKind, EvidenceKind, Stage, Unit
from ruta.roadmap.models import RoundAnswer, RoundAsk, RoundEvidence, RoundRemark
from ruta.roadmap.policies import can_steer_rounds, demand_answering
from ruta.roadmap.selectors.rounds import Asked, asked_of

MOST_EVIDENCE = 8  # of one question


@dataclass(frozen=True)
class Answer:
    """What is said to one question; a value that the platform counts is never typed."""

    percent: int | None = None
    value: Decimal | None = None
    done: str = ""
    difficulty: str = ""


@action
def answer_ask(*, actor: Actor, ask_id: int, said: Answer, is_final: bool) -> RoundAnswer:
    """Keep what was written; `is_final` hands it in to coordination, with what it needs for that."""
    asked = _open_ask(actor, ask_id)
    if is_final:
        _demand_whole(asked.ask, said)
    answer = asked.answer or RoundAnswer(ask=asked.ask, round=asked.ask.round, owner_institution_id=asked.ask.owner_institution_id)
    answer.percent = said.percent if asked.ask.kind == AskKind.ACTIVITY else None
    answer.value = said.value if asked.ask.kind == AskKind.TARGET and not asked.ask.is_counted else None
    answer.done, answer.difficulty = said.done.strip(), said.difficulty.strip()
    answer.by, answer.at = actor.user_id, now()
    if is_final:
        answer.sending, answer.sent_at = answer.sending + 1, now()
    answer.save()
    return answer


@action
def give_evidence(*, actor: Actor, ask_id: int, name: str, content: bytes) -> RoundEvidence:
    """Keep a document or photograph, sealed. What it is, its first bytes say, not its name."""
    asked = _open_ask(actor, ask_id)
    _demand_room(asked.ask)
    kind, content = file_to_keep(content)
    return RoundEvidence.objects.create(
        ask=asked.ask, round=asked.ask.round, owner_institution_id=asked.ask.owner_institution_id, kind=kind, name=name.strip()[-120:],
        size=len(content), digest=sha256(content).hexdigest(), sealed=lock().encrypt(content), by=actor.user_id, at=now(),
    )  # fmt: skip


@action
def give_link(*, actor: Actor, ask_id: int, name: str, url: str) -> RoundEvidence:
    """Keep the address of something that is published elsewhere."""
    asked = _open_ask(actor, ask_id)
    _demand_room(asked.ask)
    if not url.startswith(("https://", "http://")):
        raise Invalid(_("Revise el enlace."), fields={"url": _("Escriba el enlace completo, con https://.")})
    return RoundEvidence.objects.create(
        ask=asked.ask, round=asked.ask.round, owner_institution_id=asked.ask.owner_institution_id, kind=EvidenceKind.LINK,
        name=name.strip() or url[:200], url=url, by=actor.user_id, at=now(),
    )  # fmt: skip


@action
def remove_evidence(*, actor: Actor, evidence_id: int) -> int:
    """Take back what was added by mistake, before coordination accepted the answer; gives the question."""
    found = RoundEvidence.objects.filter(pk=evidence_id).first()
    if found is None:
        raise NotFound(_("Esa evidencia ya no está. Actualice la página."))
    asked = _open_ask(actor, found.ask_id)
    found.delete()
    return asked.ask.pk


@action
def write_remark(*, actor: Actor, ask_id: int, text: str) -> RoundRemark:
    """A word to the other side, while the round is open."""
    asked = asked_of(ask_id)
    hold_round(asked.ask.round_id)
    if not can_steer_rounds(actor):
        demand_answering(actor, asked.ask.owner_institution_id)
    if not text.strip():
        raise Invalid(_("Escriba el comentario."), fields={"text": _("Escriba el comentario.")})
    return RoundRemark.objects.create(
        ask=asked.ask, round=asked.ask.round, owner_institution_id=asked.ask.owner_institution_id, text=text.strip(), by=actor.user_id,
        at=now(),
    )  # fmt: skip


def content_of(evidence: RoundEvidence) -> bytes:
    """The file, opened."""
    return lock().decrypt(bytes(evidence.sealed or b""))


def _open_ask(actor: Actor, ask_id: int) -> Asked:
    """The question as it stands now, while nobody else writes in its round."""
    asked = asked_of(ask_id)
    demand_answering(actor, asked.ask.owner_institution_id)
    hold_round(asked.ask.round_id)
    asked = asked_of(ask_id)
    if asked.stage == Stage.ACCEPTED:
        raise NotOpen(_("Esta respuesta ya se validó y no cambia. Lo nuevo va en la próxima ronda."))
    return asked


def _demand_whole(ask: RoundAsk, said: Answer) -> None:
    wrong: dict[str, str] = {}
    achieved: Decimal | int | None
    if ask.kind == AskKind.ACTIVITY:
        achieved = said.percent
        if said.percent is None:
            wrong["percent"] = _("Diga cuánto se avanzó, de 0 a 100.")
    else:
        achieved = None if ask.is_counted else said.value
        if not ask.is_counted and said.value is None:
            wrong["value"] = _("Diga si ya está.") if ask.unit == Unit.MILESTONE else _("Escriba el valor; 0 si no hay nada todavía.")
    if not said.done.strip() and not said.difficulty.strip():
        wrong["done"] = _("Diga qué se hizo, o qué lo impidió.")
    if wrong:
        raise Invalid(_("Falta algo para enviar la respuesta."), fields=wrong)
    if achieved and not RoundEvidence.objects.filter(ask=ask).exists():
        raise Invalid(_("Agregue primero una evidencia: un documento, una fotografía o un enlace."))


def _demand_room(ask: RoundAsk) -> None:
    if RoundEvidence.objects.filter(ask=ask).count() >= MOST_EVIDENCE:
        raise NotOpen(_("Ya hay ocho evidencias. Quite una antes de agregar otra."))
