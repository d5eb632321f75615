"""How is a section typed, and a list of options that several questions share?"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import line
from ruta.desk.instruments.forms.base import MOST, SPARE, Content, PieceForm, code_field, condition, lines_wanted, same_english, whole

OPTION_FIELDS = ("code", "label_es", "label_en", "score", "exclusive", "not_scored")


class SectionForm(PieceForm):
    """Questions that belong together: name, words before them, and when they are asked."""

    conditions = ("visible_if",)
    code = code_field(help_text=_("No cambia después."))
    label_es = line(_("Nombre"))
    label_en = line(_("Nombre en inglés"))
    intro_es = line(_("Lo que se lee antes"), required=False)
    visible_if = condition(_("Se muestra solo si"))

    def __init__(self, data: Any = None, *, content: Content, section: Content | None = None, initial: Content | None = None) -> None:
        """A section of the draft, or a new one."""
        self.content, self.section = content, dict(section or {})
        super().__init__(data, initial=self.section | dict(initial or {}))
        self.title = self.section.get("label_es") or gettext("Sección nueva")
        if self.section:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        """A code that no other section has."""
        code = str(self.cleaned_data["code"])
        if not self.section and any(each["code"] == code for each in self.content["sections"]):
            raise forms.ValidationError(gettext("Ya hay una sección con ese código. Use otro."))
        return code

    def made(self) -> dict[str, Any]:
        """The section as content, with its questions as they were."""
        typed = self.cleaned_data
        kept = {name: value for name, value in self.section.items() if name not in ("intro_es", "intro_en", "visible_if")}
        made = kept | {name: typed[name] for name in ("code", "label_es", "label_en")}
        made |= {name: " ".join(typed[name].split()) for name in ("intro_es", "visible_if") if typed.get(name)}
        made |= same_english(self.section, made, ("intro",))
        return made | {"questions": self.section.get("questions", [])}


class OptionsForm(PieceForm):
    """A list of options under one name; a line without code is left out."""

    template = "desk/instruments/options.html"
    conditions = ()
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    code = code_field(help_text=_("No cambia después."))

    def __init__(
        self, data: Any = None, *, content: Content, named: str = "", options: Any = (), initial: Content | None = None
    ) -> None:  # fmt: skip
        """A line for each option, and some spare ones."""
        self.content, self.named, self.options = content, named, list(options)
        super().__init__(data, initial={"code": named} | dict(initial or {}))
        self.title = named or gettext("Lista nueva")
        self.fields["code"].disabled = bool(named)
        self.count = lines_wanted(data, "lines", len(self.options) + SPARE)
        self.initial["lines"] = self.count
        self._lines()

    def with_more(self) -> "OptionsForm":
        """The same typing with more empty lines."""
        typed = {name: self.data[name] for name in self.data} | {"lines": str(min(MOST, self.count + 3))}
        form = OptionsForm(None, content=self.content, named=self.named, options=self.options, initial=typed)
        form.count = int(typed["lines"])
        form.initial["lines"] = form.count
        form._lines()
        return form

    def option_rows(self) -> list[dict[str, Any]]:
        """The lines, for the template."""
        return [{name: self[f"option-{n}-{name}"] for name in OPTION_FIELDS} for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """Two options or more, under a name that no other list has."""
        cleaned = super().clean()
        if not self.named and cleaned.get("code") in self.content.get("option_sets", {}):
            self.add_error("code", gettext("Ya hay una lista con ese código. Use otro."))
        if sum(bool(cleaned.get(f"option-{n}-code")) for n in range(self.count)) < 2:
            self.add_error(None, gettext("Una lista tiene al menos dos opciones."))
        return cleaned

    def made(self) -> tuple[str, list[dict[str, Any]]]:
        """The name and the options as content."""
        return str(self.cleaned_data["code"]), [self._option(n) for n in range(self.count) if self.cleaned_data.get(f"option-{n}-code")]

    def _option(self, n: int) -> dict[str, Any]:
        typed = self.cleaned_data
        row: dict[str, Any] = {name: typed.get(f"option-{n}-{name}", "") for name in ("code", "label_es", "label_en")}
        if typed.get(f"option-{n}-score") is not None:
            row["score"] = whole(typed[f"option-{n}-score"])
        return row | {name: True for name in ("exclusive", "not_scored") if typed.get(f"option-{n}-{name}")}

    def _lines(self) -> None:
        for n in range(self.count):
            self.fields[f"option-{n}-code"] = code_field(required=False)
            self.fields[f"option-{n}-label_es"] = line(_("Lo que se lee"), required=False)
            self.fields[f"option-{n}-label_en"] = line(_("En inglés"), required=False)
            self.fields[f"option-{n}-score"] = forms.FloatField(label=_("Puntos"), required=False, min_value=0)
            self.fields[f"option-{n}-exclusive"] = forms.BooleanField(label=_("Quita las demás"), required=False)
            self.fields[f"option-{n}-not_scored"] = forms.BooleanField(label=_("No cuenta"), required=False)
        shown = {f"option-{n}-{name}": value for n, row in enumerate(self.options) for name, value in row.items()}
        self.initial = shown | dict(self.initial)
