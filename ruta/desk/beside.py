"""What did another person keep meanwhile that differs from what somebody just typed? Shown beside it, so that whoever saves again does it knowingly."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _


def is_behind(form: forms.Form) -> bool:
    """Whether another person kept something while this was written."""
    return hasattr(form, "conflict")


def beside(form: forms.Form, now: Mapping[str, Any], **fresh: Any) -> list[tuple[Any, str]]:
    """Label and value of each field as it is kept now and differs from the form. `fresh` goes into the form."""
    form.data = {name: form.data.get(name, "") for name in form.fields} | fresh
    told = {name: value for name, value in now.items() if name in form.fields and not form.fields[name].widget.is_hidden}
    return [(form.fields[name].label, _said(form, name, value)) for name, value in told.items() if _differs(form, name, value)]


def _differs(form: forms.Form, name: str, value: Any) -> bool:
    field = form.fields[name]
    return bool(field.has_changed(value, field.widget.value_from_datadict(form.data, form.files, name)))


def _said(form: forms.Form, name: str, value: Any) -> str:
    """As the page would show it: of a choice its words."""
    if isinstance(value, bool):
        return str(_("Sí") if value else _("No"))
    choices = getattr(form.fields[name], "choices", None)
    return "" if value is None else str(dict(choices).get(str(value), value) if choices else value)
