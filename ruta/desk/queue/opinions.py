"""Which opinions wait for this actor to look into, and what in the box for an answer?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.quality.policies import READER_ROLES
from ruta.quality.selectors import due_suggestions, open_alerts, told_alert


def opinion_alerts(actor: Actor) -> Iterator[Task]:
    """One line for each; whoever gave the opinion has no name here."""
    if not has_role(actor, READER_ROLES):
        return
    for row in open_alerts(actor)[:MOST]:
        name = str(row.opinion.employer or row.opinion.partner or row.opinion.get_respondent_display())
        due = row.due_at or end_of(today())
        yield Task(Kind.OPINION, name, told_alert(row), due, _("Atender"), ("desk:opinion-alert", row.pk), since=row.opinion.given_at)


def suggestions_due(actor: Actor) -> Iterator[Task]:
    """One line for each thing in the box; whoever wrote it has no name anywhere."""
    for row in due_suggestions(actor)[:MOST]:
        words = _("Contestar lo que escribieron en el buzón")
        yield Task(Kind.OPINION, row.number, words, end_of(row.due_on), _("Contestar"), ("desk:suggestion", row.pk), since=row.received_at)
