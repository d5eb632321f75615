"""When are two contents the same, and which version comes later?"""

import hashlib
import json
from types import MappingProxyType
from typing import Any


def canonical(content: Any) -> str:
    """The content as one text that does not depend on the order of keys or on spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: Any) -> str:
    """The SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def version_key(version: str) -> tuple[int, ...]:
    """What to compare versions by: 0.10.0 comes after 0.9.0."""
    return tuple(int(part) for part in version.split("."))


def frozen(value: Any) -> Any:
    """The same content that nobody can change: it is shared by every request of the process."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(each) for key, each in value.items()})
    if isinstance(value, list):
        return tuple(frozen(each) for each in value)
    return value
