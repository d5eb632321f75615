"""How does somebody who sat in an edition say what it was worth: once, unnamed, until it ends?"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.transactions import action
from ruta.training.actions.attending import read_badge
from ruta.training.enums import EditionState, EnrolmentState
from ruta.training.models import Appraisal, Edition, Enrolment
from ruta.training.models.appraisals import HIGH, LOW
from ruta.training.rules import read_asking_code

SALT = "training.appraisal"
LONGEST_WISH = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Three marks from 1 to 5, and what one would change."""

    content: int
    teaching: int
    use: int
    wish: str = ""


@action
def keep_appraisal(*, actor: Actor, code: str, badge: str, said: Said) -> Appraisal:
    """Keep what the owner of a badge who came says of the edition; the row does not tell whose badge it was."""
    edition = _asked(actor, code)
    marks = {"content": said.content, "teaching": said.teaching, "use": said.use}
    faults = {name: _("Elija de 1 a 5.") for name, mark in marks.items() if not LOW <= mark <= HIGH}
    if faults:
        raise Invalid(_("Falta algo. Revise lo marcado."), fields=faults)
    seat = _seat(edition, read_badge(badge))
    once = salted_hmac(SALT, f"{edition.pk} {seat.badge}", algorithm="sha256").hexdigest()
    if Appraisal.objects.filter(once_sha256=once).exists():
        raise NotOpen(_("Con ese gafete ya se contestó. Si no fue usted, avise a la oficina."))
    return Appraisal.objects.create(
        owner_institution_id=edition.owner_institution_id, edition=edition, wish=said.wish.strip()[:LONGEST_WISH], once_sha256=once,
        given_on=today(), **marks,
    )  # fmt: skip


def _asked(actor: Actor, code: str) -> Edition:
    """The edition, locked: what is said while it ends is said before or not at all."""
    found = read_asking_code(code, settings.CERTIFICATE_KEY)
    own = found is not None and found[0] == actor.institution_id
    row = Edition.objects.select_for_update(of=("self",)).filter(pk=found[1]).first() if own and found else None
    if row is None or row.state != EditionState.OPEN:
        raise NotOpen(_("Ya no se contesta sobre este curso: terminó o se canceló."))
    return row


def _seat(edition: Edition, badge: str) -> Enrolment:
    """Whoever never came says nothing of it."""
    rows = Enrolment.objects.filter(edition=edition, badge=badge).exclude(state=EnrolmentState.WITHDRAWN)
    found = rows.filter(attendances__isnull=False).first()
    if found is None:
        sentence = _("Ese gafete no es de este curso, o todavía no se anotó ninguna asistencia. Revise las letras.")
        raise Invalid(sentence, fields={"badge": sentence})
    return found
