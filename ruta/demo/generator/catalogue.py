"""What do the content catalogues say about needs, services, plans and reasons?"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from ruta.demo.generator.calibration import DATA

Item = dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """The digest in `data/catalogue.json`, see `ruta.demo.derive_catalogue`."""

    needs: dict[str, Item]  # code → priority, deadline_days, sensitivity
    services: dict[str, Item]  # code → provider_kind, needs, clocks, urgent_hours, counts_as_attention, sensitive
    templates: dict[str, Item]  # code → segments, duration_days, goals with their actions
    reasons: dict[str, list[str]]  # kind → codes
    closings: dict[str, list[int]]  # code → days of the follow-ups after closing
    purposes: dict[str, int]  # code → months that a consent lasts
    categories: list[Item]  # purpose, provider_kinds, data
    office_kinds: dict[str, bool]  # code → may open a case


@cache
def catalogue() -> Catalogue:
    """Return the digest, read once."""
    return Catalogue(**json.loads((DATA / "catalogue.json").read_text(encoding="utf-8")))


def shared_categories(purpose: str, provider_kind: str) -> str:
    """Return the data categories that a purpose opens to a kind of provider, joined by commas; empty where the matrix lists nothing."""
    rows = [row["data"] for row in catalogue().categories if row["purpose"] == purpose and provider_kind in row["provider_kinds"]]
    return ",".join(dict.fromkeys(chain.from_iterable(rows)))
