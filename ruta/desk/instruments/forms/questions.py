"""How is one question typed: words, kind, options, conditions and reserve?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.cases.instruments import question_in
from ruta.desk.cases.forms.fields import choice, line, pairs
from ruta.desk.instruments.forms.base import MOST, SPARE, Content, PieceForm, code_field, condition, lines_wanted, same_english, whole
from ruta.desk.instruments.words import RESERVES, TYPES

OPTION_FIELDS = ("code", "label_es", "label_en", "score", "exclusive", "not_scored")


class QuestionForm(PieceForm):
    """One question: words, kind, options, conditions and reserve."""

    template = "desk/instruments/question.html"
    conditions = ("visible_if", "required_if")
    section = forms.CharField(widget=forms.HiddenInput, required=False)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    row_lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    code = code_field(help_text=_("No cambia después."))
    type = choice(_("Tipo"), pairs(TYPES))
    text_es = line(_("Pregunta"), help_text=_("Veinte palabras o menos, de usted."))
    text_en = line(_("Pregunta en inglés"))
    help_es = line(_("Ayuda que se lee"), required=False)
    staff_note_es = line(_("Nota para quien pregunta"), required=False)
    sensitivity = choice(_("Quién lee la respuesta"), pairs(RESERVES), required=False)
    options_from = choice(_("Lista de opciones compartida"), [], required=False)
    required = forms.BooleanField(label=_("Hace falta para terminar"), required=False)
    sensitive = forms.BooleanField(label=_("Se pregunta en privado"), required=False)
    visible_if = condition(_("Se muestra solo si"))
    required_if = condition(_("Hace falta solo si"))
    scale_min = forms.IntegerField(label=_("Escala desde"), required=False)
    scale_max = forms.IntegerField(label=_("Escala hasta"), required=False)
    scale_min_label = line(_("Nombre del menor"), required=False)
    scale_max_label = line(_("Nombre del mayor"), required=False)
    number_kind = choice(_("Número"), [("integer", _("Entero")), ("decimal", _("Con decimales"))], required=False)
    number_min = forms.FloatField(label=_("Mínimo"), required=False)
    number_max = forms.FloatField(label=_("Máximo"), required=False)
    max_length = forms.IntegerField(label=_("Letras, a lo más"), required=False, min_value=1)

    def __init__(self, data: Any = None, *, content: Content, question: Content | None = None, initial: Content | None = None) -> None:
        """Fill the fields out of a question, with spare lines for options and rows."""
        self.content, self.question = content, dict(question or {})
        filled = _of_question(self.question) | dict(initial or {})
        super().__init__(data, initial=filled)
        self.title = self.question.get("text_es") or gettext("Pregunta nueva")
        if self.question:
            self.fields["code"].disabled = True
        offered = [("", "—"), *((name, name) for name in content.get("option_sets", {}))]
        self.fields["options_from"].choices = offered  # type: ignore[attr-defined]
        self.option_count = lines_wanted(data, "lines", len(self.question.get("options", ())) + SPARE)
        self.row_count = lines_wanted(data, "row_lines", len(self.question.get("rows", ())) + SPARE)
        self.initial.update({"lines": self.option_count, "row_lines": self.row_count})
        self._lines()

    def with_more(self) -> "QuestionForm":
        """The same typing with more empty lines."""
        data: dict[str, Any] = {name: self.data[name] for name in self.data}
        data["lines"], data["row_lines"] = str(min(MOST, self.option_count + 3)), str(min(MOST, self.row_count + 3))
        form = QuestionForm(None, content=self.content, question=self.question, initial={name: data.get(name, "") for name in data})
        form.option_count, form.row_count = int(data["lines"]), int(data["row_lines"])
        form.initial.update({"lines": form.option_count, "row_lines": form.row_count})
        form._lines()
        return form

    def option_rows(self) -> list[dict[str, Any]]:
        """The lines of options, for the template."""
        return [{name: self[f"option-{n}-{name}"] for name in OPTION_FIELDS} for n in range(self.option_count)]

    def matrix_rows(self) -> list[dict[str, Any]]:
        """The lines of a table of options, for the template."""
        return [{name: self[f"row-{n}-{name}"] for name in ("code", "label_es", "label_en")} for n in range(self.row_count)]

    def clean_code(self) -> str:
        """A code that no other question of the draft has."""
        code = str(self.cleaned_data["code"])
        if not self.question and question_in(self.content, code):
            raise forms.ValidationError(gettext("Ya hay una pregunta con ese código. Use otro."))
        return code

    def made(self) -> dict[str, Any]:
        """The question as content: what this form does not know stays as it was."""
        typed = self.cleaned_data
        kept = {name: value for name, value in self.question.items() if name in ("code_list", "prefill")}
        made = {"code": typed["code"], "type": typed["type"], "text_es": typed["text_es"], "text_en": typed["text_en"]} | kept
        texts = ("help_es", "staff_note_es", "visible_if", "required_if")
        made |= {name: " ".join(typed[name].split()) for name in texts if typed.get(name)}
        made |= same_english(self.question, made, ("help", "staff_note"))
        made |= {name: True for name in ("required", "sensitive") if typed.get(name)}
        if typed.get("sensitivity") not in ("", None, "normal"):
            made["sensitivity"] = typed["sensitivity"]
        return made | self._by_type(typed)

    def _by_type(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        kind = typed["type"]
        found: dict[str, Any] = {}
        if kind in ("choice", "several", "matrix"):
            found = {"options_from": typed["options_from"]} if typed.get("options_from") else {"options": self._options()}
        if kind == "matrix":
            found["rows"] = [row for n in range(self.row_count) if (row := self._row(f"row-{n}"))]
        if kind == "scale":
            faces = {"faces": True} if self.question.get("scale", {}).get("faces") else {}
            found["scale"] = {
                "min": typed.get("scale_min"), "max": typed.get("scale_max"), "min_label_es": typed.get("scale_min_label", ""),
                "max_label_es": typed.get("scale_max_label", ""),
            } | faces  # fmt: skip
            found["scale"] |= same_english(self.question.get("scale", {}), found["scale"], ("min_label", "max_label"))
        if kind == "number":
            ends = {name: float(end) for name in ("min", "max") if (end := typed.get(f"number_{name}")) is not None}
            unit = {"unit": unit} if (unit := self.question.get("number", {}).get("unit")) else {}
            found["number"] = {
                "kind": typed.get("number_kind") or "integer",
                **{name: whole(value) for name, value in ends.items()},
                **unit,
            }
        if kind == "text" and typed.get("max_length"):
            found["max_length"] = typed["max_length"]
        return found

    def _options(self) -> list[dict[str, Any]]:
        return [row for n in range(self.option_count) if (row := self._row(f"option-{n}"))]

    def _row(self, place: str) -> dict[str, Any]:
        typed = self.cleaned_data
        if not typed.get(f"{place}-code") and not typed.get(f"{place}-label_es"):
            return {}
        row = {name: typed.get(f"{place}-{name}", "") for name in ("code", "label_es", "label_en")}
        if typed.get(f"{place}-score") is not None:
            row["score"] = whole(typed[f"{place}-score"])
        return row | {name: True for name in ("exclusive", "not_scored") if typed.get(f"{place}-{name}")}

    def _lines(self) -> None:
        for n in range(self.option_count):
            self._line(f"option-{n}", self.question.get("options", ()), n)
            self.fields[f"option-{n}-score"] = forms.FloatField(label=_("Puntos"), required=False, min_value=0)
            self.fields[f"option-{n}-exclusive"] = forms.BooleanField(label=_("Quita las demás"), required=False)
            self.fields[f"option-{n}-not_scored"] = forms.BooleanField(label=_("No cuenta"), required=False)
        for n in range(self.row_count):
            self._line(f"row-{n}", self.question.get("rows", ()), n)

    def _line(self, place: str, rows: Any, n: int) -> None:
        self.fields[f"{place}-code"] = code_field(required=False)
        self.fields[f"{place}-label_es"] = line(_("Lo que se lee"), required=False)
        self.fields[f"{place}-label_en"] = line(_("En inglés"), required=False)
        if n < len(rows):
            self.initial = {f"{place}-{name}": value for name, value in rows[n].items()} | dict(self.initial)


def _of_question(question: Content) -> dict[str, Any]:
    scale, number = question.get("scale", {}), question.get("number", {})
    return {
        **{name: value for name, value in question.items() if name not in ("options", "rows", "scale", "number")},
        "scale_min": scale.get("min"), "scale_max": scale.get("max"), "scale_min_label": scale.get("min_label_es", ""),
        "scale_max_label": scale.get("max_label_es", ""), "number_kind": number.get("kind", ""), "number_min": number.get("min"),
        "number_max": number.get("max"),
    }  # fmt: skip
