"""How is what a colleague found out handed in, looked at by another, and done elsewhere with its result?"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.quality.enums import PracticeKind, PracticeState, ReplicaState
from ruta.quality.models import Practice, Replica
from ruta.quality.policies import demand_handing_in, demand_reviewing, may_review
from ruta.quality.selectors.practices import can_review_anew, practice_of

LONGEST, WORDS = 160, 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTerms:
    """What was found out: the difficulty, what is done about it and what that brought."""

    kind: str
    title: str
    problem: str
    what: str
    gain: str = ""


@action
def submit_practice(*, actor: Actor, terms: PracticeTerms) -> Practice:
    """Hand in what works here, or an idea; a colleague looks at it."""
    demand_handing_in(actor)
    missing = {"title": _("Escriba un título."), "problem": _("Escriba qué dificultad había."), "what": _("Escriba qué se hace.")}
    faults = {name: sentence for name, sentence in missing.items() if not getattr(terms, name).strip()}
    if terms.kind == PracticeKind.PRACTICE and not terms.gain.strip():
        faults["gain"] = _("De lo que ya se hace, escriba qué se logró.")
    if terms.kind not in PracticeKind.values or faults:
        raise Invalid(_("No se guardó: falta corregir algo."), fields=faults)
    title = " ".join(terms.title.split())[:LONGEST]
    mine = Practice.objects.filter(owner_institution=actor.institution_id or 0, submitted_by=actor.user_id, state=PracticeState.SUBMITTED)
    if mine.filter(sort_title=folded(title), what=terms.what.strip()[:WORDS]).exists():
        raise Invalid(_("Esa ya la propuso y espera revisión."), fields={"title": _("Esa ya la propuso y espera revisión.")})
    return Practice.objects.create(
        owner_institution_id=actor.institution_id or 0, office_id=actor.office_id, kind=terms.kind, title=title, sort_title=folded(title),
        problem=terms.problem.strip()[:WORDS], what=terms.what.strip()[:WORDS], gain=terms.gain.strip()[:WORDS], submitted_at=now(),
        submitted_by=actor.user_id,
    )  # fmt: skip


@action
def review_practice(*, actor: Actor, practice_id: int, state: str, note: str, seen: str = "") -> Practice:
    """Say whether others should do it too, and why; nobody judges what is their own. Said otherwise until another office does it."""
    demand_reviewing(actor)
    row = Practice.objects.select_for_update(of=("self",)).filter(pk=practice_id, owner_institution=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Esa práctica no es de su institución. Vuelva a la lista."))
    if not may_review(actor, row):
        raise Refused(_("Nadie revisa lo que propuso. Pídalo a otra coordinación."))
    if not can_review_anew(row):
        raise NotOpen(_("Otra oficina ya la hace: la revisión no cambia. Diga ahí qué resultó."))
    if row.seen != seen:
        raise NotOpen(_("Otra persona la revisó mientras tanto. Lea lo que dijo antes de cambiarlo."))
    if state not in {PracticeState.ACCEPTED, PracticeState.DECLINED}:
        raise Invalid(_("Elija si se recomienda."), fields={"state": _("Elija si se recomienda.")})
    if not note.strip():
        raise Invalid(_("Escriba por qué."), fields={"note": _("Escriba por qué: lo lee quien la propuso.")})
    row.state, row.note, row.reviewed_at, row.reviewed_by = state, note.strip()[:WORDS], now(), actor.user_id
    row.save(update_fields=["state", "note", "reviewed_at", "reviewed_by"])
    return row


@action
def replicate_practice(*, actor: Actor, practice_id: int, office_id: int, begun_on: date) -> Replica:
    """Do it in another office, of this institution or of another."""
    demand_reviewing(actor)
    row = practice_of(actor, practice_id)
    office = Office.objects.filter(pk=office_id, institution=actor.institution_id or 0, is_active=True).first()
    if row.state != PracticeState.ACCEPTED:
        raise NotOpen(_("Se replica lo que ya se recomendó."))
    if office is None or office.pk == row.office_id:
        raise Invalid(_("Elija otra oficina de su institución."), fields={"office": _("Elija otra oficina de su institución.")})
    if sentence := _("Ese día todavía no llega.") if begun_on > today() else wrong_year(begun_on):
        raise Invalid(sentence, fields={"begun_on": sentence})
    if Replica.objects.filter(practice=row, office=office).exists():
        raise NotOpen(_("Esa oficina ya la hace."))
    return Replica.objects.create(
        owner_institution_id=office.institution_id, practice=row, office=office, begun_on=begun_on, noted_at=now(), noted_by=actor.user_id
    )


@action
def tell_result(*, actor: Actor, replica_id: int, state: str, result: str) -> Replica:
    """Say whether it works there too, and what came of it; what was said wrongly is said anew, and the audit keeps both."""
    demand_reviewing(actor)
    row = Replica.objects.select_for_update(of=("self",)).filter(pk=replica_id, owner_institution=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Esa réplica no es de su institución."))
    if state not in {ReplicaState.WORKS, ReplicaState.FAILED} or not result.strip():
        raise Invalid(_("Diga si funcionó y qué resultó."), fields={"result": _("Diga si funcionó y qué resultó.")})
    row.state, row.result, row.result_on = state, result.strip()[:WORDS], today()
    row.save(update_fields=["state", "result", "result_on"])
    return row
