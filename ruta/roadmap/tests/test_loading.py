"""Is a plan loaded once, does a changed one make a version, and is a wrong one refused whole?"""

import copy

import pytest
from django.db import DatabaseError, transaction

from ruta.base.context import Actor, system
from ruta.base.errors import Refused
from ruta.roadmap.actions import load_plan, read_plan
from ruta.roadmap.errors import BrokenPlan
from ruta.roadmap.models import BudgetLine, Dependency, Node, Plan, PlanVersion
from ruta.roadmap.selectors import counted, current_version, plan_of, version_of

pytestmark = pytest.mark.django_db
OPERATOR = system(None, "test")
ANNUAL = {
    "plan": "poa-2027", "kind": "annual", "title": "POA 2027", "owner": "SETRASS-DGE", "document": {"title": "POA"},
    "periods": [{"code": "T1", "label": "Trimestre 1", "begins": "2027-01-01", "ends": "2027-03-31"}],
    "funding": [{"code": "own", "label": "Propios"}],
    "items": [
        {"kind": "objective", "code": "1", "title": "Atender a migrantes", "items": [
            {"kind": "activity", "code": "1.1", "title": "Comprar equipo", "budget": [{"concept": "Computadoras", "source": "own", "period": "T1", "quantity": 4, "unit_cost": 18000}]},
            {"kind": "activity", "code": "1.2", "title": "Abrir ventanilla", "depends_on": ["1.1"], "targets": [
                {"series": "served", "title": "Personas atendidas", "unit": "people", "baseline": 40, "periods": {"T1": 60}}]},
        ]},
    ],
}  # fmt: skip


def load(content, **more):
    return load_plan(actor=OPERATOR, content=content, **more)


def test_one_model_serves_an_annual_plan_with_money_and_dependencies():
    version, is_new = load(ANNUAL)
    assert is_new
    assert counted(version)["by_axis"] == {"none": 2}
    line = BudgetLine.objects.get()
    assert line.quantity * line.unit_cost * line.times == 72_000
    assert [(row.node.code, row.after.code) for row in Dependency.objects.all()] == [("1.2", "1.1")]


def test_the_same_file_changes_nothing_and_a_changed_one_keeps_what_was_said():
    first, _ = load(ANNUAL)
    assert load(copy.deepcopy(ANNUAL)) == (first, False)
    changed = copy.deepcopy(ANNUAL)
    changed["items"][0]["items"][1]["targets"][0]["periods"]["T1"] = 80
    second, is_new = load(changed, reason="Ajuste del primer trimestre")
    plan = plan_of("poa-2027")
    assert (is_new, second.number, current_version(plan)) == (True, 2, second)
    old, new = (version.nodes.get(key="1.2").targets.get().values.get().value for version in (version_of(plan, 1), version_of(plan, 2)))
    assert (old, new) == (60, 80)


def test_the_database_lets_nobody_rewrite_a_version():
    version, _ = load(ANNUAL)
    for rewrite in (
        lambda: Node.objects.filter(version=version).update(title="Otra cosa"),
        lambda: Node.objects.filter(version=version)._raw_delete("default"),
        lambda: PlanVersion.objects.filter(pk=version.pk).update(reason="Otra"),
    ):
        with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
            rewrite()


def broken(change):
    content = copy.deepcopy(ANNUAL)
    change(content["items"][0]["items"])
    return content


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: rows.append({"kind": "activity", "code": "1.1", "title": "Otra"}), "repeated"),
        (lambda rows: rows[1].update(depends_on=["9.9"]), "9.9"),
        (lambda rows: rows[1]["targets"][0].update(periods={"T9": 1}), "T9"),
        (lambda rows: rows[0]["budget"][0].update(source="nadie"), "nadie"),
        (lambda rows: rows[0].update(colour="rojo"), "colour"),
        (lambda rows: rows[0].pop("title"), "no title"),
        (lambda rows: rows[0].update(institution="NADIE"), "NADIE"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_says_where(change, told):
    with pytest.raises(BrokenPlan) as refused:
        load(broken(change))
    assert told in " ".join(refused.value.facts["problems"])
    assert not Plan.objects.filter(code="poa-2027").exists()


def test_a_name_that_is_no_plan_is_told_which_there_are():
    with pytest.raises(BrokenPlan, match="hoja-de-ruta"):
        read_plan("hoja")


@pytest.mark.parametrize(
    ("role", "may"), [("central_coordination", True), ("me_focal_point", True), ("administrator", True), ("counsellor", False)]
)
def test_coordination_monitoring_and_administration_load_plans(role, may):
    actor = Actor(kind="staff", institution_id=1, user_id=1, membership_id=1, office_id=1, role=role)
    if may:
        assert load_plan(actor=actor, content=ANNUAL)[1]
    else:
        with pytest.raises(Refused):
            load_plan(actor=actor, content=ANNUAL)
