"""Which fields do the forms of a case share?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar

DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
WRONG_DATE = {"invalid": _("Esa fecha no existe. Escríbala con día, mes y año.")}
NEEDED = {"required": _("Falta este dato.")}


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A near date."""
    return forms.DateField(
        label=label, required=required, widget=Calendar(), input_formats=DATES, error_messages=WRONG_DATE | NEEDED, help_text=help_text
    )


def words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3, most: int = 2000) -> forms.CharField:
    """Some sentences, of as many letters as their column holds."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=NEEDED | {"max_length": format_lazy(_("Caben {most} letras. Acórtelo un poco."), most=f"{most:,}")},
    )  # fmt: skip


def line(label: Any, *, required: bool = True, help_text: Any = "", most: int = 200) -> forms.CharField:
    """One line of text, of as many letters as its column holds."""
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=most, error_messages=NEEDED)


def choice(
    label: Any, choices: Any, *, required: bool = True, widget: forms.Widget | None = None, help_text: Any = ""
) -> forms.ChoiceField:
    """One of a list; the first line stays empty so that nothing is chosen by chance."""
    wrong = {"invalid_choice": _("Elija una opción de la lista.")}
    widget = widget or forms.Select()
    field = forms.ChoiceField(label=label, required=required, error_messages=NEEDED | wrong, help_text=help_text, widget=widget)
    is_list = isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect)
    field.choices = _behind_nothing(choices) if is_list else choices
    return field


def _behind_nothing(choices: Any) -> Any:
    """The same choices after an empty line; a function stays a function, so that catalogues are read when asked."""
    if callable(choices):
        return lambda: [("", "—"), *choices()]
    return [("", "—"), *choices]


def pairs(mapping: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Code and word, for a choice."""
    return list(mapping.items())


class VersionedForm(forms.Form):
    """A form that remembers which version it was drawn from."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
