"""How does a trial reach a folder? Four tables as CSV or Parquet and the settings, written part by part."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ruta.demo.generator.trial.settings import Settings
from ruta.demo.generator.trial.sheet import HEADER
from ruta.demo.generator.trial.trial import FAMILIES, KEY, Columns, Part, trial

TABLES = {"register": HEADER, "families": FAMILIES, "file": HEADER, "key": KEY}
Progress = Callable[[int, int], None]
Write = Callable[[Columns], None]


def write_trial(settings: Settings, folder: Path, progress: Progress, suffix: str = "csv") -> dict[str, Any]:
    """Write register, file, key and families; returns what stands in `settings.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    observed: dict[str, list[int]] = {}
    with ExitStack() as stack:
        tables = {name: stack.enter_context(FORMATS[suffix](folder / f"{name}.{suffix}", header)) for name, header in TABLES.items()}
        for done, part in enumerate(trial(settings), start=1):
            for name, write in tables.items():
                write(getattr(part, name))
            _add(observed, part)
            progress(done, settings.parts())
    told = settings.as_data() | {"observed": {name: round(hit / max(could, 1), 5) for name, (could, hit) in observed.items()}}
    (folder / "settings.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


@contextmanager
def _csv(path: Path, header: Sequence[str]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        yield lambda columns: writer.writerows(zip(*columns, strict=True))


@contextmanager
def _parquet(path: Path, header: Sequence[str]) -> Iterator[Write]:
    """Every column is text; an empty one is '' as in the CSV."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([(name, pa.string()) for name in header])
    with ParquetWriter(path, schema) as writer:
        yield lambda columns: writer.write_table(pa.table(dict(zip(header, columns, strict=True)), schema=schema))


FORMATS = {"csv": _csv, "parquet": _parquet}


def _add(observed: dict[str, list[int]], part: Part) -> None:
    for side, seen in part.seen.items():
        for slip, (could, hit) in seen.items():
            sums = observed.setdefault(f"{side}.{slip}", [0, 0])
            sums[0], sums[1] = sums[0] + could, sums[1] + hit
