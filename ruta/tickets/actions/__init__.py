"""Which verbs move a queue? The only writers of its rows."""

from ruta.tickets.actions.arranging import LineTerms, make_device, revoke_device, save_line, save_window
from ruta.tickets.actions.calling import (
    attach_case,
    attach_served_case,
    call_next,
    call_this,
    leave_window,
    sit_at,
    step_ticket,
    transfer_ticket,
)
from ruta.tickets.actions.keeping import close_left_open, forget_phones, oldest_kept, roll_up
from ruta.tickets.actions.taking import Ask, take_ticket

__all__ = [
    "Ask", "LineTerms", "attach_case", "attach_served_case", "call_next", "call_this", "close_left_open", "forget_phones", "leave_window", "make_device",
    "oldest_kept", "revoke_device", "roll_up", "save_line", "save_window", "sit_at", "step_ticket", "take_ticket", "transfer_ticket",
]  # fmt: skip
