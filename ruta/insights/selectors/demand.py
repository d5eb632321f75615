"""Which employers are active, and which skills are asked for more often than they are held? Read from the rows of one institution."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.employers.models import Employer, Vacancy
from ruta.employers.selectors import sector_names
from ruta.insights.engine.change import Change, Figure, year_on_year
from ruta.insights.engine.suppression import Cell, Mark
from ruta.people.rules import months_later
from ruta.placements.models import Application, SeekerProfile
from ruta.taxonomy.selectors import skill_labels

LEAST, YEAR = 5, 12
SHOWN = 12
ASKED = """
SELECT skill, count(*) FROM employers_vacancy v, unnest(v.skills_essential || v.skills_optional) AS skill
WHERE v.owner_institution_id = %s AND v.state = 'published' GROUP BY skill
"""
# Kept by the database for whoever looks for work: a skill of somebody with a trade (s) or without (t).
HELD = """
SELECT substr(key, 2), count(*) FROM placements_seekerkey WHERE owner_institution_id = %s AND key = ANY (%s) GROUP BY substr(key, 2)
"""


@dataclass(frozen=True, slots=True)
class ActiveEmployers:
    """Employers with a vacancy or a hire in a year, beside the same days of the year before (I38)."""

    section: str
    label: str
    now: int
    before: int
    change: Change


@dataclass(frozen=True, slots=True)
class SkillGap:
    """One skill (I37): in which share of open vacancies it is asked, and which share of those who look for work have it."""

    code: str
    label: str
    vacancies: int
    asked: float
    persons: Cell
    held: float | None

    @property
    def points(self) -> float | None:
        """By how many points more it is asked than held."""
        return None if self.held is None else self.asked - self.held


def active_employers(actor: Actor, year: int) -> list[ActiveEmployers]:
    """All of them, and by section of CIIU; employers are no persons, so that few are told too."""
    end = min(date(year, 12, 31), today())
    if end.year < year:
        return []
    counts = [_by_section(actor, *span) for span in ((date(year, 1, 1), end), (date(year - 1, 1, 1), months_later(end, -YEAR)))]
    sections = sorted({*counts[0], *counts[1]})
    names = sector_names(sections)
    whole = _row("", "", sum(counts[0].values()), sum(counts[1].values()), end)
    return [whole, *(_row(code, names.get(code, code), counts[0].get(code, 0), counts[1].get(code, 0), end) for code in sections)]


def skill_gaps(actor: Actor) -> list[SkillGap]:
    """The skills that are asked most beyond what is held, today."""
    owner = actor.institution_id or 0
    open_now = Vacancy.objects.filter(owner_institution_id=owner, state="published").count()
    looking = SeekerProfile.objects.filter(owner_institution_id=owner, is_looking=True).exclude(availability="not_now").count()
    asked = _counted(ASKED, [owner])
    if not asked or looking < LEAST:
        return []
    held = _counted(HELD, [owner, [f"{kind}{code}" for code in asked for kind in "st"]])
    labels = skill_labels(list(asked))
    gaps = [_gap(code, labels.get(code, code), (count, open_now), (held.get(code, 0), looking)) for code, count in asked.items()]
    told = [each for each in gaps if each.points is None or each.points > 0]
    return sorted(told, key=lambda each: (-(each.points or each.asked), each.label))[:SHOWN]


def _by_section(actor: Actor, since: date, until: date) -> dict[str, int]:
    """How many were active between two days, by section."""
    offered = Vacancy.objects.filter(employer=OuterRef("pk"), published_at__date__range=(since, until))
    hired = Application.objects.filter(employer=OuterRef("pk"), confirmed_at__date__range=(since, until))
    rows = Employer.objects.filter(Q(Exists(offered)) | Q(Exists(hired)), owner_institution_id=actor.institution_id or 0)
    return dict(rows.order_by().values_list("section").annotate(n=Count("pk")))


def _row(section: str, label: str, now: int, before: int, end: date) -> ActiveEmployers:
    months = YEAR if (end.month, end.day) == (12, 31) else min(end.month, YEAR - 1)
    return ActiveEmployers(section, label, now, before, year_on_year(Figure(now, months), Figure(before, months)))


def _gap(code: str, label: str, asked: tuple[int, int], held: tuple[int, int]) -> SkillGap:
    is_told = held[0] == 0 or held[0] >= LEAST
    persons = Cell(held[0], Mark.SHOWN) if is_told else Cell(None, Mark.PRIMARY)
    return SkillGap(code, label, asked[0], 100 * asked[0] / asked[1], persons, 100 * held[0] / held[1] if is_told else None)


def _counted(query: str, values: list[Any]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return dict(cursor.fetchall())
