"""Which verbs change a case? The only writers of its rows."""

from ruta.cases.actions.assessing import assess, override_segment, resolve_alert, save_draft
from ruta.cases.actions.delivering import apply_delivery, record_delivery, record_provided
from ruta.cases.actions.ending import close_case, pause_case, reopen_case, resume_case
from ruta.cases.actions.following import begin_follow_up, call_off_follow_ups, record_follow_up, schedule_follow_up
from ruta.cases.actions.handing import accept_transfer, assign_officer, decline_transfer, hand_over, transfer_case
from ruta.cases.actions.needs import add_need, ask_referral, drop_need, move_need, raise_needs, update_need
from ruta.cases.actions.opening import open_case
from ruta.cases.actions.planning import add_plan_action, agree_plan, drop_plan_action, edit_plan_action, move_plan_action
from ruta.cases.actions.publishing import publish_instrument
from ruta.cases.actions.reserving import reserve_again

__all__ = [
    "accept_transfer",
    "add_need",
    "add_plan_action",
    "agree_plan",
    "apply_delivery",
    "ask_referral",
    "assess",
    "assign_officer",
    "begin_follow_up",
    "call_off_follow_ups",
    "close_case",
    "decline_transfer",
    "drop_need",
    "drop_plan_action",
    "edit_plan_action",
    "hand_over",
    "move_need",
    "move_plan_action",
    "open_case",
    "override_segment",
    "pause_case",
    "publish_instrument",
    "raise_needs",
    "record_delivery",
    "record_follow_up",
    "record_provided",
    "reopen_case",
    "reserve_again",
    "resolve_alert",
    "resume_case",
    "save_draft",
    "schedule_follow_up",
    "transfer_case",
    "update_need",
]
