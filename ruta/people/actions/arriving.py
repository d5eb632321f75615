"""With whom did a minor come, and who is told at once of one who came with nobody? Asked alike at the desk, in the field and in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.actions.minors import notice_of, senaf, tell_senaf
from ruta.people.enums import WITH_NOBODY, Companion, NoticeReason
from ruta.people.events import SenafToldOfMany
from ruta.people.models import Person, SenafNotice
from ruta.people.rules import ADULT, born_for, is_minor_on
from ruta.people.selectors.minors import authorities_of

# What nobody said counts as nobody: SENAF asks one time too many rather than one too few.
REASONS = {
    Companion.ALONE: NoticeReason.UNACCOMPANIED, Companion.NON_RELATIVE: NoticeReason.NON_RELATIVE, "": NoticeReason.UNKNOWN_COMPANION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody of the register whom a file brings, with what it says of their company."""

    person_id: int
    companion: str
    whereabouts: str


def goes_to_senaf(birth_date: date | None, companion: str) -> bool:
    """Whether this is a minor with nobody who answers for them."""
    return is_minor_on(today(), birth_date) and companion in WITH_NOBODY


def tells_senaf(birth_date: date | None, companion: str) -> bool:
    """Whether SENAF hears of somebody: a minor with nobody who answers for them, or of whom nobody said with whom they came."""
    return is_minor_on(today(), birth_date) and companion in REASONS


def arrival_problems(birth_date: date | None, companion: str, whereabouts: str) -> dict[str, str]:
    """What is missing of a minor's arrival, each sentence beside its field."""
    if not is_minor_on(today(), birth_date):
        return {}
    if companion not in Companion.values:
        return {"companion": _("Es menor de 18 años: diga con quién está.")}
    if companion in WITH_NOBODY and not whereabouts.strip():
        return {"whereabouts": _("Se avisará a SENAF: escriba dónde está ahora y con quién.")}
    return {}


def demand_arrival(birth_date: date | None, companion: str, whereabouts: str) -> None:
    """Refuse with its sentence what `arrival_problems` finds."""
    if fields := arrival_problems(birth_date, companion, whereabouts):
        raise Invalid(next(iter(fields.values())), fields=fields)


@action
def receive_minor(*, actor: Actor, person_id: int, birth_date: date | None, companion: str, whereabouts: str) -> int | None:
    """SENAF is told, in the transaction of the registration, of a minor who came with nobody; nothing follows for anybody else."""
    if not goes_to_senaf(birth_date, companion):
        return None
    return tell_senaf(actor=actor, person_id=person_id, reason=REASONS[Companion(companion)], whereabouts=whereabouts)


@action
def receive_minors(*, actor: Actor, arrivals: Sequence[Arrival]) -> list[int]:
    """SENAF is told at once of each minor of a file with nobody who answers for them, or of whom nothing is said. Six statements, however many."""
    policies.demand_arrivals(actor)
    said = {each.person_id: each for each in arrivals if each.companion in REASONS}
    rows = Person.objects.filter(pk__in=said, owner_institution=actor.institution_id, merged_into=None)
    minors = rows.filter(birth_date__gt=born_for(today(), ADULT)).in_bulk()
    known = authorities_of(minors)
    due = [said[pk] for pk in minors if known[pk].must_be_told(is_said=bool(said[pk].companion))]
    if not due:
        return []
    receiver = senaf()
    notices = [notice_of(actor, minors[each.person_id], REASONS[each.companion], each.whereabouts, receiver) for each in due]
    kept = [notice.pk for notice in SenafNotice.objects.bulk_create(notices)]
    publish(SenafToldOfMany(kept))
    return kept


@action
def found_to_be_minor(*, actor: Actor, person: Person) -> list[int]:
    """A corrected date of birth makes somebody a minor: nobody asked with whom they are, so SENAF is told where to ask."""
    return receive_minors(actor=actor, arrivals=[Arrival(person.pk, "", person.office.name)])
