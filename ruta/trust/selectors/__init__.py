"""Which systems are known, what may one ask for, and what did each ask?"""

from ruta.trust.selectors.clients import KeyShown, client_of, clients, found_clients, keys_of, keys_shown, scope_of_client, scopes_of_client
from ruta.trust.selectors.messages import BOOK, Use, anchors, messages, seals, unanchored, uses_of

__all__ = [
    "BOOK",
    "KeyShown",
    "Use",
    "anchors",
    "client_of",
    "clients",
    "found_clients",
    "keys_of",
    "keys_shown",
    "messages",
    "scope_of_client",
    "scopes_of_client",
    "seals",
    "unanchored",
    "uses_of",
]
