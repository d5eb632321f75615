"""Which questions are asked about a waiting room?"""

from ruta.tickets.selectors.board import (
    Opened,
    appointment_of,
    calls_of_today,
    calls_since,
    code_of,
    device_of,
    device_topic,
    latest_call,
    screen_board,
    screen_of,
    ticket_of_screen,
    token_of,
)
from ruta.tickets.selectors.figures import Group, OfficeFigures, figures_of, grouped, history_of, tickets_of_office
from ruta.tickets.selectors.queue import (
    call_order,
    callable_by,
    current_at,
    due_today,
    lines_of,
    steps_of,
    topic_of,
    waiting_of,
    window_of,
    windows_of,
)
from ruta.tickets.selectors.room import devices_of, office_calls_today, own_line, own_window

__all__ = [
    "Group", "OfficeFigures", "Opened", "appointment_of", "code_of", "device_topic", "screen_of", "token_of", "call_order", "callable_by", "calls_of_today", "calls_since", "current_at", "device_of", "devices_of",
    "due_today", "figures_of", "grouped", "history_of", "latest_call", "lines_of", "office_calls_today", "own_line", "own_window", "screen_board",
    "steps_of", "ticket_of_screen", "tickets_of_office", "topic_of", "waiting_of", "window_of", "windows_of",
]  # fmt: skip
