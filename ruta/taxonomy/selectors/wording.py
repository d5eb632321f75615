"""How does a sentence that was kept in Spanish read in the reader's language? The version that said it holds both."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors.catalogues import CatalogueContent, catalogue

SOURCE = "es"


def in_language(code: str, version: str, sentence: str, lang: str | None = None) -> str:
    """A sentence of one version of a catalogue or instrument as that version says it in this language (the active one)."""
    language = (lang or get_language() or SOURCE).partition("-")[0]
    if language == SOURCE or not sentence:
        return sentence
    try:
        return _said(catalogue(code, version), language).get(sentence, sentence)
    except UnknownCode:
        return sentence


@lru_cache(maxsize=64)
def _said(content: CatalogueContent, language: str) -> Mapping[str, str]:
    return dict(_pairs(content.content, language))


def _pairs(piece: Any, language: str) -> Iterator[tuple[str, str]]:
    """Each Spanish text with the one beside it; the same words mean the same throughout one version."""
    if isinstance(piece, Mapping):
        for name, text in piece.items():
            beside = piece.get(f"{name[:-3]}_{language}") if str(name).endswith(f"_{SOURCE}") else None
            if isinstance(text, str) and isinstance(beside, str):
                yield text, beside
            else:
                yield from _pairs(text, language)
    elif isinstance(piece, tuple | list):
        for each in piece:
            yield from _pairs(each, language)
