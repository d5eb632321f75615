"""What do the tests of plans stand on?"""

import pytest

from ruta.base.context import system
from ruta.cases.tests.making import staff
from ruta.directory.models import Institution
from ruta.roadmap.actions import NAMES, load_plan, read_plan, set_duty

# Small and whole: two activities with time, a target that is typed and one that the platform counts.
POA = {
    "plan": "poa-prueba", "kind": "annual", "title": "POA de prueba", "owner": "SETRASS-DGE", "document": {"title": "POA"},
    "periods": [{"code": "A", "label": "Todo", "begins": "2020-01-01", "ends": "2099-12-31"}],
    "items": [
        {"kind": "objective", "code": "1", "title": "Atender a migrantes", "items": [
            {"kind": "activity", "code": "1.1", "title": "Formar al personal", "risks": ["Falta de presupuesto"], "targets": [
                {"series": "trained", "title": "Personas formadas", "unit": "people", "direction": "up", "periods": {"A": 60}}]},
            {"kind": "activity", "code": "1.2", "title": "Usar el sistema", "targets": [
                {"series": "pmse", "title": "Instituciones que informan", "unit": "institutions", "direction": "up", "indicator": "I12",
                 "periods": {"A": 5}}]},
        ]},
    ],
}  # fmt: skip


@pytest.fixture
def four_plans(db):
    """Our own plans by name, each in its first version."""
    return {name: load_plan(actor=system(None, "test"), content=read_plan(name))[0] for name in NAMES}


@pytest.fixture
def central(db):
    """Whoever opens, judges and closes rounds."""
    return staff("DGE", "central_coordination")


@pytest.fixture
def infop(db):
    """The focal point of one institution."""
    return staff("INFOP-SPS", "me_focal_point")


@pytest.fixture
def senprende(db):
    """The focal point of another."""
    return staff("SENPRENDE-SPS", "me_focal_point")


@pytest.fixture
def poa(central):
    """A small plan whose activities are answered for by two institutions."""
    version, _ = load_plan(actor=system(None, "test"), content=POA)
    for key, code in (("1.1", "INFOP"), ("1.2", "SENPRENDE")):
        set_duty(actor=central, plan=version.plan, key=key, institutions=[Institution.objects.get(code=code)])
    return version.plan
