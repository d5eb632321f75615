"""With whom did a minor come, and who is told at once of one who came with nobody? Asked alike at the desk, in the field and in a file."""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.people.actions.minors import tell_senaf
from ruta.people.enums import WITH_NOBODY, Companion, NoticeReason
from ruta.people.rules import is_minor_on


def goes_to_senaf(birth_date: date | None, companion: str) -> bool:
    """Whether this is a minor with nobody who answers for them."""
    return is_minor_on(today(), birth_date) and companion in WITH_NOBODY


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
    reason = NoticeReason.UNACCOMPANIED if companion == Companion.ALONE else NoticeReason.NON_RELATIVE
    return tell_senaf(actor=actor, person_id=person_id, reason=reason, whereabouts=whereabouts)
