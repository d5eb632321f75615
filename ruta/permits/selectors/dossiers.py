"""Which dossiers are there, what may be done to each, and who stands behind the link of one?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.people.selectors import user_names
from ruta.permits.enums import Party, Stage, Waits
from ruta.permits.models import Certificate, Dossier, DossierStep, Measure, Paper, Payment, Requirement
from ruta.permits.policies import HANDS, READER_ROLES, can_decide, can_keep, visible_dossiers
from ruta.permits.rules import LINES, Item, Procedure, offered_verbs
from ruta.permits.selectors.labels import DONE
from ruta.permits.selectors.meeting import standing_needs
from ruta.permits.selectors.procedures import procedure, procedures, word
from ruta.taxonomy.selectors import countries, occupation_label

FIND = "SELECT link_id, dossier_id, owner_institution_id, status FROM ruta_open_dossier(%s)"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history, in words."""

    at: datetime
    who: str
    what: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """All that the page of a dossier shows."""

    row: Dossier
    procedure: Procedure
    verbs: list[str]
    steps: list[Told]
    requirements: list[Requirement]
    papers: list[Paper]
    payments: list[Payment]
    measures: list[Measure]
    certificate: Certificate | None


def dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers that the actor may read."""
    return visible_dossiers(actor)


def dossier_for(actor: Actor, dossier_id: int) -> Dossier:
    """One dossier of the actor's institution, or the one behind the actor's link."""
    rows = Dossier.objects.filter(pk=actor.dossier_id or 0) if actor.kind == "applicant" else visible_dossiers(actor)
    found = rows.filter(pk=dossier_id).first()
    if found is None:
        raise NotFound(_("Este trámite no existe o no lo lleva su institución. Vuelva a la lista."))
    return found


def followed(dossier: Dossier) -> Procedure:
    """The version that the dossier began with."""
    found = procedure(dossier.procedure, dossier.procedure_version)
    if found is None:
        message = f"the procedure {dossier.procedure} {dossier.procedure_version} has no file"
        raise LookupError(message)
    return found


def dossier_page(actor: Actor, dossier_id: int) -> DossierPage:
    """The page of a dossier; its verbs are those that the table opens now to the actor, in time and not to whoever received or decided it."""
    row = dossier_for(actor, dossier_id)
    return DossierPage(
        row=row, procedure=followed(row), verbs=_verbs(actor, row), steps=steps_told(row),
        requirements=list(Requirement.objects.filter(dossier=row).order_by("position")),
        papers=list(Paper.objects.filter(dossier=row).defer("sealed").order_by("-pk")),
        payments=list(Payment.objects.filter(dossier=row).order_by("paid_on", "pk")),
        measures=list(Measure.objects.filter(dossier=row).order_by("-on_day", "-pk")) if actor.kind != "applicant" else [],
        certificate=Certificate.objects.filter(dossier=row).order_by("-pk").first(),
    )  # fmt: skip


def steps_told(dossier: Dossier) -> list[Told]:
    """The history, newest first; an applicant sees what is told to them, and no names of staff."""
    steps = list(DossierStep.objects.filter(dossier=dossier).order_by("-pk"))
    names = user_names({step.actor_user_id for step in steps if step.actor_user_id})
    reasons = {each.code: word(each) for each in followed(dossier).reasons}
    return [
        Told(step.at, _who(step, names), str(DONE.get(step.verb, step.verb)), reasons.get(step.reason, ""), step.note) for step in steps
    ]


def facts_told(dossier: Dossier, asked: Procedure) -> list[tuple[str, str]]:
    """What the applicant declared, in words."""
    names = {row.code: row.name_es for row in countries()} if any(each.kind == "country" for each in asked.facts) else {}
    declared = ((each, str(dossier.facts.get(each.code, ""))) for each in asked.facts)
    return [(word(each), _spoken(each, value, names)) for each, value in declared if value]


def paper_for(actor: Actor, paper_id: int) -> Paper:
    """One document of a dossier that the actor may read."""
    found = Paper.objects.select_related("dossier").filter(pk=paper_id, dossier__in=visible_dossiers(actor)).first()
    if found is None:
        raise NotFound(_("Este documento no existe o no lo lleva su institución."))
    return found


def waiting_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """What waits for the actor: those that keep see the steps before the resolution, those that decide the rest."""
    if not has_role(actor, READER_ROLES):
        return Dossier.objects.none()
    stages = {Stage.RECEIVED, Stage.REVIEW, Stage.INSPECTION} if can_keep(actor) else set[Stage]()
    stages |= {Stage.RESOLUTION, Stage.APPEALED} if can_decide(actor) else set()
    rows = visible_dossiers(actor).filter(closed_at=None, waits_on=Waits.OFFICE, stage__in=sorted(stages))
    if actor.user_id is not None:  # what they received or decided themselves waits for somebody else
        mine = Q(received_by_id=actor.user_id) | Q(decided_by_id=actor.user_id)
        shared = [each.code for each in procedures() if each.four_eyes]
        rows = rows.exclude(mine, stage__in=(Stage.RESOLUTION, Stage.APPEALED), procedure__in=shared)
    return rows.order_by("due_on", "pk")


def holder_of(token_hash: str) -> tuple[int, int, int, str] | None:
    """Link, dossier, institution and status of a token; nothing of a forged one is kept or said."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [token_hash])
        return cursor.fetchone()


def _verbs(actor: Actor, row: Dossier) -> list[str]:
    party = Party.APPLICANT if actor.kind == "applicant" else Party.DESK
    offered = offered_verbs(followed(row), row.stage, party, standing_needs(actor, row))
    return [str(verb) for verb in offered if party == Party.APPLICANT or has_role(actor, HANDS[LINES[verb].hand])]


def _spoken(item: Item, value: str, countries_named: dict[str, str]) -> str:
    if item.kind == "choice":
        return next((word(option) for option in item.options if option.code == value), value)
    if item.kind == "occupation":
        return occupation_label(value)
    if item.kind == "number" and value.isdigit():
        return f"{int(value):,}"
    return countries_named.get(value, value) if item.kind == "country" else value


def _who(step: DossierStep, names: dict[int, str]) -> str:
    return _("El solicitante") if step.party == Party.APPLICANT else names.get(step.actor_user_id or 0, "")
