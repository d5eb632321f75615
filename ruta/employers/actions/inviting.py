"""How does an employer hear that it is invited to a fair, and that a fair will not be?"""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.employers.actions.linking import make_employer_link
from ruta.employers.enums import BARRED, Coming, FairState
from ruta.employers.models import Fair, FairEmployer
from ruta.employers.policies import demand_prospecting
from ruta.employers.rules import way_to
from ruta.employers.selectors import contacts_of, fair_of

INVITATION = "employers.invitation"
INVITED, MOVED, CALLED_OFF = "employer_fair_invitation", "employer_fair_moved", "employer_fair_cancelled"
ON_THE_WAY = (Coming.INVITED, Coming.CONFIRMED)
LONGEST_NAME = 40  # the message leaves as one
PHONE = "2232-0000"


@action
def write_invitations(*, actor: Actor, fair_id: int) -> int:
    """Write once to each employer that has not answered, with the link of its own; nothing of a fair that the public does not read yet."""
    demand_prospecting(actor)
    fair = fair_of(actor, fair_id)
    if fair.state != FairState.ANNOUNCED:
        return 0
    rows = _to_write(fair).filter(coming=Coming.INVITED)
    return sum(_write(actor, fair, row, INVITED, LinkTo(INVITATION, row.pk)) for row in rows)


@action
def write_that_it_moved(*, actor: Actor, fair_id: int) -> int:
    """Whoever was invited and did not say no hears the new time or place, once for each, with the link to answer."""
    demand_prospecting(actor)
    fair = fair_of(actor, fair_id)
    if fair.state != FairState.ANNOUNCED:
        return 0
    where = f"{fair.starts_at:%Y%m%d%H%M}:{fair.municipality}:{fair.place}"
    rows = _to_write(fair).filter(coming__in=ON_THE_WAY)
    return sum(_write(actor, fair, row, MOVED, LinkTo(INVITATION, row.pk), where) for row in rows)


@action
def write_that_it_is_off(*, actor: Actor, fair_id: int) -> int:
    """Whoever was invited and did not say no hears it once, without a link."""
    demand_prospecting(actor)
    fair = fair_of(actor, fair_id)
    if fair.state != FairState.CANCELLED:
        return 0
    rows = _to_write(fair).filter(coming__in=ON_THE_WAY)
    return sum(_write(actor, fair, row, CALLED_OFF, None) for row in rows)


@action
def mint_invitation(*, actor: Actor, participant_id: int) -> str:
    """The address of the employer, made when its message leaves; the one before stops, for only one lives."""
    row = FairEmployer.objects.get(pk=participant_id, owner_institution_id=actor.institution_id or 0)
    token = make_employer_link(actor=actor, employer_id=row.employer_id)
    return settings.PUBLIC_ADDRESS + reverse("portal:employer", args=[token])


def is_pointless(participant_id: int) -> bool:
    """Whether by now the invitation leads nowhere: the fair is off, or nobody is sure of the employer any more."""
    row = FairEmployer.objects.select_related("fair", "employer").filter(pk=participant_id).first()
    return row is None or row.fair.state != FairState.ANNOUNCED or row.employer.verification in BARRED


def _to_write(fair: Fair) -> QuerySet[FairEmployer]:
    return FairEmployer.objects.filter(fair=fair).exclude(employer__verification__in=BARRED).select_related("employer").order_by("pk")


def _write(actor: Actor, fair: Fair, row: FairEmployer, template: str, link: LinkTo | None, which: str = "") -> bool:
    contact = contacts_of(row.employer).first()
    address = way_to(contact.phone, contact.email) if contact else ""
    if not address:
        return False
    at = fair.starts_at.astimezone(HONDURAS)
    name = fair.name if len(fair.name) <= LONGEST_NAME else f"{fair.name[:LONGEST_NAME].rsplit(' ', 1)[0]}…"
    with override("es-hn"):
        facts = {"fair": name, "date": date_format(at, "D j M").lower(), "time": f"{at:%H:%M}", "phone": PHONE}
    key = f"{template}:{row.pk}:{which}" if which else f"{template}:{row.pk}"
    return queue_message(actor=actor, template=template, facts=facts, address=address, link=link, once_key=key) is not None
