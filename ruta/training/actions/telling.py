"""Who hears that what they sit in is not given, is given after all, or is held otherwise? Everybody with a place, once for each change."""

from collections.abc import Mapping

from ruta.agenda.actions import FALLBACK_PHONE, facts_at
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.selectors import told_moment
from ruta.training.enums import EditionState, EnrolmentState
from ruta.training.models import Edition, Enrolment, Session
from ruta.training.selectors import next_sitting

PLACE = "training.place"  # opens nothing: says where whoever has a place is expected
CALLED_OFF, MOVED, GIVEN_AFTER_ALL = "called_off", "moved", "given_after_all"
TEMPLATES: Mapping[str, str] = {CALLED_OFF: "activity_called_off", MOVED: "activity_moved", GIVEN_AFTER_ALL: "activity_held"}
STANDS: Mapping[str, str] = {CALLED_OFF: EditionState.CANCELLED, MOVED: EditionState.OPEN, GIVEN_AFTER_ALL: EditionState.OPEN}


@action
def tell_enrolled(*, actor: Actor, edition_id: int, kind: str, once: str) -> int:
    """Write to each who has a place when the next sitting is, or would have been; gives to how many. Nothing says what is taught.

    `once` names the change: the same twice writes nothing more. Where no sitting lies ahead nobody has to be told.
    """
    rows = Edition.objects.select_related("office__institution", "course")
    edition = rows.filter(pk=edition_id, owner_institution=actor.institution_id or 0).first()
    ahead = next_sitting(edition) if edition else None
    if edition is None or ahead is None or edition.state != STANDS[kind]:
        return 0
    seated = edition.enrolments.filter(state=EnrolmentState.ENROLLED).select_related("person", "learner").order_by("pk")
    return sum(_written(actor, edition, each, ahead, kind, once) for each in seated)


def _written(actor: Actor, edition: Edition, row: Enrolment, ahead: Session, kind: str, once: str) -> bool:
    template, key = TEMPLATES[kind], f"training:{once}:{row.pk}"
    if row.person:
        facts, there = facts_at(row.person, edition.office, ahead.starts_at), LinkTo(PLACE, row.pk)
        return queue_message(actor=actor, template=template, person_id=row.person.pk, facts=facts, link=there, once_key=key) is not None
    facts = {"name": row.name, "phone": edition.office.phone or FALLBACK_PHONE, **told_moment(ahead.starts_at, "es")}
    address = row.learner.email if row.learner else ""
    return bool(address) and queue_message(actor=actor, template=template, address=address, facts=facts, once_key=key) is not None
