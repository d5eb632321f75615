"""What does an employer read of the candidates that it was sent and of those it hired? Its own, and names only while a permission lives."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.employers.models import Vacancy
from ruta.placements.models import EmployerWord, Shortlist, Shortlisted
from ruta.placements.rules.following import HOME, contacts_after


@dataclass(frozen=True, slots=True)
class Sent:
    """One shortlist as its employer reads it here: how many may still be read, and no name. Those stand behind the link of the list."""

    shortlist: Shortlist
    count: int
    state: str  # sent | received | over


@dataclass(frozen=True, slots=True)
class Hired:
    """One placement as its employer reads it: the days, what it said itself, and the name where it was sent one that it may still read."""

    application_id: int
    vacancy: Vacancy
    name: str
    started_on: date
    said_on: date | None  # when the employer said last whether they still work there
    left_on: date | None  # their last day, in the employer's words
    next_contact: date | None


def sent_lists_of(actor: Actor) -> list[Sent]:
    """The shortlists that the employer behind the link was sent, the latest first."""
    rows = list(Shortlist.objects.filter(employer=actor.employer_id or 0).select_related("vacancy").order_by("-sent_at", "-pk"))
    counts = Counter(row.shortlist_id for row in _readable(actor))
    return [Sent(row, counts[row.pk], _state(row)) for row in rows]


def hires_of(actor: Actor) -> list[Hired]:
    """Whom it hired through the service, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT application_id, vacancy_id, started_on FROM ruta_employer_hires() ORDER BY started_on DESC, 1 DESC")
        rows = cursor.fetchall()
    vacancies = {row.pk: row for row in Vacancy.objects.filter(pk__in={row[1] for row in rows})}
    known, words = _names(actor), employer_words(row[0] for row in rows)
    return [
        _hired(application, vacancies[vacancy], known.get(application, ""), started, words.get(application))
        for application, vacancy, started in rows
        if vacancy in vacancies
    ]


def employer_words(applications: Iterable[int]) -> dict[int, EmployerWord]:
    """The last word of the employer about each hire, for whoever may read it: the employer, and the institution that placed them."""
    rows = EmployerWord.objects.filter(application__in=list(applications)).order_by("application", "-pk").distinct("application")
    return {row.application_id: row for row in rows}


def _hired(application: int, vacancy: Vacancy, name: str, started: date, word: EmployerWord | None) -> Hired:
    left = word.left_on if word else None
    said_on = word.said_at.astimezone(HONDURAS).date() if word else None
    return Hired(application, vacancy, name, started, said_on, left, None if left else _next(started, vacancy))


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
