"""How do the data files that travel with the code become rows?"""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

Row = dict[str, Any]


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; every cell is text, so codes keep their leading zeros."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def yaml_content(path: Path) -> Row:
    """The content of a YAML file, read by the compiled parser (ten times faster)."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # type: ignore[no-any-return]


def yaml_items(path: Path) -> list[Row]:
    """The rows of a YAML file that lists them under `items`."""
    items: list[Row] = yaml_content(path)["items"]
    return items


def fingerprint(folders: Iterable[Path], *, salt: str = "") -> str:
    """One hash of everything under these folders that decides what gets loaded: data, schemas and the loader's code."""
    digest = hashlib.sha256(salt.encode())
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in {".csv", ".json", ".py", ".yaml"}):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def upsert(model: type[Model], rows: Sequence[Row], *, key: str) -> int:
    """Insert the rows, or bring the ones with the same key up to date, in one statement per batch."""
    if not rows:
        return 0
    changed = [name for name in rows[0] if name != key]
    model._default_manager.bulk_create(  # noqa: SLF001
        [model(**row) for row in rows],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=changed,
    )
    return len(rows)
