"""How does a message come to be and leave, and how are the strategy, the media plan, the sessions, the library and the campaigns kept?"""

from ruta.communication.actions.campaigns import (
    CampaignTerms,
    answer_campaign,
    approve_campaign,
    cancel_campaign,
    mint_campaign_link,
    note_opening,
    save_campaign,
    send_campaign,
    submit_campaign,
)
from ruta.communication.actions.materials import MaterialTerms, add_material, add_version, correct_material, judge_version, withdraw_version
from ruta.communication.actions.media import (
    MediaTerms,
    SessionTerms,
    cancel_media,
    cancel_session,
    close_media,
    close_session,
    save_media,
    save_session,
)
from ruta.communication.actions.messages import (
    LINK,
    LinkTo,
    link_length,
    prefer,
    queue_message,
    resend_message,
    send_message,
    take_receipt,
)
from ruta.communication.actions.strategy import (
    MilestoneTerms,
    add_milestone,
    approve_strategy,
    correct_strategy,
    drop_milestone,
    drop_strategy,
    open_strategy,
    show_milestone,
    verify_milestone,
)

__all__ = [
    "LINK", "CampaignTerms", "LinkTo", "MaterialTerms", "MediaTerms", "MilestoneTerms", "SessionTerms", "add_material", "add_milestone", "add_version",
    "answer_campaign", "approve_campaign", "approve_strategy", "cancel_campaign", "cancel_media", "cancel_session", "close_media", "close_session",
    "correct_material", "correct_strategy", "drop_milestone", "drop_strategy", "judge_version", "link_length", "mint_campaign_link", "note_opening", "open_strategy", "prefer", "queue_message", "resend_message",
    "save_campaign", "save_media", "save_session", "send_campaign", "send_message", "show_milestone", "submit_campaign", "take_receipt",
    "verify_milestone", "withdraw_version",
]  # fmt: skip
