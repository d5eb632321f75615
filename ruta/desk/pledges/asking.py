"""Under which key is remembered for a while which documents wait for somebody's signature?"""

from ruta.base.context import Actor


def unsigned_key(actor: Actor) -> str:
    """One for each membership."""
    return f"unsigned-{actor.membership_id}"
