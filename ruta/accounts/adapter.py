"""Who may open an account, and how are the secrets of a second factor kept?"""

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

SEALED = "sealed:"
log = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):
    """No self sign-up."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Staff accounts are made by the administrator."""
        del request
        return False


class SealedFactors(DefaultMFAAdapter):
    """Seeds of codes are kept sealed: a copy of the database without the secret of the installation makes no code."""

    def encrypt(self, text: str) -> str:
        """Seal a seed; what is sealed already stays."""
        return text if text.startswith(SEALED) else SEALED + _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a seed; one from before sealing is read as it stands."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return _lock().decrypt(encrypted_text.removeprefix(SEALED)).decode()
        except InvalidToken:  # sealed under another secret: no code of it may pass, and nobody should see a failure page
            log.error("A second factor was sealed under another secret: bring back var/secret or SECRET_KEY, or have it added anew.")  # noqa: TRY400 - no values
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FACTOR_KEY.encode()).digest()))
