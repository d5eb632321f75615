"""Which version of a catalogue is current, without asking the database every time?

A published version never changes, so its content is kept by (code, version, hash) for the life of the process.
Only the short list of versions is read again, at most every few seconds: another process sees a new version by then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import Catalogue

LOOK_AGAIN_AFTER = 5.0  # seconds
Key = tuple[str, str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Published:
    """Which versions exist, as last seen."""

    seen_at: float
    hashes: dict[tuple[str, str], str]
    current: dict[str, str]
    kinds: dict[str, str]


class CatalogueCache(Generic[T]):
    """Built contents of published versions, shared by the threads of one process."""

    def __init__(self, build: Callable[[Catalogue], T]) -> None:
        self._build = build
        self._lock = Lock()
        self._published: Published | None = None
        self._contents: dict[Key, T] = {}

    def forget(self) -> None:
        """Look at the list of versions again next time."""
        self._published = None

    def published(self) -> Published:
        """The list of versions, not older than a few seconds."""
        seen = self._published
        if seen is None or monotonic() - seen.seen_at > LOOK_AGAIN_AFTER:
            seen = self._published = _look()
        return seen

    def get(self, code: str, version: str | None) -> T:
        """The content of this version, or of the current one."""
        published = self.published()
        version = version or published.current.get(code)
        sha256 = published.hashes.get((code, version or ""))
        if version is None or sha256 is None:
            self.forget()
            message = f"no published catalogue {code} {version or '(current)'}"
            raise UnknownCode(message)
        return self._content((code, version, sha256))

    def _content(self, key: Key) -> T:
        if key not in self._contents:
            built = self._build(Catalogue.objects.get(code=key[0], version=key[1]))
            with self._lock:
                self._contents.setdefault(key, built)
        return self._contents[key]


def _look() -> Published:
    rows: list[tuple[Any, ...]] = list(Catalogue.objects.order_by().values_list("code", "version", "sha256", "is_current", "kind"))
    return Published(
        seen_at=monotonic(),
        hashes={(code, version): sha256 for code, version, sha256, _, _ in rows},
        current={code: version for code, version, _, is_current, _ in rows if is_current},
        kinds={code: kind for code, _, _, _, kind in rows},
    )
