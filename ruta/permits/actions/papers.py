"""How is a document handed in, and who says whether it will do?"""

from hashlib import sha256

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.sealed import lock
from ruta.base.transactions import action
from ruta.permits.actions.holding import hold
from ruta.permits.enums import Hand, Party, RequirementState, Stage
from ruta.permits.models import Dossier, Paper, Requirement
from ruta.permits.policies import demand_hand, party_of
from ruta.permits.rules import STEPS

MOST_PAPERS = 12  # of one requirement
GIVABLE = frozenset({*STEPS, Stage.OBSERVED})
JUDGED = frozenset({RequirementState.ACCEPTED, RequirementState.OBSERVED, RequirementState.WAIVED})


@action
def give_paper(*, actor: Actor, dossier_id: int, requirement_id: int, name: str, content: bytes) -> Paper:
    """Keep a document, sealed; the requirement waits to be looked at. What it is, its first bytes say, not its name."""
    dossier = hold(actor, dossier_id)
    party = party_of(actor, dossier)
    if party == Party.DESK:
        demand_hand(actor, Hand.KEEPER)
    requirement = _requirement(dossier, requirement_id)
    if dossier.stage not in GIVABLE or (
        party == Party.APPLICANT and requirement.state in {RequirementState.ACCEPTED, RequirementState.WAIVED}
    ):
        raise NotOpen(_("Este requisito ya no recibe documentos. Actualice la página."))
    _demand_room(requirement)
    kind, content = file_to_keep(content)
    paper = Paper.objects.create(
        owner_institution_id=dossier.owner_institution_id, dossier=dossier, requirement=requirement, name=name.strip()[-120:], kind=kind,
        size=len(content), digest=sha256(content).hexdigest(), sealed=lock().encrypt(content), by_applicant=party == Party.APPLICANT,
        given_by_id=actor.user_id, given_at=now(),
    )  # fmt: skip
    requirement.state = RequirementState.GIVEN
    requirement.save(update_fields=["state"])
    return paper


@action
def judge_requirement(*, actor: Actor, dossier_id: int, requirement_id: int, state: str, note: str = "") -> Requirement:
    """Accept it, say what is wrong with it, or say that it does not apply here."""
    demand_hand(actor, Hand.KEEPER)
    dossier = hold(actor, dossier_id)
    requirement = _requirement(dossier, requirement_id)
    if dossier.stage not in STEPS:
        raise NotOpen(_("Los requisitos se revisan mientras el trámite está en la oficina. Actualice la página."))
    _demand_judgement(requirement, state, note)
    requirement.state, requirement.note = state, "" if state == RequirementState.ACCEPTED else note.strip()  # nothing is left to correct
    requirement.judged_by_id, requirement.judged_at = actor.user_id, now()
    requirement.save(update_fields=["state", "note", "judged_by_id", "judged_at"])
    return requirement


def content_of(paper: Paper) -> bytes:
    """The document, opened."""
    return lock().decrypt(bytes(paper.sealed))


def _requirement(dossier: Dossier, requirement_id: int) -> Requirement:
    found = Requirement.objects.select_for_update(of=("self",)).filter(pk=requirement_id, dossier=dossier).first()
    if found is None:
        raise NotFound(_("Este requisito no es de este trámite."))
    return found


def _demand_room(requirement: Requirement) -> None:
    if Paper.objects.filter(requirement=requirement).count() >= MOST_PAPERS:
        raise NotOpen(_("Este requisito ya tiene doce documentos. Pida a la oficina que los revise."))


def _demand_judgement(requirement: Requirement, state: str, note: str) -> None:
    if state not in JUDGED:
        raise Invalid(_("Elija si el requisito cumple."), fields={"state": _("Elija si el requisito cumple.")})
    if state != RequirementState.ACCEPTED and not note.strip():
        sentence = _("Escriba qué hay que corregir, o por qué no aplica.")
        raise Invalid(sentence, fields={"note": sentence})
    if state == RequirementState.ACCEPTED and not Paper.objects.filter(requirement=requirement).exists():
        raise Invalid(_("Todavía no hay ningún documento. Súbalo antes de aceptar."), fields={"state": _("Falta el documento.")})
