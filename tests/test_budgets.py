"""Does any page ask the database for each row that it shows, or more often than it did? Budgets stand in budgets.json.

`pytest tests/test_budgets.py --write-budgets` writes the file anew; look at the difference before you keep it.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from ruta.accounts.models import User
from ruta.base.context import system
from tests.reading import walk

BUDGETS = Path(__file__).with_name("budgets.json")
PERSONS = 270
SPARE = 10  # cases differ in what they hold, and a Monday shows what a Friday does not; a loop over rows is found by itself
UNNAMED_MOST = 12
"""A page without a budget is new, or shows what so small a population holds at some hours only: a bound instead of a count."""
READERS = {"counsellor": "orientacion.sps", "coordinator": "coordinacion.sps", "partner": "infop.sps", "central": "central"}
OF_EACH = (
    "desk:attentions", "desk:indicator_value", "desk:report", "desk:report-file", "desk:roadmap-alignment", "desk:roadmap-compare",
    "desk:roadmap-plan", "desk:roadmap-version",
)  # fmt: skip
OF_EACH_MOST = 8
"""Pages that ask the same of each plan, table or begun year that they show: as many as there are of these, never as many as there are rows."""

pytestmark = pytest.mark.django_db


def pages() -> dict[str, list[list[str]]]:
    """Queries of every page that some reader reaches, by reader and name."""
    found = {}
    for role, mailbox in READERS.items():
        client = Client()
        client.force_login(User.objects.get(email=f"{mailbox}@demo.ruta.hn"))
        for name, visits in walk(client).items():
            found[f"{role} {name}"] = [asked for _, asked in visits]
    return found


@pytest.fixture
def population(settings, tmp_path, analyse):
    from ruta.demo.actions import make_accounts, make_agendas, make_population, make_roadmap

    settings.VAR = tmp_path
    actor = system(None, "budgets")
    make_accounts(actor=actor)
    make_agendas(actor=actor)
    make_roadmap(actor=actor)
    make_population(actor=actor, persons=PERSONS, seed=5)
    analyse()


def test_no_page_asks_for_each_of_its_rows(population, request):
    met = pages()
    most = {name: OF_EACH_MOST if name.split()[1] in OF_EACH else 3 for name in met}
    repeated = {name: worst for name, visits in met.items() if (worst := most_repeated(visits))[0] > most[name]}
    assert not repeated, "the same query again and again:\n" + "\n".join(f"{name}: {n}× {sql[:300]}" for name, (n, sql) in repeated.items())
    found = {name: max(map(len, met[name])) for name in sorted(met)}
    if request.config.getoption("--write-budgets"):
        BUDGETS.write_text(json.dumps(found, indent=1) + "\n")
    budgets = json.loads(BUDGETS.read_text())
    over = {name: (count, budgets.get(name)) for name, count in found.items() if count > budgets.get(name, UNNAMED_MOST) + SPARE}
    assert not over, f"(queries, budget) differ; if it is meant: pytest tests/test_budgets.py --write-budgets: {over}"


def most_repeated(visits: list[list[str]]) -> tuple[int, str]:
    """How often one page asks one statement with other values: more than a few times is a loop over rows."""
    return max(((times, sql) for asked in visits for sql, times in Counter(asked).items()), default=(0, ""))
