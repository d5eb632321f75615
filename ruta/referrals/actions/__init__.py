"""Which verbs change a referral? The only writers of its rows."""

from ruta.referrals.actions.answering import accept, ask_other_date, decline, mark_received, person_declines, schedule
from ruta.referrals.actions.dating import call_off_date, move_date
from ruta.referrals.actions.ending import close, confirm, discard_draft, dispute, expire, reroute, resolve_dispute, withdraw
from ruta.referrals.actions.hearing import Heard, hear_step
from ruta.referrals.actions.linking import mint_link, revoke_links, send_link, token_hash, use_link
from ruta.referrals.actions.preparing import refer_need
from ruta.referrals.actions.receiving import Arrived, receive_again, receive_referral
from ruta.referrals.actions.sending import draft_referral, resend, send_draft, send_referral
from ruta.referrals.actions.serving import deliver, record_attended, record_no_show, report_progress
from ruta.referrals.actions.stepping import Said
from ruta.referrals.actions.tasks import finish_task

__all__ = [
    "Arrived",
    "Heard",
    "Said",
    "accept",
    "ask_other_date",
    "call_off_date",
    "close",
    "confirm",
    "decline",
    "deliver",
    "discard_draft",
    "dispute",
    "draft_referral",
    "expire",
    "finish_task",
    "hear_step",
    "mark_received",
    "mint_link",
    "move_date",
    "person_declines",
    "receive_again",
    "receive_referral",
    "record_attended",
    "record_no_show",
    "refer_need",
    "report_progress",
    "reroute",
    "resend",
    "resolve_dispute",
    "revoke_links",
    "schedule",
    "send_draft",
    "send_link",
    "send_referral",
    "token_hash",
    "use_link",
    "withdraw",
]
