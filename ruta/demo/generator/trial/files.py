"""How does a trial reach a folder? Four CSV files and the settings, written part by part."""

import csv
import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ruta.demo.generator.trial.settings import Settings
from ruta.demo.generator.trial.sheet import HEADER
from ruta.demo.generator.trial.trial import FAMILIES, KEY, Part, trial

TABLES = {"register": HEADER, "families": FAMILIES, "file": HEADER, "key": KEY}
Progress = Callable[[int, int], None]


def write_trial(settings: Settings, folder: Path, progress: Progress) -> dict[str, Any]:
    """Write register, file, key and families as CSV; returns what stands in `settings.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    observed: dict[str, list[int]] = {}
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline="")) for name in TABLES}
        writers = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
        for name, header in TABLES.items():
            writers[name].writerow(header)
        for done, part in enumerate(trial(settings), start=1):
            for name in TABLES:
                writers[name].writerows(zip(*getattr(part, name), strict=True))
            _add(observed, part)
            progress(done, settings.parts())
    told = settings.as_data() | {"observed": {name: round(hit / max(could, 1), 5) for name, (could, hit) in observed.items()}}
    (folder / "settings.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


def _add(observed: dict[str, list[int]], part: Part) -> None:
    for side, seen in part.seen.items():
        for slip, (could, hit) in seen.items():
            sums = observed.setdefault(f"{side}.{slip}", [0, 0])
            sums[0], sums[1] = sums[0] + could, sums[1] + hit
