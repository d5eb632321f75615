"""What can stop a referral that a screen answers in its own way?"""

from typing import Any

from ruta.base.errors import Refused


class NoConsent(Refused):
    """The person has not allowed this institution this purpose; `facts` name them, so that the screen leads to asking."""

    def __init__(self, message: Any, *, person_id: int, grantee_id: int, purpose: str) -> None:
        """Keep what has to be asked."""
        super().__init__(message, person_id=person_id, grantee_id=grantee_id, purpose=purpose)
        self.person_id, self.grantee_id, self.purpose = person_id, grantee_id, purpose
