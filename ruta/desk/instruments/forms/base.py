"""What does every form of a draft have, and under which number is the draft published?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ruta.base.numbers import read_number
from ruta.cases.instruments import condition_problem
from ruta.desk.cases.forms.fields import words
from ruta.taxonomy.selectors import versions

Content = Mapping[str, Any]
SPARE, MOST = 2, 40
CODE = r"^[a-z][a-z0-9_]{0,59}$"
WRONG_CODE = _("Use letras minúsculas sin acento, números y guion bajo; empiece con letra.")
HOW = _("Con a.pregunta, s.puntaje y p.dato. Por ejemplo: a.cv == 'none'")


def next_version(code: str) -> str:
    """The number after the highest one published."""
    newest = max(tuple(int(part) for part in row.version.split(".")) for row in versions(code))
    return f"{newest[0]}.{newest[1] + 1}.0"


class PublishForm(forms.Form):
    """Under which number the draft is published."""

    version = forms.RegexField(
        r"^\d+\.\d+\.\d+$", label=_("Número de la versión"), error_messages={"invalid": _("Escríbalo con tres números, por ejemplo 0.2.0.")}
    )


class PieceForm(forms.Form):
    """What every form of a draft has: which revision it was drawn from, and conditions that are read before they are kept."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    template = "desk/instruments/piece.html"
    title: Any = ""
    conditions: tuple[str, ...] = ("when",)

    def clean(self) -> dict[str, Any]:
        """Read each condition; what cannot be understood is said at its field."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.conditions:
            self.check_condition(name)
        return cleaned

    def check_condition(self, name: str) -> None:
        """What cannot be understood in one field."""
        source = self.cleaned_data.get(name, "")
        problem = condition_problem(source, str(self.fields[name].label)) if source else None
        if problem:
            self.add_error(name, problem.said(gettext, ngettext))

    def columns(self) -> list[Any]:
        """The fields with the columns that each takes."""
        wide = (forms.Textarea,)
        return [(field, "12" if isinstance(field.field.widget, wide) else "6") for field in self.visible_fields() if "-" not in field.name]


def condition(label: Any) -> forms.CharField:
    """A condition in CEL."""
    return words(label, required=False, rows=2, help_text=HOW)


def code_field(**more: Any) -> forms.RegexField:
    """A code that data and conditions name."""
    return forms.RegexField(CODE, label=_("Código"), error_messages={"invalid": WRONG_CODE}, **more)


def lines_wanted(data: Any, name: str, usual: int) -> int:
    """How many lines a form draws: as many as it was sent with."""
    typed = str(data.get(name, "")) if data else ""
    return min(MOST, read_number(typed)) if typed.isdecimal() else usual


def whole(value: float) -> float | int:
    """3 instead of 3.0."""
    return int(value) if float(value).is_integer() else value


def same_english(before: Content, made: Content, names: Iterable[str]) -> dict[str, str]:
    """The English of texts whose Spanish nobody touched; what was rewritten is read in Spanish until somebody translates it."""
    return {
        f"{name}_en": before[f"{name}_en"]
        for name in names
        if before.get(f"{name}_en") and before.get(f"{name}_es") == made.get(f"{name}_es")
    }
