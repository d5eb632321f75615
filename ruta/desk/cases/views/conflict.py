"""How are two values at once shown, so that somebody chooses?"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Words = Mapping[str, Callable[[Any], str]]


def conflict_of(form: Any, words: Words) -> dict[str, Any] | None:
    """Every field with both values as choices, and the rest of what was typed; nothing when there was no conflict."""
    facts = getattr(form, "conflict", None)
    if not facts or "both" not in facts:
        return None
    fields = [row["field"] for row in facts["both"]]
    return {
        "rows": [{"name": row["field"], "label": row["label"], "options": _options(row, words)} for row in facts["both"]],
        "kept": [(name, form.data.get(name, "")) for name in form.fields if name not in (*fields, "version")],
        "version": facts.get("version", facts.get("theirs")),
    }


def _options(row: dict[str, Any], words: Words) -> list[dict[str, str]]:
    say = words.get(row["field"], _plain)
    return [
        {"value": _sent(row["yours"]), "label": say(row["yours"]), "meta": _("usted, ahora")},
        {"value": _sent(row["theirs"]), "label": say(row["theirs"]), "meta": _("otra persona, hace un momento")},
    ]


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value or _("vacío"))


def _sent(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
