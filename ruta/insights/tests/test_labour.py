"""Do the figures of jobs count what happened, hide what is small, and open their own rows?"""

from datetime import timedelta

import pytest

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import register
from ruta.desk.cases.tests.conftest import Desk
from ruta.insights.selectors import active_employers, labour_figures, noncoverage, skill_gaps
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.tests.conftest import *  # noqa: F403 (the same people and vacancies)
from ruta.placements.tests.test_applications import FIRST_DAY, HIRED

pytestmark = pytest.mark.django_db
YEAR = today().year


def figures(actor):
    with acting_as(actor):
        return {each.code: each for each in labour_figures(actor, YEAR)}


def test_what_is_small_is_hidden(broker, allowed, publish_one, lead):
    lead(publish_one(openings=1), *HIRED, hire=FIRST_DAY)
    found = figures(broker)
    assert set(found) == {"I29", "I31", "I32", "I33", "I34", "I35", "I39", "I40", "I41", "I44", "I51"}
    for code in ("I29", "I33", "I34"):
        assert found[code].part.count is None, code
        assert found[code].share is None
    assert found["I32"].days is None
    assert found["I40"].whole.count == 0


def test_vacancies_that_ended_are_counted_by_their_openings(broker, allowed, publish_one, lead):
    row = lead(publish_one(openings=12), "apply")
    vacancy = row.vacancy
    with acting_as(broker):
        vacancy.filled, vacancy.state, vacancy.closing, vacancy.closed_at = 6, "closed", "partly", row.made_at
        vacancy.save()
    found = figures(broker)["I29"]
    assert (found.part.count, found.whole.count, found.share) == (6, 12, 0.5)


def test_a_figure_opens_its_rows(broker, allowed, publish_one, lead, person):
    lead(publish_one(), *HIRED, hire=FIRST_DAY)
    desk = Desk(broker)
    page = desk.get("/indicadores/empleo/")
    assert page.status_code == 200
    assert f"?colocada={YEAR}" in page.content.decode()
    assert person.full_name in desk.get(f"/colocaciones/?colocada={YEAR}").content.decode()
    assert person.full_name not in desk.get(f"/colocaciones/?colocada={YEAR - 1}").content.decode()
    assert person.full_name not in desk.get(f"/colocaciones/?migrante={YEAR}").content.decode()
    with acting_as(broker):
        assert Application.objects.get().confirmed_at is not None


def test_what_stayed_empty_and_nobody_said_why_is_part_of_the_whole(broker, publish_one):
    """Who was hired fell through after the vacancy had ended full, or a board took it back."""
    rows = [publish_one(openings=6, title="Soldadura"), publish_one(openings=6, title="Costura")]
    with acting_as(broker):
        for row, cause in zip(rows, ("low_wage", ""), strict=True):
            row.state, row.closing, row.cause, row.closed_at = "closed", "unfilled", cause, row.made_at
            row.save()
        found = {each.label: each for each in noncoverage(broker, YEAR)}
    assert {label: (each.part.count, each.share) for label, each in found.items()} == {
        "Salario bajo para el puesto": (6, 0.5),
        "Nadie dijo la causa": (6, 0.5),
    }
    page = Desk(broker).get(f"/vacantes/?{found['Nadie dijo la causa'].rows}").content.decode()
    assert "Costura" in page and "Soldadura" not in page


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_causes_and_kept_jobs_are_counted_and_open_their_rows(state, broker, allowed, publish_one, lead, person):
    row = lead(publish_one(), *HIRED, hire=FIRST_DAY)
    empty = publish_one(openings=9, title="Soldadura")
    with acting_as(broker):
        row.started_on, row.kept_until = today() - timedelta(days=95), today()
        row.save()
        empty.state, empty.closing, empty.cause, empty.closed_at = state, "unfilled", "low_wage", row.made_at
        empty.save()
        (cause,) = noncoverage(broker, YEAR)
        due = [each for each in labour_figures(broker, YEAR) if each.code == "I35"]
    assert (cause.part.count, cause.share) == (9, 1.0)
    assert [each.part.count for each in due] == [None, 0]
    desk = Desk(broker)
    page = desk.get("/indicadores/empleo/").content.decode()
    assert "Salario bajo" in page
    assert "Soldadura" in desk.get(f"/vacantes/?{cause.rows}").content.decode()
    assert "Soldadura" not in desk.get(f"/vacantes/?estado=closed&cerrada={YEAR - 1}").content.decode()
    assert person.full_name in desk.get(f"/colocaciones/?{due[0].rows}").content.decode()
    assert person.full_name not in desk.get(f"/colocaciones/?{due[1].rows}").content.decode()


def test_employers_are_active_by_sector_and_skills_are_asked_beyond_what_is_held(broker, allowed, publish_one, employer):
    publish_one(skills_essential=["ruta:manejar-caja"])
    with acting_as(broker):
        whole, section = active_employers(broker, YEAR)
        assert (whole.section, whole.now, whole.before) == ("", 1, 0)
        assert (section.section, section.now) == (employer.section, 1)
        assert whole.change.percent is None
        assert active_employers(broker, YEAR + 1) == []
        assert skill_gaps(broker) == []  # fewer than five look for work: their shares would tell who has what
        profile = SeekerProfile.objects.get()
        for number in range(5):
            profile.pk, profile.person = None, register(broker, f"Persona {number}")
            profile.skills = [{"code": "ruta:manejar-caja", "level": 2, "evidence": "own"}] if number else []
            profile.save(force_insert=True)
        (gap,) = skill_gaps(broker)
        assert (gap.code, gap.asked, gap.persons.count, gap.points) == ("ruta:manejar-caja", 100.0, None, None)
    page = Desk(broker).get("/indicadores/empleo/").content.decode()
    assert "Empresas activas" in page
    assert "Lo que se pide y falta" in page
