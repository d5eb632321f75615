"""What does a catalogue or an instrument say, and in which words?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from ruta.taxonomy.enums import CatalogueKind
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.rules import frozen
from ruta.taxonomy.selectors.cache import CatalogueCache


@dataclass(frozen=True, eq=False)
class Item:
    """One coded row of a catalogue; `data` holds all that its file says about it."""

    code: str
    data: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def get(self, name: str, default: Any = None) -> Any:
        """A field of the row, or the default."""
        return self.data.get(name, default)

    def text(self, name: str, lang: str | None = None) -> str:
        """A text such as `label` or `help` in this language (the active one), in Spanish when it is missing."""
        language = (lang or get_language() or "es").partition("-")[0]
        return self.data.get(f"{name}_{language}") or self.data.get(f"{name}_es") or ""

    def label(self, lang: str | None = None) -> str:
        """The name of the row for a reader."""
        return self.text("label", lang)

    @property
    def is_retired(self) -> bool:
        """Retired codes keep their name but are no longer offered."""
        return bool(self.data.get("retired", False))


@dataclass(frozen=True, eq=False)
class CatalogueContent:
    """A published version: read-only content and its rows by code."""

    code: str
    kind: str
    version: str
    status: str
    sha256: str
    content: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.content[name]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.section("items").values())

    @cached_property
    def _sections(self) -> dict[str, Mapping[str, Item]]:
        return {}

    def section(self, name: str = "items") -> Mapping[str, Item]:
        """The coded rows of one list of the catalogue, by code, in their order."""
        if name not in self._sections:
            rows = (row if isinstance(row, Mapping) else {"code": row} for row in self.content.get(name, ()))
            self._sections[name] = MappingProxyType({row["code"]: Item(row["code"], row) for row in rows})
        return self._sections[name]

    def item(self, code: str, section: str = "items") -> Item:
        """The row with this code."""
        try:
            return self.section(section)[code]
        except KeyError:
            message = f"{self.code} {self.version} has no {code!r} in {section}"
            raise UnknownCode(message) from None

    def plain(self) -> dict[str, Any]:
        """A fresh copy in ordinary dicts and lists, for engines that want those."""
        copied: dict[str, Any] = _thawed(self.content)
        return copied


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thawed(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_thawed(each) for each in value]
    return value


def _build(row: Catalogue) -> CatalogueContent:
    return CatalogueContent(row.code, row.kind, row.version, row.status, row.sha256, frozen(row.content))


_cache = CatalogueCache(_build)


def forget_cached_catalogues() -> None:
    """After a publication, and between tests: the next question looks at the list of versions again."""
    _cache.forget()


def catalogue(code: str, version: str | None = None) -> CatalogueContent:
    """A catalogue in this version, or in the current one."""
    return _cache.get(code, version)


def instrument(code: str, version: str | None = None) -> CatalogueContent:
    """An instrument in this version, or in the current one; `.plain()` gives the definition as ordinary dicts."""
    return _cache.get(code, version)


def instruments() -> list[CatalogueContent]:
    """The current version of every instrument."""
    kinds = _cache.published().kinds
    return [_cache.get(code, None) for code, kind in sorted(kinds.items()) if kind == CatalogueKind.INSTRUMENT]


def items(code: str, *, section: str = "items", version: str | None = None) -> tuple[Item, ...]:
    """The rows of a catalogue that are still offered, in their order."""
    rows = catalogue(code, version).section(section).values()
    return tuple(row for row in rows if not row.is_retired)


def item(code: str, item_code: str, *, section: str = "items", version: str | None = None) -> Item:
    """One row of a catalogue."""
    return catalogue(code, version).item(item_code, section)


def label(code: str, item_code: str, lang: str | None = None, *, section: str = "items", version: str | None = None) -> str:
    """The name of one row in this language (the active one by default), in Spanish when there is no other."""
    return item(code, item_code, section=section, version=version).label(lang)


def choices(code: str, lang: str | None = None, *, section: str = "items", version: str | None = None) -> list[tuple[str, str]]:
    """Code and name of every row still offered, as forms want them."""
    return [(row.code, row.label(lang)) for row in items(code, section=section, version=version)]


def current_catalogues() -> QuerySet[Catalogue]:
    """The current version of everything published, without its content."""
    return Catalogue.objects.filter(is_current=True).defer("content")


def versions(code: str) -> QuerySet[Catalogue]:
    """Every version of one catalogue, the newest first, without content."""
    return Catalogue.objects.filter(code=code).order_by("-loaded_at", "-id").defer("content")
