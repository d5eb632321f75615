"""How is a model kept? As a YAML file with its version, date, source and settings, that a person can read and compare."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.model import Weights, plain_of, read_weights


def load_model(path: Path) -> Weights:
    """The model of a file."""
    if not path.is_file():
        raise Unusable(f"No hay ningún modelo en «{path}». Revise la ruta.")
    try:
        return read_weights(path)
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise Unusable(f"«{path.name}» no es un modelo de vinculación: falta o sobra {error}.") from error


def save_model(weights: Weights, path: Path, *, version: str, day: date, settings: Mapping[str, Any]) -> None:
    """Write a model that a person can read."""
    kept = described(weights, version=version, day=day, settings=settings)
    path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=None, width=140), encoding="utf-8")


def described(weights: Weights, *, version: str, day: date, settings: Mapping[str, Any]) -> dict[str, Any]:
    """A model as plain data, with its version, date and settings."""
    return plain_of(replace(weights, version=version, date=day.isoformat(), settings=dict(settings)))
