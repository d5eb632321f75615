"""Who may open an account? Nobody by themselves: an administrator makes staff accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):
    """No self sign-up."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Staff accounts are made by the administrator."""
        del request
        return False
