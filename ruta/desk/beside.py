"""What did another person keep meanwhile that differs from what somebody just typed? Shown beside it, so that whoever saves again does it knowingly."""

from collections.abc import Mapping
from typing import Any

from django import forms


def beside(form: forms.Form, now: Mapping[str, Any], **fresh: Any) -> list[tuple[Any, str]] | None:
    """Label and value of each field as it is kept now and differs from the form; nothing where there was no conflict. `fresh` goes into the form."""
    if not hasattr(form, "conflict"):
        return None
    form.data = {name: form.data.get(name, "") for name in form.fields} | fresh
    told = {name: value for name, value in now.items() if name in form.fields and not form.fields[name].widget.is_hidden}
    return [(form.fields[name].label, _said(form, name, value)) for name, value in told.items() if _differs(form, name, value)]


def _differs(form: forms.Form, name: str, value: Any) -> bool:
    field = form.fields[name]
    return bool(field.has_changed(value, field.widget.value_from_datadict(form.data, form.files, name)))


def _said(form: forms.Form, name: str, value: Any) -> str:
    """As the page would show it: of a choice its words."""
    choices = getattr(form.fields[name], "choices", None)
    return str(dict(choices).get(str(value), value) if choices else value)
