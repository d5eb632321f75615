"""Which verbs register systems, give them tokens, and keep and prove the log?"""

from ruta.trust.actions.anchoring import Proof, anchor, prove
from ruta.trust.actions.clients import (
    ClientTerms,
    Peer,
    add_certificate,
    fetch_keys,
    register_client,
    remove_certificate,
    remove_key,
    resume_client,
    save_callback,
    save_keys,
    save_peer,
    stop_hearing,
    suspend_client,
)
from ruta.trust.actions.logging import Exchanged, log_message, log_pull
from ruta.trust.actions.tokens import Granted, Token, forget_assertions, granted_by, issue_token, use_assertion

__all__ = [
    "ClientTerms",
    "Exchanged",
    "Granted",
    "Peer",
    "Proof",
    "Token",
    "add_certificate",
    "anchor",
    "fetch_keys",
    "forget_assertions",
    "granted_by",
    "issue_token",
    "log_message",
    "log_pull",
    "prove",
    "register_client",
    "remove_certificate",
    "remove_key",
    "resume_client",
    "save_callback",
    "save_keys",
    "save_peer",
    "stop_hearing",
    "suspend_client",
    "use_assertion",
]
