"""Which versions are being written, and does an instrument have the shape that its schema asks for?"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from ruta.base.sentences import Sentence
from ruta.taxonomy.models import CatalogueDraft
from ruta.taxonomy.rules import shape_sentences

SCHEMA = Path(__file__).parent.parent / "data" / "schemas" / "instrument.schema.json"


def drafts() -> QuerySet[CatalogueDraft]:
    """Every draft, without its content."""
    return CatalogueDraft.objects.defer("content")


def draft(code: str) -> CatalogueDraft | None:
    """The draft of a catalogue or instrument, if somebody began one."""
    return CatalogueDraft.objects.filter(code=code).first()


def instrument_faults(content: Mapping[str, Any]) -> list[Sentence]:
    """What does not fit the schema of instruments, in plain words."""
    return shape_sentences(content, _schema())


@cache
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded
