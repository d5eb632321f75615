"""How is a fair prepared, announced, held, and its result published?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers import rules
from ruta.employers.enums import BARRED, Coming, FairState
from ruta.employers.events import FairCalledOff, FairInvitationAnswered, FairInvitationsDue, FairMoved
from ruta.employers.models import Fair, FairEmployer
from ruta.employers.policies import demand_prospecting
from ruta.employers.selectors import counts_of, fair_of, invitable
from ruta.territory.models import Municipality

BY_EMPLOYER = frozenset({Coming.CONFIRMED, Coming.DECLINED})
SEEN = (Coming.CONFIRMED, Coming.ATTENDED)
MOST_AT_ONCE, MOST_OPENINGS = 100, 5000
OLDEST, FARTHEST = timedelta(days=366), timedelta(days=731)


@dataclass(frozen=True, slots=True, kw_only=True)
class FairTerms:
    """What the public reads of a fair."""

    name: str
    place: str
    municipality: str
    starts_at: datetime
    ends_at: datetime
    address: str = ""
    about: str = ""
    bring: str = ""


@action
def save_fair(*, actor: Actor, terms: FairTerms, fair_id: int | None = None) -> Fair:
    """Prepare a fair, or correct one that was not held yet."""
    demand_prospecting(actor)
    fair = _held(actor, fair_id) if fair_id else _begun(actor)
    if fair.state not in {FairState.DRAFT, FairState.ANNOUNCED}:
        raise NotOpen(_("La feria ya terminó. No se cambia lo que se anunció."))
    _demand_told(terms)
    before = _time_and_place(fair)
    fair.name, fair.place, fair.address = " ".join(terms.name.split()), " ".join(terms.place.split()), terms.address.strip()
    fair.municipality, fair.department = terms.municipality, terms.municipality[:2]
    fair.starts_at, fair.ends_at, fair.about, fair.bring = terms.starts_at, terms.ends_at, terms.about.strip(), terms.bring.strip()
    fair.save()
    if fair.state == FairState.ANNOUNCED and _time_and_place(fair) != before:
        publish(FairMoved(fair.pk), institution_id=fair.owner_institution_id)
    return fair


@action
def step_fair(*, actor: Actor, fair_id: int, verb: str) -> Fair:
    """Announce a fair, end it, call it off, or drop one that was never announced."""
    demand_prospecting(actor)
    fair = _held(actor, fair_id)
    after = rules.fair_after(verb, fair.state) if verb in rules.STEPS else None
    if after is None:
        raise NotOpen(_("La feria está «%(state)s» y eso ya no se puede hacer. Recargue la página.") % {"state": fair.get_state_display()})
    if verb == "announce" and fair.ends_at <= now():
        raise NotOpen(_("Esa fecha ya pasó. Cambie el día y anúnciela después."))
    if verb == "hold" and fair.starts_at > now():
        raise NotOpen(_("La feria todavía no empieza. Termínela ese día, o cancélela."))
    was, fair.state = fair.state, after
    fair.save(update_fields=["state"])
    if verb == "hold":
        waiting = FairEmployer.objects.filter(fair=fair, coming__in=(Coming.CONFIRMED, Coming.INVITED))
        waiting.update(coming=Coming.ABSENT, changed_at=now())
    if verb == "announce":
        publish(FairInvitationsDue(fair.pk), institution_id=fair.owner_institution_id)
    elif fair.state == FairState.CANCELLED and was == FairState.ANNOUNCED:
        publish(FairCalledOff(fair.pk), institution_id=fair.owner_institution_id)
    return fair


@action
def invite_employers(*, actor: Actor, fair_id: int, employer_ids: Sequence[int]) -> int:
    """Invite employers of the institution; each once. Says how many are new."""
    demand_prospecting(actor)
    fair = _held(actor, fair_id)
    _demand_before(fair)
    rows = invitable(actor, fair).filter(pk__in=list(employer_ids)[:MOST_AT_ONCE]).order_by("pk")
    made = [FairEmployer(owner_institution_id=fair.owner_institution_id, fair=fair, employer=row, changed_at=now()) for row in rows]
    if not made:
        sentence = _("Marque al menos un empleador que no esté invitado.")
        raise Invalid(sentence, fields={"employers": sentence})
    FairEmployer.objects.bulk_create(made)
    if fair.state == FairState.ANNOUNCED:
        publish(FairInvitationsDue(fair.pk), institution_id=fair.owner_institution_id)
    return len(made)


@action
def answer_invitation(*, actor: Actor, participant_id: int, coming: str, openings: int = 0) -> FairEmployer:
    """Say whether an employer comes and with how many openings: the employer behind its link, or the desk for it."""
    is_employer = actor.kind == "employer"
    if not is_employer:
        demand_prospecting(actor)
    side = {"employer_id": actor.employer_id or 0} if is_employer else {"owner_institution_id": actor.institution_id or 0}
    row = FairEmployer.objects.select_for_update(of=("self",)).select_related("fair").filter(pk=participant_id, **side).first()
    if row is None:
        raise NotFound(_("Esa invitación ya no está. Recargue la página."))
    if coming not in (BY_EMPLOYER if is_employer else Coming.values):
        raise Invalid(_("Elija si viene o no."))
    if not 0 <= openings <= MOST_OPENINGS:
        raise Invalid(_("Escriba cuántos puestos trae."), fields={"openings": _("Escriba cuántos puestos trae.")})
    if is_employer:
        _demand_before(row.fair)
    row.coming, row.changed_at = coming, now()
    row.openings = openings if coming in SEEN else 0
    row.save()
    publish(FairInvitationAnswered(row.fair_id), institution_id=row.owner_institution_id)
    return row


@action
def tally_fair(*, actor: Actor, fair_id: int) -> Fair:
    """Write on the public row who confirmed and how many openings they bring; nobody is led to an employer that was suspended."""
    fair = _held(actor, fair_id)
    coming = FairEmployer.objects.filter(fair=fair, coming__in=SEEN).exclude(employer__verification__in=BARRED)
    rows = coming.select_related("employer").order_by("employer__sort_name", "pk")
    fair.shown_employers, fair.openings = [str(row.employer) for row in rows], sum(row.openings for row in rows)
    fair.save(update_fields=["shown_employers", "openings"])
    return fair


@action
def publish_results(*, actor: Actor, fair_id: int) -> Fair:
    """Let everybody read what came of a fair; small counts stay untold. Published again it is counted again."""
    demand_prospecting(actor)
    fair = _held(actor, fair_id)
    if fair.state != FairState.HELD:
        raise NotOpen(_("Termine la feria antes de publicar su resultado."))
    fair = tally_fair(actor=actor, fair_id=fair.pk)
    fair.results, fair.results_at = counts_of(fair).public(), now()
    fair.save(update_fields=["results", "results_at"])
    return fair


def _begun(actor: Actor) -> Fair:
    return Fair(owner_institution_id=actor.institution_id or 0, office_id=actor.office_id, made_at=now(), made_by=actor.user_id)


def _time_and_place(fair: Fair) -> tuple[object, ...]:
    """What somebody travels by."""
    return fair.starts_at, fair.ends_at, fair.municipality, fair.place, fair.address


def _held(actor: Actor, fair_id: int) -> Fair:
    return Fair.objects.select_for_update(of=("self",)).get(pk=fair_of(actor, fair_id).pk)


def _demand_before(fair: Fair) -> None:
    if fair.state not in {FairState.DRAFT, FairState.ANNOUNCED}:
        raise NotOpen(_("La feria ya terminó o se canceló."))


def _demand_told(terms: FairTerms) -> None:
    faults = {
        "name": (not terms.name.strip(), _("Escriba el nombre de la feria.")),
        "place": (not terms.place.strip(), _("Escriba en qué lugar es.")),
        "municipality": (not Municipality.objects.filter(pk=terms.municipality).exists(), _("Elija el municipio de la lista.")),
        "day": (not now() - OLDEST <= terms.starts_at <= now() + FARTHEST, _("Revise el año: la feria va de un año atrás a dos adelante.")),
        "ends": (terms.ends_at <= terms.starts_at, _("La hora en que termina va después de la hora en que empieza.")),
    }
    wrong = {name: sentence for name, (is_wrong, sentence) in faults.items() if is_wrong}
    if wrong:
        raise Invalid(_("Falta algo en la feria. Revise lo marcado."), fields=wrong)
