"""How is it known who came: by the code that the room shows, by a badge, or by hand, once however often it is said?"""

import time
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.transactions import action
from ruta.training.actions.editions import held_edition
from ruta.training.enums import EditionState, EnrolmentState, Way
from ruta.training.models import Attendance, Enrolment, Session
from ruta.training.rules import read_room_code
from ruta.training.selectors import session_of

AROUND = timedelta(minutes=60)  # before it begins and after it ends the room still counts


@action
def mark_list(*, actor: Actor, session_id: int, present: Collection[int], seen: Collection[int] = ()) -> int:
    """Write down who was there, also later; says how many are.

    `seen` were marked when the list was read: of those, who is not in it any more was not there. Who came in by a code meanwhile stays.
    """
    session = session_of(actor, session_id)
    held_edition(actor, session.edition_id)
    if session.starts_at > now() + AROUND:
        raise NotOpen(_("Esta sesión todavía no empieza. Anote la asistencia cuando ocurra."))
    seated = set(_seated(session).filter(pk__in=present).order_by().values_list("pk", flat=True))
    Attendance.objects.filter(session=session, enrolment__in=set(seen) - seated).delete()
    for enrolment_id in sorted(seated):
        _keep(session, enrolment_id, Way.HAND, actor.user_id)
    return Attendance.objects.filter(session=session).count()


@action
def mark_by_badge(*, actor: Actor, session_id: int, badge: str) -> Enrolment:
    """Whoever shows this badge is here."""
    session = session_of(actor, session_id)
    held_edition(actor, session.edition_id)
    _demand_time(session)
    row = _seated(session).filter(badge=read_badge(badge)).first()
    if row is None:
        raise _unknown_badge()
    _keep(session, row.pk, Way.BADGE, actor.user_id)
    return row


@action
def mark_in_room(*, actor: Actor, code: str, badge: str) -> Enrolment:
    """Whoever reads the code of the room and types the one of their badge is here; nobody signs in for it."""
    found = read_room_code(code, time.time(), settings.CERTIFICATE_KEY)
    session = Session.objects.select_related("edition").filter(pk=found[1]).first() if found and found[0] == actor.institution_id else None
    if session is None or session.edition.state != EditionState.OPEN:
        raise NotOpen(_("Ese código ya cambió. Lea otra vez el de la pantalla."))
    _demand_time(session)
    row = _seated(session).filter(badge=read_badge(badge)).first()
    if row is None:
        raise _unknown_badge()
    _keep(session, row.pk, Way.SCREEN, None)
    return row


def read_badge(text: str) -> str:
    """What stands on a badge, however it is typed."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:20]


def _seated(session: Session) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(edition=session.edition_id).exclude(state=EnrolmentState.WITHDRAWN)


def _keep(session: Session, enrolment_id: int, way: Way, noted_by: int | None) -> None:
    Attendance.objects.get_or_create(
        session=session, enrolment_id=enrolment_id,
        defaults={"owner_institution_id": session.owner_institution_id, "way": way, "noted_at": now(), "noted_by": noted_by},
    )  # fmt: skip


def _demand_time(session: Session) -> None:
    if not session.starts_at - AROUND <= now() <= session.ends_at + AROUND:
        raise NotOpen(_("Esta sesión no es ahora. Anote la asistencia en la lista."))


def _unknown_badge() -> Invalid:
    sentence = _("Ese gafete no es de este curso. Revise las letras.")
    return Invalid(sentence, fields={"badge": sentence})
