"""Who may publish a catalogue?"""

from ruta.base.context import Actor

PUBLISHERS = frozenset({"administrator"})


def can_publish_catalogue(actor: Actor) -> bool:
    """Only the role that administers the system: catalogues decide clocks, permissions and priorities."""
    return actor.kind == "staff" and actor.role in PUBLISHERS
