"""How does something that a person said lie in a column without being read there? Sealed with the key of the house."""

import json
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


def lock() -> Fernet:
    """What seals and opens."""
    return Fernet(settings.PHOTO_KEY)


class SealedJSONField(models.TextField):
    """Words kept only while somebody has to decide. Raw SQL and the audit have the sealed text; nothing is searched by it."""

    _pyi_private_set_type: Any  # any JSON value goes in and comes out; the type checker takes a text field's text otherwise
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Opened, as the product reads it."""
        del expression, connection
        return None if value is None else json.loads(lock().decrypt(value.encode()))

    def get_prep_value(self, value: Any) -> str | None:
        """Sealed, as it is kept."""
        return None if value is None else seal(value)

    def to_python(self, value: Any) -> Any:
        """What was given is what is held."""
        return value


def seal(value: Any) -> str:
    """A JSON value as a sealed text."""
    return lock().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()
