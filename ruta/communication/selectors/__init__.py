"""To which address does a message go and what was sent; what do the strategy, the media plan, the sessions, the library and the campaigns hold?"""

from ruta.communication.selectors.campaigns import (
    Answering,
    Audience,
    audience_of,
    campaign_of,
    campaigns,
    found_campaigns,
    messages_of,
    reply_hash,
    reply_of,
    segments_offered,
)
from ruta.communication.selectors.materials import (
    approved_of,
    found_materials,
    is_in_use,
    material_of,
    materials,
    public_materials,
    public_version,
    version_of,
    versions_of,
)
from ruta.communication.selectors.messages import (
    blocked_messages,
    channel_of,
    contact_of,
    language_of,
    message_of,
    messages,
    messages_to,
    neutral_office,
    preference_of,
    told_moment,
)
from ruta.communication.selectors.outreach import (
    Month,
    Place,
    coming_sessions,
    found_items,
    found_sessions,
    held_by_segment,
    media_item_of,
    media_items,
    months_of,
    places_of,
    public_strategies,
    reached_territories,
    ruled_since,
    ruling_strategy,
    session_of,
    sessions,
    strategies,
    strategy_of,
    strategy_share,
)

__all__ = [
    "Answering", "Audience", "Month", "Place", "approved_of", "audience_of", "blocked_messages", "campaign_of", "campaigns", "channel_of", "coming_sessions",
    "contact_of", "found_campaigns", "found_items", "found_materials", "found_sessions", "held_by_segment", "is_in_use", "language_of", "material_of", "materials",
    "media_item_of", "media_items", "message_of", "messages", "messages_of", "messages_to", "months_of", "neutral_office", "places_of", "preference_of",
    "public_materials", "public_strategies", "public_version", "reached_territories", "reply_hash", "reply_of", "ruled_since", "ruling_strategy", "segments_offered", "session_of", "sessions",
    "strategies", "strategy_of", "strategy_share", "told_moment", "version_of", "versions_of",
]  # fmt: skip
