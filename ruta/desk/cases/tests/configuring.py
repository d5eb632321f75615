"""How does a test write a population of its own? As the files of two catalogues, loaded as any other: data only."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

from ruta.taxonomy.actions import load_catalogues
from ruta.taxonomy.actions.catalogues import DATA
from ruta.taxonomy.selectors import catalogue

SEASONAL = {
    "code": "seasonal_worker", "label_es": "Persona trabajadora de temporada", "label_en": "Seasonal worker",
    "help_es": "Va a la cosecha y regresa.", "needs_return_episode": False, "counts_as_migrant": True,
    "default_population": "seasonal_workers", "sensitive": False, "status": "provisional",
}  # fmt: skip
ROW = {
    "code": "seasonal_workers", "label_es": "Personas de temporada", "label_en": "Seasonal workers", "base": None, "status": "provisional",
}  # fmt: skip


def third_population(folder: Path, configuration: dict[str, Any]) -> None:
    """Publish a population of seasonal workers, the modality that leads to it, and this configuration."""
    base, modalities = catalogue("second_population").plain(), catalogue("modalities").plain()
    base["populations"].append(ROW)
    base["configuration"] = [*base["configuration"], copy.deepcopy({"population": "seasonal_workers"} | configuration)]
    modalities["items"].append(SEASONAL)
    shutil.copytree(DATA / "catalogues", folder / "catalogues")
    for name, content in (("second_population", base), ("modalities", modalities)):
        text = json.dumps(content | {"version": "9.0.0"}, ensure_ascii=False)  # every JSON text is a YAML text
        (folder / "catalogues" / f"{name}.yaml").write_text(text, encoding="utf-8")
    load_catalogues(folder)
