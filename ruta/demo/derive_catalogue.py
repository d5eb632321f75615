"""Which few facts of the content catalogues does the generator need? Writes them to `data/catalogue.json`."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parent / "data" / "catalogue.json"
Item = dict[str, Any]


def derive(folder: Path) -> Item:
    """Return the digest of the catalogues in `folder` (the YAML files of the product's taxonomy)."""
    consent = _load(folder, "consent_notices")
    return {
        "needs": {i["code"]: _keep(i, "priority", "deadline_days", "sensitivity") for i in _items(folder, "needs")},
        "services": {i["code"]: _service(i) for i in _items(folder, "service_types")},
        "templates": {i["code"]: _template(i) for i in _items(folder, "plan_templates")},
        "reasons": _by_kind(_items(folder, "referral_reasons")),
        "closings": {i["code"]: i["follow_up_days"] for i in _items(folder, "case_closing")},
        "purposes": {i["code"]: i["default_months"] for i in consent["purposes"]},
        "categories": [_keep(i, "purpose", "provider_kinds", "data") for i in consent["matrix"]],
        "office_kinds": {i["code"]: bool(i["can_open_case"]) for i in _items(folder, "office_kinds")},
    }


def _load(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))


def _items(folder: Path, name: str) -> list[Item]:
    items: list[Item] = _load(folder, name)["items"]
    return items


def _keep(item: Item, *fields: str) -> Item:
    return {field: item[field] for field in fields}


def _service(item: Item) -> Item:
    kept = _keep(item, "provider_kind", "needs", "clocks", "counts_as_attention")
    return kept | {"urgent_hours": item.get("urgent_hours", {}), "sensitive": bool(item.get("sensitive"))}


def _template(item: Item) -> Item:
    goals = [{**_keep(g, "code", "due_days"), "actions": [_action(a) for a in g["actions"]]} for g in item["goals"]]
    return {**_keep(item, "segments", "duration_days"), "goals": goals}


def _action(action: Item) -> Item:
    kept = _keep(action, "code", "kind", "who", "due_days")
    return kept | {"service_type": action.get("service_type", ""), "optional": bool(action.get("optional"))}


def _by_kind(items: list[Item]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for item in items:
        kinds.setdefault(item["kind"], []).append(item["code"])
    return kinds


if __name__ == "__main__":
    TARGET.write_text(json.dumps(derive(Path(sys.argv[1])), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
