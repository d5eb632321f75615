"""The catalogue files as they travel with the code."""

from functools import lru_cache
from typing import Any

from ruta.base.datafiles import yaml_content
from ruta.taxonomy.actions.catalogues import DATA

FOLDER = DATA / "catalogues"


@lru_cache
def catalogues() -> dict[str, dict[str, Any]]:
    """The catalogues by code."""
    return {path.stem: yaml_content(path) for path in sorted(FOLDER.glob("*.yaml"))}


@lru_cache
def instruments() -> dict[str, dict[str, Any]]:
    """The instruments by code."""
    return {path.stem: yaml_content(path) for path in sorted((FOLDER / "instruments").glob("*.yaml"))}
