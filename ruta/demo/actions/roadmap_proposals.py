"""Which adjustments of its plans would the driving team have written by today?"""

from collections.abc import Mapping
from typing import Any

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.roadmap.actions import approve_proposal, change_rows, open_proposal, send_proposal
from ruta.roadmap.models import Plan, Proposal
from ruta.roadmap.planning import Edit
from ruta.roadmap.selectors import draft_of

WRITER, DECIDER = "monitoreo@demo.ruta.hn", "central@demo.ruta.hn"
Said = Mapping[str, Mapping[str, Any]]
# Days, order and who answers; invented, like everything of a demonstration. No row comes or goes: the counts stay those of the documents.
ROADMAP: Said = {
    "I1-marco-legal": {"begins": "2025-02-03", "ends": "2025-11-28"},
    "I1-marco-legal-i": {"begins": "2025-02-03", "ends": "2025-06-30", "institution": "SETRASS-DGE", "unit": "Asesoría legal"},
    "I1-marco-legal-ii": {"begins": "2025-07-01", "ends": "2025-09-30", "depends_on": ["I1-marco-legal-i"]},
    "I1-marco-legal-iii": {"begins": "2025-10-01", "ends": "2025-11-28", "depends_on": ["I1-marco-legal-ii"], "institution": "INFOP"},
    "I1-estructura": {"begins": "2025-12-01", "ends": "2026-10-30", "depends_on": ["I1-marco-legal-iii"]},
    "I1-formacion": {"begins": "2026-02-02", "ends": "2027-11-30", "depends_on": ["I1-marco-legal-iii"], "tags": ["ods:4", "pmm:18"]},
    "I2-mecanismo": {"begins": "2025-03-03", "ends": "2026-06-30", "tags": ["ods:17", "pmm:23"]},
    "I2-municipal": {"begins": "2026-01-12", "ends": "2028-11-30", "depends_on": ["I2-mecanismo"]},
    "I3-estrategia": {"begins": "2026-07-01", "ends": "2029-12-14", "depends_on": ["I2-mecanismo"], "tags": ["ods:8", "pmm:21"]},
    "I4-pmse": {"begins": "2025-05-05", "ends": "2026-09-30"},
    "I6-interoperabilidad": {"begins": "2026-10-01", "ends": "2028-12-15", "depends_on": ["I4-pmse"], "tags": ["pmm:1"]},
}
SIEMPLEO: Said = {
    "act-1": {"begins": "2026-08-03", "ends": "2026-08-28", "institution": "SETRASS-DGE", "unit": "Asesoría legal"},
    "act-2": {
        "begins": "2026-08-31",
        "ends": "2026-10-30",
        "depends_on": ["act-1"],
        "institution": "SETRASS-DGE",
        "unit": "Asesoría legal",
    },
    "act-3": {"begins": "2026-08-10", "ends": "2026-09-18", "institution": "INFOP", "unit": "Formación"},
    "act-16": {"begins": "2026-09-21", "ends": "2026-11-27", "depends_on": ["act-3"], "institution": "INFOP", "unit": "Formación"},
    "act-17": {
        "begins": "2026-11-02",
        "ends": "2026-12-18",
        "depends_on": ["act-2"],
        "institution": "SETRASS-DGE",
        "unit": "Planificación",
    },
    "act-18": {
        "begins": "2027-01-11",
        "ends": "2027-01-29",
        "depends_on": ["act-17"],
        "institution": "SETRASS-DGE",
        "unit": "Planificación",
    },
    "act-19": {
        "begins": "2027-02-01",
        "ends": "2027-03-26",
        "depends_on": ["act-18"],
        "institution": "SETRASS-DGE",
        "unit": "Planificación",
    },
    "act-5": {"begins": "2026-10-05", "ends": "2026-11-13", "depends_on": ["act-2"], "institution": "SETRASS-DGE", "unit": "SI EMPLEO"},
    "act-20": {"begins": "2026-11-16", "ends": "2027-01-22", "depends_on": ["act-5"], "institution": "SENPRENDE"},
}


@action
def make_proposals(*, actor: Actor) -> int:
    """One adjustment approved for two plans, one that waits for its decision, and one that clashes with it; none twice."""
    del actor
    people = {
        each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, DECIDER))
    }
    if len(people) < 2 or Proposal.objects.exists():
        return 0
    writer, decider = (actor_in(people[email]) for email in (WRITER, DECIDER))
    for code, said in (("hoja-de-ruta", ROADMAP), ("plan-siempleo", SIEMPLEO)):
        begun = _written(writer, code, "Fechas, esperas y responsables", said)
        send_proposal(actor=writer, proposal=begun, reason="La fuente da años o plazos; la mesa puso días, orden y quién responde.")
        approve_proposal(actor=decider, proposal=begun, answer="De acuerdo. Revisar otra vez en enero.")
    waiting = _written(writer, "hoja-de-ruta", "Comunicación: empezar en enero", {"I5-comunicacion": {"begins": "2027-01-11"}})
    send_proposal(actor=writer, proposal=waiting, reason="El presupuesto de comunicación llega en enero.")
    _written(decider, "hoja-de-ruta", "Comunicación: después del mecanismo", {"I5-comunicacion": {"depends_on": ["I2-mecanismo"]}})
    return 4


def _written(writer: Actor, code: str, title: str, said: Said) -> Proposal:
    proposal = open_proposal(actor=writer, plan=Plan.objects.get(code=code), title=title)
    now = {row.key: row.item for row in draft_of(proposal).after}
    edits = [Edit("set", key, name, now[key].get(name), value) for key, row in said.items() for name, value in row.items()]
    change_rows(actor=writer, proposal=proposal, edits=[edit for edit in edits if edit.old != edit.new])
    return proposal
