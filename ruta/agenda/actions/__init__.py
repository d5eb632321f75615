"""Which verbs change the agenda? The only writers of its rows."""

from ruta.agenda.actions.agendas import AgendaDraft, close_days, reopen_days, save_agenda
from ruta.agenda.actions.booking import (
    Slot,
    book_appointment,
    call_off,
    cancel_appointment,
    mark_appointment,
    move_appointment,
    settle_appointment,
    undo_mark,
)
from ruta.agenda.actions.feeds import revoke_feed, rotate_feed
from ruta.agenda.actions.inviting import (
    INVITATION,
    choose_by_link,
    invite,
    mint_invitation,
    open_change,
    refuse_by_link,
    revoke_invitations,
    token_hash,
)
from ruta.agenda.actions.reminding import EXPECTED, FALLBACK_PHONE, facts_at, remind
from ruta.agenda.actions.telling import tell_person
from ruta.agenda.actions.visits import VisitDetails, announce_visit, call_off_visit, change_visit, hold_visit, move_visit, unsay_visit
from ruta.agenda.actions.waiting import answer_offer, follow_offer, join_waiting_list, lapse_offers, leave_waiting_list, offer_places

__all__ = [
    "EXPECTED",
    "FALLBACK_PHONE",
    "INVITATION",
    "AgendaDraft",
    "Slot",
    "VisitDetails",
    "announce_visit",
    "answer_offer",
    "book_appointment",
    "call_off",
    "call_off_visit",
    "cancel_appointment",
    "change_visit",
    "choose_by_link",
    "close_days",
    "facts_at",
    "follow_offer",
    "hold_visit",
    "invite",
    "join_waiting_list",
    "lapse_offers",
    "leave_waiting_list",
    "mark_appointment",
    "mint_invitation",
    "move_appointment",
    "move_visit",
    "offer_places",
    "open_change",
    "refuse_by_link",
    "remind",
    "reopen_days",
    "revoke_feed",
    "revoke_invitations",
    "rotate_feed",
    "save_agenda",
    "settle_appointment",
    "tell_person",
    "token_hash",
    "undo_mark",
    "unsay_visit",
]
