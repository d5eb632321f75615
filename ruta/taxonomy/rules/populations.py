"""Does the configuration of a population say only what the product reads? A key that nobody reads would be a promise without effect."""

from collections.abc import Iterator, Mapping
from typing import Any

# True: any value; a mapping: those keys of it, also of each row of a list.
READ: Mapping[str, Any] = {
    "population": True,
    "replaces_episode": {
        "code": True, "label_es": True, "label_en": True,
        "fields": {"code": True, "label_es": True, "label_en": True, "type": True, "sensitivity": True, "required": True, "options": True},
    },
    "entry_points": {"prefer": True, "hide": True},
    "intake_defaults": {"case_sensitivity": True, "address_visible": True, "location_of_origin_blocks_referrals": True},
    "instruments": {
        "code": True, "order": True, "label_es": True, "label_en": True, "hide_questions": True, "due_days": True,
        "required_before": True, "optional_until": True,
    },
    "needs_overrides": {"need": True, "priority": True, "deadline_days": True},
    "needs_hidden": True,
    "services_preferred": True,
    "plan_templates": True,
    "consent": {"purposes_off_by_default": True, "default_months": True},
    "notifications": {"channel_default": True},
    "indicators": {"min_cell": True},
    "uncertainty_es": True,
}  # fmt: skip
# Where only some values mean something.
VALUES: Mapping[str, frozenset[Any]] = {
    "intake_defaults.case_sensitivity": frozenset({"normal", "strict"}),
    "instruments.optional_until": frozenset({"plan_activation"}),
    "instruments.required_before": frozenset({"plan_activation", "referral"}),
    "notifications.channel_default": frozenset({"usual", "none_until_safe_channel_confirmed"}),
    "replaces_episode.fields.type": frozenset({"date", "municipality", "choice", "integer", "text"}),
    "replaces_episode.fields.sensitivity": frozenset({"restricted", "strict"}),
}


def unread_keys(content: Mapping[str, Any]) -> list[str]:
    """The keys and values of the configurations that no rule reads, one line each."""
    found = content.get("configuration", ())
    rows = (found,) if isinstance(found, Mapping) else found
    return [f"configuration/{row.get('population')}: {line}" for row in rows for line in _unread(row, READ, "")]


def _unread(piece: Any, read: Any, path: str) -> Iterator[str]:
    if isinstance(piece, list | tuple):
        for each in piece:
            yield from _unread(each, read, path)
    elif isinstance(piece, Mapping) and isinstance(read, Mapping):
        for name, value in piece.items():
            here = f"{path}.{name}" if path else name
            yield from _unread(value, read[name], here) if name in read else (f"nothing reads {here}",)
    elif path in VALUES and piece not in VALUES[path]:
        yield f"{path} cannot be {piece!r}"
