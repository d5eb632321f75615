"""Which rows describe a message, and the strategy, media plan, sessions, materials and campaigns around messages?"""

from ruta.communication.models.campaigns import Campaign, CampaignReply
from ruta.communication.models.materials import Material, MaterialVersion
from ruta.communication.models.messages import Message, Preference
from ruta.communication.models.strategy import MediaItem, Milestone, OrientationSession, Strategy

__all__ = [
    "Campaign", "CampaignReply", "Material", "MaterialVersion", "MediaItem", "Message", "Milestone", "OrientationSession", "Preference", "Strategy",
]  # fmt: skip
