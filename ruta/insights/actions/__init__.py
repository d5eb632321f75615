"""How are figures brought up to date, and how do reports become public?"""

from ruta.insights.actions.issues import call_off_issue, move_issue, plan_issue
from ruta.insights.actions.lattices import answer_beforehand, count_cells
from ruta.insights.actions.promising import count_promises
from ruta.insights.actions.published import keep_returns, keep_values
from ruta.insights.actions.publishing import decide_publication, propose_publication, withdraw_publication
from ruta.insights.actions.refreshing import refresh_cubes
from ruta.insights.actions.series import Kept, keep_figures
from ruta.insights.actions.sheets import decide_sheet_text, write_sheet_text
from ruta.insights.actions.storing import store_facts
from ruta.insights.actions.studies import (
    ScenarioTerms,
    StudyTerms,
    change_use,
    note_use,
    save_scenario,
    save_study,
    show_scenario,
    show_study,
    take_back_use,
)

__all__ = [
    "Kept",
    "ScenarioTerms",
    "StudyTerms",
    "answer_beforehand",
    "call_off_issue",
    "change_use",
    "count_cells",
    "count_promises",
    "decide_publication",
    "decide_sheet_text",
    "keep_figures",
    "keep_returns",
    "keep_values",
    "move_issue",
    "note_use",
    "plan_issue",
    "propose_publication",
    "refresh_cubes",
    "save_scenario",
    "save_study",
    "show_scenario",
    "show_study",
    "store_facts",
    "take_back_use",
    "withdraw_publication",
    "write_sheet_text",
]
