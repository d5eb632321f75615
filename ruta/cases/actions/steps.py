"""How does a verb take hold of a case, move it and leave its step? Every action of this folder begins and ends here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.cases.enums import ASSIGN, CaseState, CaseVerb
from ruta.cases.models import Case, CaseStep
from ruta.cases.policies import can_open_case, owns, role_of
from ruta.cases.rules import VerbNotOpen, next_state, transition, waiting_verbs
from ruta.cases.selectors.facts import case_facts, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What goes into the history with a verb."""

    note: str = ""
    reason: str = ""
    to_office_id: int | None = None


NOTHING = Said()


def held_case(case_id: int, *, version: int | None = None) -> Case:
    """The case, locked against others until the end of the transaction; a version seen earlier must still be the present one."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("Este caso no existe o su institución no lo lleva. Busque a la persona otra vez."))
    if version is not None and version != case.version:
        raise Conflict(
            _("Otra persona cambió el caso mientras usted lo tenía abierto. Revise cómo quedó y repita si hace falta."),
            case_id=case.pk, theirs=case.version, yours=version,
        )  # fmt: skip
    return case


def demand_verb(actor: Actor, case: Case, verb: CaseVerb) -> None:
    """Raise unless the table opens the verb: 403 for the role, 409 for the state or for what is missing."""
    if not can_open_case(actor) or not owns(actor, case):
        raise Refused(_("Su rol en esta oficina no lleva este caso. Pídalo a quien lo lleva o cambie de rol en el menú."))
    state, role = CaseState(case.state), role_of(actor)
    try:
        line = transition(state, verb)
    except VerbNotOpen as error:
        raise NotOpen(_("El caso ya no está en un estado que lo permita. Actualice la página: verá lo que sigue.")) from error
    if role not in line.roles:
        raise Refused(_("Esto lo decide la coordinación de la oficina. Pídalo a quien coordina."))
    missing = waiting_verbs(state, role, case_facts(actor, case)).get(verb)
    if missing:
        raise NotOpen(" ".join(each.said(_, ngettext) for each in missing), missing=[str(each) for each in missing])


def move(actor: Actor, case: Case, verb: CaseVerb, said: Said = NOTHING, **changes: Any) -> CaseStep:
    """Do the verb: new state, other changed columns, one step; the caller demanded it before."""
    stands = standing_of(case)
    case.state = next_state(CaseState(case.state), verb, paused_from=stands.paused_from, joined_from=stands.joined_from)
    for name, value in changes.items():
        setattr(case, name, value)
    touch(case, "state", *changes)
    return leave_step(actor, case, verb, said)


def leave_step(actor: Actor, case: Case, verb: str, said: Said = NOTHING) -> CaseStep:
    """Write one line of the history: who has the case from now on."""
    return CaseStep.objects.create(
        owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, verb=str(verb), state=case.state,
        office_id=case.office_id, officer_id=case.officer_id, actor_user_id=actor.user_id, at=now(),
        note=said.note.strip(), reason=said.reason, to_office_id=said.to_office_id,
    )  # fmt: skip


def touch(case: Case, *changed: str) -> None:
    """Save the changed columns with a new version and the time of the last activity."""
    case.last_activity_at = now()
    case.version = F("version") + 1  # type: ignore[assignment]
    case.save(update_fields=[*dict.fromkeys(changed), "last_activity_at", "version"])
    case.refresh_from_db(fields=["version"])


def tell(case: Case, event: type, **ids: Any) -> None:
    """Publish an event of the case."""
    publish(event(case_id=case.pk, person_id=case.person_id, **ids), institution_id=case.owner_institution_id)


def of_case(case: Case) -> dict[str, Any]:
    """What every child copies from its case."""
    return {"owner_institution_id": case.owner_institution_id, "case": case, "person_id": case.person_id}


def demand_text(text: str, field: str, sentence: str) -> str:
    """A text that must not be empty, stripped."""
    if not text.strip():
        raise Invalid(sentence, fields={field: sentence})
    return text.strip()


__all__ = ["ASSIGN", "NOTHING", "Said", "demand_text", "demand_verb", "held_case", "leave_step", "move", "of_case", "tell", "touch"]
