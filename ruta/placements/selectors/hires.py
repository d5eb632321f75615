"""What does an employer read of the candidates that it was sent and of those it hired? Its own, and names only while a permission lives."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import connection

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.employers.models import Vacancy
from ruta.placements.models import Shortlist, Shortlisted
from ruta.placements.rules.following import HOME, contacts_after


@dataclass(frozen=True, slots=True)
class Sent:
    """One shortlist as its employer reads it here: how many may still be read, and no name. Those stand behind the link of the list."""

    shortlist: Shortlist
    count: int
    state: str  # sent | received | over


@dataclass(frozen=True, slots=True)
class Hired:
    """One placement as its employer reads it: the days, and the name where it was sent one that it may still read."""

    vacancy: Vacancy
    name: str
    started_on: date
    kept_until: date | None
    left_on: date | None
    next_contact: date | None


def sent_lists_of(actor: Actor) -> list[Sent]:
    """The shortlists that the employer behind the link was sent, the latest first."""
    rows = list(Shortlist.objects.filter(employer=actor.employer_id or 0).select_related("vacancy").order_by("-sent_at", "-pk"))
    counts = Counter(row.shortlist_id for row in _readable(actor))
    return [Sent(row, counts[row.pk], _state(row)) for row in rows]


def hires_of(actor: Actor) -> list[Hired]:
    """Whom it hired through the service, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_id, vacancy_id, started_on, kept_until, left_on FROM ruta_employer_hires() ORDER BY started_on DESC, 1 DESC"
        )
        rows = cursor.fetchall()
    vacancies = {row.pk: row for row in Vacancy.objects.filter(pk__in={row[1] for row in rows})}
    known = _names(actor)
    return [
        Hired(vacancies[vacancy], known.get(application, ""), started, kept, left, None if left else _next(started, vacancies[vacancy]))
        for application, vacancy, started, kept, left in rows
        if vacancy in vacancies
    ]


def _state(row: Shortlist) -> str:
    return "over" if row.state == "sent" and row.expires_at <= now() else row.state


def _next(started: date, vacancy: Vacancy) -> date | None:
    """When the service asks next how it goes."""
    days = [due_on for _subject, due_on in contacts_after(started, is_abroad=vacancy.country != HOME)]
    return next((day for day in days if day >= today()), None)


def _readable(actor: Actor) -> list[Shortlisted]:
    """The sealed candidates that row security still shows."""
    return list(Shortlisted.objects.filter(employer=actor.employer_id or 0).order_by("shortlist", "position"))


def _names(actor: Actor) -> dict[int, str]:
    """By application, of those that row security still shows."""
    return {row.application_id: str(json.loads(row.content).get("name", "")) for row in _readable(actor)}
