"""How is a deadline read aloud: its tone, the share of time used, and the words?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_SHARE = 0.8
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """What a clock shows of a deadline."""

    tone: str
    share: float
    words: str


def read_deadline(due: datetime, since: datetime | None, now: datetime) -> Reading:
    """A late one is counted in days; a near one is soon; the rest says what is left."""
    share = _share(due, since, now)
    if now >= due:
        return Reading("late", 1.0, _late_words(due, now))
    tone = "soon" if due - now <= A_DAY or share >= SOON_SHARE else "ok"
    return Reading(tone, share, _left_words(due, now))


def _share(due: datetime, since: datetime | None, now: datetime) -> float:
    if since is None or due <= since:
        return 0.0
    return max(0.0, min(1.0, (now - since) / (due - since)))


def _late_words(due: datetime, now: datetime) -> str:
    days = (now.date() - due.astimezone(now.tzinfo).date()).days
    if days:
        return ngettext("%(count)s día tarde", "%(count)s días tarde", days) % {"count": localize(days)}
    hours = int((now - due).total_seconds() // 3600)
    return ngettext("%(count)s hora tarde", "%(count)s horas tarde", hours) % {"count": hours} if hours else _("acaba de vencer")


def _left_words(due: datetime, now: datetime) -> str:
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    if days > 1:
        return ngettext("falta %(count)s día", "faltan %(count)s días", days) % {"count": days}
    if days == 1:
        return _("vence mañana")
    hours = int((due - now).total_seconds() // 3600)
    return ngettext("queda %(count)s hora", "quedan %(count)s horas", hours) % {"count": hours} if hours else _("queda menos de 1 hora")
