"""Which agreements of this actor's institution end soon and nobody has said what becomes of them?"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.directory.policies import AGREEMENT_ROLES
from ruta.directory.rules import renew_by
from ruta.directory.selectors import ending_agreements


def ending(actor: Actor) -> Iterator[Task]:
    """One line for each, by the day a month before its last one, until it is renewed or ended."""
    if actor.role not in AGREEMENT_ROLES:
        return
    for row in ending_agreements(actor, today() + timedelta(days=7))[:MOST]:
        if row.valid_until:
            words = _("Vence el %(on)s: renovarlo o terminarlo.") % {"on": date_format(row.valid_until)}
            yield Task(Kind.AGREEMENT, row.title, words, end_of(renew_by(row.valid_until)), _("Ver"), ("desk:agreement", row.pk))
