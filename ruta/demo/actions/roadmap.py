"""What would the driving team have reported of its plans by today?"""

from datetime import date

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, system
from ruta.base.transactions import action
from ruta.demo.actions.costs import make_costs
from ruta.demo.actions.roadmap_proposals import make_proposals
from ruta.roadmap.actions import Report, load_missing_plans, report_progress, report_reach
from ruta.roadmap.enums import State
from ruta.roadmap.models import Plan, Progress

# plan → row → share done; invented, like everything of a demonstration.
REPORTED = {
    "hoja-de-ruta": {
        "I1-marco-legal": 100, "I1-marco-legal-i": 100, "I1-marco-legal-ii": 100, "I1-estructura": 85, "I1-infraestructura": 45, "I1-formacion": 62,
        "I2-mecanismo": 90, "I2-municipal": 48, "I3-estrategia": 31, "I4-pmse": 40, "I5-comunicacion": 18, "I6-interoperabilidad": 35,
    },
    "plan-siempleo": {
        "act-1": 100, "act-2": 70, "act-3": 100, "act-5": 60, "act-8": 100, "act-9": 35, "act-10": 100, "act-13": 50, "act-16": 20, "act-40": 100,
    },
    "plan-reintegracion": {"p5_o1_a01": 100, "p5_o1_a02": 60, "p4_o1_a02": 40, "p1_o1_a01": 30},
}  # fmt: skip

REACHED = {"TGU": date(2025, 6, 2), "SPS": date(2025, 9, 1), "PCO": date(2026, 8, 3)}


@action
def make_roadmap(*, actor: Actor) -> int:
    """Load the plans that are missing and report on some of their work; a plan that has reports keeps its own. Says how many are new."""
    del actor
    load_missing_plans()
    post = Membership.objects.select_related("office").filter(role="central_coordination", user__email="central@demo.ruta.hn").first()
    told = sum(_report(actor_in(post), code, said) for code, said in REPORTED.items()) if post else 0
    if told and post:
        for territory, since in REACHED.items():
            report_reach(actor=actor_in(post), plan=Plan.objects.get(code="hoja-de-ruta"), territory=territory, since=since)
    make_proposals(actor=system(None, "demo"))
    return told + make_costs()


def _report(teller: Actor, code: str, said: dict[str, int]) -> int:
    plan = Plan.objects.get(code=code)
    if Progress.objects.filter(plan=plan).exists():
        return 0
    for key, percent in said.items():
        state = State.DONE if percent == 100 else State.RUNNING
        report_progress(actor=teller, plan=plan, key=key, report=Report(state=state, percent=percent))
    return len(said)
