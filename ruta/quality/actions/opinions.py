"""How is an opinion kept, and what is done about what it tells?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.cases.instruments import Instrument, assess, check_answers
from ruta.quality.enums import Way
from ruta.quality.models import Opinion, OpinionAlert
from ruta.quality.policies import demand_asking, may_attend
from ruta.quality.selectors import survey_of, was_given

SATISFACTION = "csat"  # the first question of every survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Answers, who gave them and how; a person is named nowhere."""

    respondent: str
    instrument: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    way: str = Way.IN_PERSON
    office_id: int | None = None
    employer_id: int | None = None
    partner_id: int | None = None
    once_sha256: str | None = None


@action
def keep_opinion(*, actor: Actor, given: Given) -> Opinion:
    """Keep an opinion under the current version of its survey, with its scores, and raise what has to be looked into."""
    demand_asking(actor)
    if given.once_sha256 and was_given(given.once_sha256):
        raise NotOpen(_("Ya recibimos su opinión. Gracias."))
    tool = survey_of(given.respondent, given.instrument)
    _demand_answers(tool, given.answers)
    result = assess(tool, given.answers, {})
    liked: Any = result.answers.get(SATISFACTION)
    made = Opinion.objects.create(
        owner_institution_id=actor.institution_id or 0, respondent=given.respondent, instrument=tool.code, instrument_version=tool.version,
        way=given.way, answers=dict(result.answers), satisfaction=liked,
        scores={code: score.value for code, score in result.scores.items()}, office_id=given.office_id, employer_id=given.employer_id,
        partner_id=given.partner_id, once_sha256=given.once_sha256, given_at=now(),
    )  # fmt: skip
    OpinionAlert.objects.bulk_create(
        OpinionAlert(
            owner_institution_id=made.owner_institution_id, opinion=made, code=each.code, severity=str(each.severity),
            notify_roles=list(each.notify_roles), due_at=now() + timedelta(hours=each.within_hours) if each.within_hours else None,
        ) for each in result.alerts
    )  # fmt: skip
    return made


@action
def attend_alert(*, actor: Actor, alert_id: int, note: str) -> OpinionAlert:
    """Say what was done about it."""
    row = OpinionAlert.objects.select_for_update().filter(pk=alert_id, owner_institution_id=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Ese aviso no existe o no es de su institución."))
    if not may_attend(actor, row):
        raise Refused(_("Este aviso lo atiende otro rol. Hable con esa persona."))
    if row.attended_at is not None:
        raise NotOpen(_("Otra persona ya atendió este aviso. Recargue la página."))
    if not note.strip():
        sentence = _("Escriba en una frase qué se hizo.")
        raise Invalid(sentence, fields={"note": sentence})
    row.note, row.attended_at, row.attended_by_id = note.strip(), now(), actor.user_id
    row.save(update_fields=["note", "attended_at", "attended_by_id"])
    return row


def _demand_answers(tool: Instrument, answers: Mapping[str, Any]) -> None:
    fields: dict[str, str] = {}
    for each in check_answers(tool, answers, {}):
        fields.setdefault(each.question, each.sentence.said(_, ngettext))
    if fields:
        raise Invalid(_("Falta algo. Revise lo marcado."), fields=fields)
