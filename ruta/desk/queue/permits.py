"""Which dossiers wait for this actor: to be looked at, or to be decided?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.permits.enums import Stage
from ruta.permits.models import Dossier
from ruta.permits.policies import READER_ROLES
from ruta.permits.selectors import waiting_dossiers


def open_dossiers(actor: Actor) -> Iterator[Task]:
    """One line for each, by the day on which its step should be done."""
    if not has_role(actor, READER_ROLES):
        return
    for row in waiting_dossiers(actor)[:MOST]:
        words, button = _said(row)
        due = end_of(row.due_on or today())
        yield Task(Kind.PERMIT, row.holder_name, words, due, button, ("desk:permit", row.pk), since=row.stage_since)


def _said(row: Dossier) -> tuple[str, str]:
    numbered = {"number": row.number}
    if row.stage == Stage.APPEALED:
        return _("Recurso por resolver: %(number)s.") % numbered, _("Resolver")
    if row.stage == Stage.RESOLUTION:
        return _("Trámite por resolver: %(number)s.") % numbered, _("Resolver")
    if row.stage == Stage.INSPECTION:
        return _("Falta la inspección: %(number)s.") % numbered, _("Anotar")
    return _("Trámite por revisar: %(number)s.") % numbered, _("Revisar")
