"""Does the database hold what the four documents hold, no more and no less, with their faults shown?

The numbers were counted in the texts, apart from the files that are loaded: once by reading, once by the marks of the extraction (one expression per
table), and both agreed:
- SI EMPLEO: the rows «NN. … (code)» of the six tables under «Proceso de implementación» (lines 598–718): 8 and 7 within three months, 13 and 22
  within six, 11 and 21 after; by the first column (axis) 38 + 22 + 16 + 6. Priorities: the last column of the tables of areas A and B (lines 470–584),
  31 and 52 codes; the sequence takes each from the code that it cites.
- PES-Scan: the rows F1 … of table 1 (lines 127–183), cluster by cluster.
- Reintegration: the second column of the table of chapter III (lines 355–417), one cell each.
- Roadmap: the list items of the matrices of targets of title 2, year by year (lines 226–423): 2, 10, 16, 22, 10, 8, 12; a strategy's share and its
  territories stand in one sentence and are two targets (five sentences, ten values).
- Improvement areas: 69 bullets and 20 root causes between lines 213 and 448.
"""

import pytest

from ruta.roadmap import rules
from ruta.roadmap.actions import load_missing_plans, read_plan
from ruta.roadmap.models import Node, Plan, Target
from ruta.roadmap.selectors import counted

pytestmark = pytest.mark.django_db


def test_the_action_plan_has_its_82_activities(four_plans):
    found = counted(four_plans["plan-siempleo"])
    assert found["activities"] == 82
    assert found["by_axis"] == {"1.1": 38, "1.3": 22, "2.1": 16, "4.2": 6}
    assert found["by_term"] == {"12-24": 32, "3": 15, "6": 35}
    assert found["by_track"] == {"referral": 50, "territorial": 32}
    assert found["by_priority"] == {"1": 14, "2": 36, "3": 21, "4": 9, "none": 2}  # A.7.3.3 has none, activity 74 cites no row
    assert found["measures_by_priority"] == {"1": 14, "2": 36, "3": 23, "4": 9, "none": 1}
    names = ("measures", "areas", "lines", "objectives", "opportunities", "improvements", "proposals", "results")
    assert [found[name] for name in names] == [83, 2, 18, 25, 20, 28, 69, 28]
    assert Node.objects.filter(version=four_plans["plan-siempleo"], responsible=[], resources=[]).count() == sum(
        1 for _ in rules.flattened(read_plan("plan-siempleo")["items"])
    )


def test_pes_scan_has_its_57_factors_and_seven_steps(four_plans):
    found = counted(four_plans["pes-scan"])
    assert (found["clusters"], found["subtopics"], found["factors"]) == (5, 10, 57)
    assert found["by_cluster"] == {"C1": 6, "C2": 13, "C3": 18, "C4": 14, "C5": 6}
    assert [step["value"] for step in four_plans["pes-scan"].listed("scale")] == [10, 20, 35, 50, 65, 80, 100]


def test_the_reintegration_plan_has_its_51_key_actions(four_plans):
    found = counted(four_plans["plan-reintegracion"])
    assert (found["pillars"], found["objectives"], found["key_actions"], found["priorities"]) == (5, 8, 51, 10)
    assert found["by_pillar"] == {"1": 21, "2": 8, "3": 8, "4": 8, "5": 6}
    dated = Node.objects.filter(version=four_plans["plan-reintegracion"], deadline__isnull=False).order_by("position")
    assert [node.deadline for node in dated] == [{"covers_months": 12}, {"every_months": 3}, {"within_months": 6}, {"within_months": 12}]


def test_the_roadmap_has_every_target_of_every_year(four_plans):
    found = counted(four_plans["hoja-de-ruta"])
    assert (found["general_objectives"], found["objectives"], found["interventions"], found["activities"], found["tasks"]) == (
        1,
        4,
        6,
        11,
        10,
    )
    assert found["targets"] == 80
    assert found["targets_by_period"] == {"A1": 27, "A2": 17, "A3": 16, "A4": 13, "A5": 6, "none": 1}
    assert found["risks"] == 50
    said = {target.series: [int(value.value) for value in target.values.order_by("period")] for target in Target.objects.order_by("pk")}
    assert said["strategy_territories"] == [2, 4, 8, 10, 12]
    assert said["strategy_share"] == [20, 40, 60, 80, 100]
    assert said["comms_share"] == [10, 40, 70, 100]
    assert said["pmse_institutions"] == [5, 5, 8, 10, 12]
    assert said["institutions_sharing"] == [5, 6, 10, 12]
    assert said["people_trained"] == [100, 100, 100]


def test_every_row_says_where_it_stands_in_its_document(four_plans):
    assert not Node.objects.filter(lines="").exists()
    assert not Node.objects.filter(section="").exists()
    assert not Target.objects.filter(lines="").exists()


def _marks(code, *words):
    """Whether some mark of a plan holds all the words."""
    version = Plan.objects.get(code=code).versions.get()
    said = [remark.get("fault") or remark.get("unsure") for remark in version.listed("remarks")]
    for doubtful in (*version.nodes.all(), *Target.objects.filter(node__version=version)):
        said += [doubtful.fault, doubtful.unsure]
    for target in Target.objects.filter(node__version=version):
        said += [mark for value in target.values.all() for mark in (value.fault, value.unsure)]
    return any(all(word in mark for word in words) for mark in said)


def test_the_known_faults_of_the_documents_are_kept_and_marked(four_plans):
    siempleo, roadmap = "plan-siempleo", "hoja-de-ruta"
    assert _marks(siempleo, "A.7.3.1", "4", "26")
    assert _marks(siempleo, "B.6.1.4", "dos veces")
    assert _marks(siempleo, "B.4.1.4", "no existe", "B.4.1.3")
    assert _marks(siempleo, "no hay B.9.1.2")
    assert _marks(siempleo, "B.9", "encabezado «A.9»")
    assert _marks(roadmap, "tres (4)")
    assert _marks(roadmap, "405%")
    assert _marks(roadmap, "13 instituciones", "12")
    assert _marks(roadmap, "año 3", "intervención 2", "año 2", "intervención 3")
    assert _marks("pes-scan", "línea base")
    assert _marks("plan-reintegracion", "documento completo")
    version = four_plans[siempleo]
    cited = Node.objects.filter(version=version, kind="activity", parent__kind="measure").order_by().values_list("parent__code", flat=True)
    assert (len(cited), len(set(cited))) == (81, 80)  # and activity 74 cites a code that no row has: 82 and 81
    unsequenced = Node.objects.filter(version=version, kind="measure", children=None).order_by("position").values_list("key", flat=True)
    assert list(unsequenced) == ["B.3.2.4", "B.5.1.1", "B.6.1.4-bis"]


def test_an_installation_gets_the_plans_that_it_lacks(db):
    assert len(load_missing_plans()) == 4
    assert load_missing_plans() == []
