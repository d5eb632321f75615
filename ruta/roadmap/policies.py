"""Who may read plans, who may change them, and who asks, answers and judges in their rounds?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.directory.models import Institution, Office
from ruta.roadmap.enums import OPEN_PROPOSAL, ProposalState
from ruta.roadmap.models import Contribution, Meeting, Proposal

READER_ROLES = frozenset(Role)  # a plan holds no personal data
EDITOR_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.ADMINISTRATOR})
STEERING_ROLES = frozenset({Role.CENTRAL_COORDINATION})  # the database says the same: `ruta_steers_rounds()`
ANSWERING_ROLES = frozenset({Role.ME_FOCAL_POINT})
SCANNING_ROLES = STEERING_ROLES | ANSWERING_ROLES | {Role.OFFICE_COORDINATOR}

# Who brings people together where they work; central coordination and monitoring anywhere.
CONVENER_ROLES = EDITOR_ROLES | {Role.OFFICE_COORDINATOR, Role.TERRITORIAL_OFFICER, Role.PARTNER_OFFICER}

# Each answers for its institution; those of the driving team also decide.
PROPOSER_ROLES = EDITOR_ROLES | {Role.OFFICE_COORDINATOR, Role.PARTNER_OFFICER}
DECIDER_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.PARTNER_OFFICER})


def can_edit_plans(actor: Actor | None) -> bool:
    """Central coordination, the focal point of monitoring and the administrator."""
    return has_role(actor, EDITOR_ROLES)


def can_load_plans(actor: Actor) -> bool:
    """Whoever edits them, and the machine's operator."""
    return actor.kind == "system" or can_edit_plans(actor)


def can_steer_rounds(actor: Actor | None) -> bool:
    """Central coordination opens, judges and closes."""
    return has_role(actor, STEERING_ROLES)


def can_answer_for(actor: Actor | None, institution_id: int) -> bool:
    """The focal point of the institution, and nobody else's."""
    return actor is not None and actor.institution_id == institution_id and has_role(actor, ANSWERING_ROLES)


def can_budget_for(actor: Actor | None, institution_id: int) -> bool:
    """The focal point of the institution for its own; central coordination and administration for any."""
    return can_answer_for(actor, institution_id) or has_role(actor, STEERING_ROLES | {Role.ADMINISTRATOR})


def demand_steering(actor: Actor) -> None:
    """Refuse whoever neither coordinates nor is the machine itself."""
    is_machine = actor.kind == "system" and actor.institution_id is None
    if not is_machine and not can_steer_rounds(actor):
        raise Refused(_("Las rondas las abre, valida y cierra la coordinación central. Pídaselo a ella."))


def demand_answering(actor: Actor, institution_id: int) -> None:
    """Refuse whoever is not the focal point of that institution."""
    if not can_answer_for(actor, institution_id):
        raise Refused(_("Contesta el enlace de monitoreo de la institución a la que se preguntó. Pídaselo a esa persona."))


def sits_in_driving_team(actor: Actor | None) -> bool:
    """Whether the actor's institution, or the one it is a direction of, is one of the five."""
    home = Institution.objects.select_related("parent").filter(pk=actor.institution_id or 0).first() if actor else None
    return bool(home and home.is_in_driving_team)


def can_convene(actor: Actor | None, institution_id: int | None = None) -> bool:
    """Whoever edits plans, for any institution; coordination, territorial officers and partners for their own."""
    is_ours = actor is not None and institution_id in (None, actor.institution_id)
    return has_role(actor, EDITOR_ROLES) or (is_ours and has_role(actor, CONVENER_ROLES))


def can_note(actor: Actor | None, meeting: Meeting | None) -> bool:
    """Whoever edits plans, and for what a space agreed whoever convenes it."""
    convener = meeting.space.convener_id if meeting is not None and meeting.space is not None else 0
    return can_edit_plans(actor) or (bool(convener) and can_convene(actor, convener))


def demand_convening(actor: Actor, institution_id: int) -> None:
    """Refuse whoever convenes nothing for that institution."""
    if not can_convene(actor, institution_id):
        raise Refused(_("Lo anota quien convoca: la coordinación o el equipo territorial de esa institución, o coordinación central."))


def can_answer_contribution(actor: Actor | None, row: Contribution) -> bool:
    """Whoever answers or convenes in the institution it was said to, or central coordination: nobody answers for another institution."""
    is_ours = actor is not None and actor.institution_id == row.institution_id
    return can_steer_rounds(actor) or (is_ours and has_role(actor, ANSWERING_ROLES | CONVENER_ROLES))


def can_take_back_answer(actor: Actor | None, row: Contribution) -> bool:
    """Whoever may answer, and whoever convened: they answer for what the public page of their space says."""
    return can_answer_contribution(actor, row) or can_convene(actor, row.space.convener_id)


def can_propose(actor: Actor | None) -> bool:
    """Whoever edits plans, and coordination and partners of an institution of the driving team."""
    return has_role(actor, EDITOR_ROLES) or (has_role(actor, PROPOSER_ROLES) and sits_in_driving_team(actor))


def can_write_proposal(actor: Actor | None, proposal: Proposal) -> bool:
    """While it is open, whoever may propose: a proposal is written together."""
    return proposal.state in OPEN_PROPOSAL and can_propose(actor)


def can_decide(actor: Actor | None, proposal: Proposal, authors: frozenset[int]) -> bool:
    """Central coordination, monitoring or a partner of the driving team, who wrote none of it: nobody approves alone what is theirs."""
    return (
        proposal.state == ProposalState.SENT
        and actor is not None
        and has_role(actor, DECIDER_ROLES)
        and actor.user_id not in authors
        and sits_in_driving_team(actor)
    )


def can_scan(actor: Actor | None, office: Office | None) -> bool:
    """Who coordinates an office values its maturity; the national one and any other, central coordination and monitoring of its institution."""
    if actor is None:
        return False
    if has_role(actor, STEERING_ROLES):
        return True
    if office is None:
        return False
    is_ours = has_role(actor, ANSWERING_ROLES) and actor.institution_id == office.institution_id
    return is_ours or (has_role(actor, {Role.OFFICE_COORDINATOR}) and actor.office_id == office.pk)
