"""How is a model kept? As a YAML file with its version, date, source and settings, that a person can read and compare."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.score import Weights, read_weights


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
    path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=None), encoding="utf-8")


def described(weights: Weights, *, version: str, day: date, settings: Mapping[str, Any]) -> dict[str, Any]:
    """A model as plain data; its weights follow from m and u, so only these are kept."""
    return {
        "version": version,
        "date": day.isoformat(),
        "source": weights.source,
        "settings": dict(settings),
        "prior": {"register_size": weights.register_size, "registered_share": round(weights.registered_share, 4)},
        "bands": dict(weights.bands),
        "household": {each.name: {"rate": each.rate, "explains": dict(each.explains)} for each in weights.household},
        "frequency": dict(weights.frequency),
        "fields": {name: {level: _chances(weights, name, level) for level in levels} for name, levels in weights.levels.items()},
    }


def _chances(weights: Weights, name: str, level: str) -> dict[str, float]:
    """M as learned, and the u that gives the weight in use (pooled levels share one)."""
    m = weights.m[name][level]
    return {"m": float(f"{m:.6g}"), "u": float(f"{m / 2 ** weights.levels[name][level]:.6g}")}
