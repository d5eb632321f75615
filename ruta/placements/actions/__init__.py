"""Which verbs change who looks for work and where? The only writers of these rows."""

from ruta.placements.actions.seekers import draft_profile, save_profile

__all__ = ["draft_profile", "save_profile"]
