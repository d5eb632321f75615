"""How is a search sent by POST, so that it is logged, and still paged and sorted by addresses that carry no name?"""

import secrets
from typing import Any

SESSION_KEY = "searches"
KEPT = 10


def remember(request: Any, text: str) -> str:
    """Keep what was typed in the session of whoever typed it; gives the word that an address carries instead."""
    word = secrets.token_urlsafe(6)
    searches = [*request.session.get(SESSION_KEY, [])][-(KEPT - 1) :]
    request.session[SESSION_KEY] = [*searches, [word, text.strip()[:120]]]
    return word


def recall(request: Any, word: str) -> str:
    """What was typed; nothing when the session ended or the address came from somebody else."""
    return str(next((text for kept, text in request.session.get(SESSION_KEY, []) if kept == word and word), ""))
