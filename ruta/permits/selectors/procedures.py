"""Which procedures does the house follow, and in which versions? Files beside the code, checked by their schema once."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from ruta.base.datafiles import yaml_content
from ruta.permits.rules import Item, Procedure, procedure_from

DATA = Path(__file__).parent.parent / "data"
SCHEMA = DATA / "procedure.schema.json"


@lru_cache(maxsize=1)
def every_version() -> dict[tuple[str, str], Procedure]:
    """All versions that there are: a dossier keeps the one that it began with."""
    found = [procedure_from(content) for content in _contents()]
    return {(each.code, each.version): each for each in found}


def procedures() -> list[Procedure]:
    """The newest version of each, which a new dossier follows."""
    newest = {code: procedure for (code, _version), procedure in sorted(every_version().items())}
    return list(newest.values())


def procedure(code: str, version: str = "") -> Procedure | None:
    """One version, or the newest when none is named."""
    if version:
        return every_version().get((code, version))
    return next((each for each in procedures() if each.code == code), None)


def word(item: Item | Procedure | None) -> str:
    """The name of something of a procedure, in the language of the reader."""
    return item.label(get_language() or "es") if item else ""


def faults_of(content: Any) -> list[str]:
    """What the schema has against a file; nothing when it is good."""
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(content)]


def _contents() -> list[dict[str, Any]]:
    found = []
    for path in sorted(DATA.glob("*.yaml")):
        content = yaml_content(path)
        faults = faults_of(content)
        if faults:
            message = f"{path.name}: {'; '.join(faults)}"
            raise ValueError(message)
        found.append(content)
    return found
