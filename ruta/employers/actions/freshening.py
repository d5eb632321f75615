"""What becomes of a vacancy of which nobody says whether it is still open?"""

from django.db.models import Q

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers.actions.stepping import step_vacancy
from ruta.employers.enums import VacancyState
from ruta.employers.events import VacancyGrewStale
from ruta.employers.models import Vacancy
from ruta.employers.rules import STALE_AFTER

MOST = 500  # a night pauses so many; the rest follow the next


@action
def remind_stale(*, actor: Actor) -> int:
    """Tell, once, of each published vacancy whose day of confirming has come."""
    due = Vacancy.objects.filter(
        owner_institution_id=actor.institution_id or 0, state=VacancyState.PUBLISHED, refresh_due__lte=today(), reminded_on=None
    )
    found = list(due.order_by("pk").values_list("pk", "employer_id"))
    Vacancy.objects.filter(pk__in=[pk for pk, _employer in found]).update(reminded_on=today())
    for pk, employer_id in found:
        publish(VacancyGrewStale(pk, employer_id))
    return len(found)


@action
def pause_stale(*, actor: Actor) -> int:
    """Pause what nobody confirmed for too long, or whose last day to apply has passed."""
    old = Q(refreshed_on__lt=today() - STALE_AFTER) | Q(apply_until__lt=today())
    rows = Vacancy.objects.filter(old, owner_institution_id=actor.institution_id or 0, state=VacancyState.PUBLISHED)
    found = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
    for pk in found:
        step_vacancy(actor=actor, vacancy_id=pk, verb="lapse")
    return len(found)
