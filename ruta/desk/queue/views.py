"""What needs me today?"""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.agenda.models import Appointment
from ruta.agenda.policies import AGENDA_ROLES
from ruta.base.clock import today
from ruta.base.compiled import asked, at_once, keeps_words
from ruta.base.context import Actor
from ruta.cases.models import ServiceDelivery
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.pledges.asking import unsigned_key
from ruta.desk.queue import rows
from ruta.desk.queue.sources import everything_for
from ruta.desk.queue.tasks import Kind, bands, counts, told, within_a_week
from ruta.desk.queue.waiting import remember
from ruta.quality.enums import Document
from ruta.quality.selectors import unsigned
from ruta.referrals.models import Referral

A_WHILE = 120  # seconds: three sums over a week need not be anew at each look


@require_safe
@roles(Role.values)
@keeps_words
def queue(request: DeskRequest) -> HttpResponse:
    """The desk's home: late first, then today, then the week; each line is resolved with one button."""
    actor: Actor = request.actor
    with at_once("queue", actor):
        tasks, agenda = within_a_week(everything_for(actor)), agenda_of_today(actor)
    remember(actor, tasks)
    chosen = request.GET.get("kind", "")
    shown = [task for task in tasks if task.kind == chosen] if chosen in set(Kind) else tasks
    context = {
        "today": today(),
        "chips": [{"code": "", "label": None, "count": told(len(tasks)), "is_current": shown is tasks}]
        + [{"code": kind, "label": label, "count": count, "is_current": kind == chosen} for kind, label, count in counts(tasks)],
        "bands": bands(shown, whole=request.GET.get("band", "")),
        "kind": chosen if chosen in set(Kind) else "",
        "is_coordinator": actor.role == Role.OFFICE_COORDINATOR,
        "has_agenda": has_role(actor, AGENDA_ROLES),
        "agenda": agenda,
        "week": cache.get_or_set(f"week-{actor.membership_id}", lambda: week_of(actor), A_WHILE),
        "unsigned": [Document(each).label for each in cache.get_or_set(unsigned_key(actor), lambda: unsigned(actor), A_WHILE) or ()],
    }
    return render(request, "desk/queue/queue.html", context)


def agenda_of_today(actor: Actor) -> list[Appointment]:
    """The appointments of this office today, for those who receive people."""
    if not has_role(actor, AGENDA_ROLES):
        return []
    return asked(rows.agenda_of_today, actor)


def week_of(actor: Actor) -> dict[str, Any]:
    """What this officer did in the last seven days and in the seven before."""
    monday = today() - timedelta(days=today().weekday())
    mine = ServiceDelivery.objects.filter(provider_id=actor.institution_id, officer_id=actor.user_id)
    closed = Referral.objects.filter(
        owner_institution_id=actor.institution_id, case__officer_id=actor.user_id, state__in=["confirmed", "closed"]
    )
    return {
        "attentions": mine.filter(delivered_on__gte=monday).count(),
        "attentions_before": mine.filter(delivered_on__gte=monday - timedelta(days=7), delivered_on__lt=monday).count(),
        "closed": closed.filter(state_since__date__gte=monday).count(),
    }
