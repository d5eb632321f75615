"""How many worked in each quarter of a demonstration? Invented, and said so on the page."""

from datetime import date

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.insights.actions import keep_figures
from ruta.insights.engine.posts import EMPLOYED, UNEMPLOYED, Published, Quarter
from ruta.insights.models import ExternalFigure

QUARTERS = 8
FIRST_EMPLOYED, MORE_EACH, FIRST_UNEMPLOYED = 100_000, 400, 9_000
UNEMPLOYED_BY_SEASON = (600, 250, -150, -700)
SOURCE = "Cifra inventada para la demostración"


def make_series(*, actor: Actor) -> int:
    """The last two years, the newest provisional; says how many figures."""
    machine = system(None, actor.reason or "demo")
    with acting_as(machine):
        if ExternalFigure.objects.exists():
            return 0
        return keep_figures(actor=machine, figures=_figures(today())).created


def _figures(day: date) -> list[Published]:
    number = day.year * 4 + (day.month - 1) // 3
    found = []
    for place in range(QUARTERS):
        quarter = Quarter((number - QUARTERS + place) // 4, (number - QUARTERS + place) % 4 + 1)
        values = {
            EMPLOYED: FIRST_EMPLOYED + MORE_EACH * place,
            UNEMPLOYED: FIRST_UNEMPLOYED + UNEMPLOYED_BY_SEASON[quarter.number - 1] - 40 * place,
        }
        found += [Published(quarter, series, persons, SOURCE, "", place == QUARTERS - 1, "") for series, persons in values.items()]
    return found
