"""How is a piece of an instrument typed, and which piece of content does the typing make?"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ruta.cases.instruments import condition_problem, question_in
from ruta.desk.cases.forms.fields import choice, line, pairs, words
from ruta.desk.instruments.words import PRIORITIES, RESERVES, SEVERITIES, TYPES
from ruta.taxonomy.selectors import choices, versions

Content = Mapping[str, Any]
SPARE, MOST = 2, 40
OPTION_FIELDS = ("code", "label_es", "label_en", "score", "exclusive", "not_scored")
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
            source = cleaned.get(name, "")
            problem = condition_problem(source, str(self.fields[name].label)) if source else None
            if problem:
                self.add_error(name, problem.said(gettext, ngettext))
        return cleaned

    def columns(self) -> list[Any]:
        """The fields with the columns that each takes."""
        wide = (forms.Textarea,)
        return [(field, "12" if isinstance(field.field.widget, wide) else "6") for field in self.visible_fields() if "-" not in field.name]


def condition(label: Any) -> forms.CharField:
    """A condition in CEL."""
    return words(label, required=False, rows=2, help_text=HOW)


class QuestionForm(PieceForm):
    """One question: words, kind, options, conditions and reserve."""

    template = "desk/instruments/question.html"
    conditions = ("visible_if", "required_if")
    section = forms.CharField(widget=forms.HiddenInput, required=False)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    row_lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,59}$", label=_("Código"), help_text=_("No cambia después."), error_messages={"invalid": WRONG_CODE}
    )
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
        self.option_count = _count(data, "lines", len(self.question.get("options", ())) + SPARE)
        self.row_count = _count(data, "row_lines", len(self.question.get("rows", ())) + SPARE)
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
        kept = {name: value for name, value in self.question.items() if name in ("code_list", "prefill", "staff_note_en")}
        made = {"code": typed["code"], "type": typed["type"], "text_es": typed["text_es"], "text_en": typed["text_en"]} | kept
        texts = ("help_es", "staff_note_es", "visible_if", "required_if")
        made |= {name: " ".join(typed[name].split()) for name in texts if typed.get(name)}
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
        if kind == "number":
            ends = {name: float(end) for name in ("min", "max") if (end := typed.get(f"number_{name}")) is not None}
            unit = {"unit": unit} if (unit := self.question.get("number", {}).get("unit")) else {}
            found["number"] = {
                "kind": typed.get("number_kind") or "integer",
                **{name: _whole(value) for name, value in ends.items()},
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
            row["score"] = _whole(typed[f"{place}-score"])
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
        self.fields[f"{place}-code"] = forms.RegexField(
            r"^[a-z][a-z0-9_]{0,59}$", label=_("Código"), required=False, error_messages={"invalid": WRONG_CODE}
        )
        self.fields[f"{place}-label_es"] = line(_("Lo que se lee"), required=False)
        self.fields[f"{place}-label_en"] = line(_("En inglés"), required=False)
        if n < len(rows):
            self.initial = {f"{place}-{name}": value for name, value in rows[n].items()} | dict(self.initial)


class RuleForm(PieceForm):
    """One consequence of the answers, with its condition."""

    when = words(_("Condición"), rows=3, help_text=HOW)

    def __init__(self, data: Any = None, *, part: str, rule: Content, initial: Content | None = None) -> None:
        """Draw the fields that this part has."""
        self.rule, self.part = dict(rule), part
        super().__init__(data, initial=dict(rule) | dict(initial or {}))
        self.fields = {"revision": self.fields["revision"]} | _fields_of(part) | {"when": self.fields["when"]}
        self.title = rule.get("label_es") or rule.get("reason_es") or rule.get("message_es") or gettext("Regla nueva")

    def made(self) -> dict[str, Any]:
        """The rule as content; what this form does not know stays as it was."""
        made = deepcopy(self.rule)
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if name == "revision":
                continue
            if value in ("", None):
                made.pop(name, None)
            else:
                made[name] = " ".join(value.split()) if isinstance(value, str) else value
        return made


class ScoreForm(PieceForm):
    """One score: name, version of its weights, weight and sentences of each part, and cuts."""

    template = "desk/instruments/score.html"
    conditions = ()
    label_es = line(_("Nombre"))
    label_en = line(_("Nombre en inglés"))
    weights_version = line(_("Versión de los pesos"), help_text=_("Cámbiela si cambia un peso: lo anterior no se compara con lo nuevo."))
    min_answered = forms.FloatField(label=_("Parte que debe contestarse (0 a 1)"), min_value=0, max_value=1)
    provisional = forms.BooleanField(label=_("Provisional"), required=False)

    def __init__(self, data: Any = None, *, score: Content, initial: Content | None = None) -> None:
        """A line for each part and each cut."""
        self.score = score
        super().__init__(data, initial=dict(score) | dict(initial or {}))
        self.title = score["label_es"]
        for n, item in enumerate(score["items"]):
            self.fields[f"item-{n}-weight"] = forms.FloatField(label=_("Peso"), min_value=0.001, initial=item["weight"])
            self.fields[f"item-{n}-low"] = line(_("Se dice si es bajo"), required=False)
            self.fields[f"item-{n}-high"] = line(_("Se dice si es alto"), required=False)
            self.initial.update({f"item-{n}-low": item.get("driver_low_es", ""), f"item-{n}-high": item.get("driver_high_es", "")})
        for n, band in enumerate(score.get("bands", ())):
            self.fields[f"band-{n}-min"] = forms.FloatField(label=_("Desde"), initial=band["min"])
            self.fields[f"band-{n}-label"] = line(_("Se llama"))
            self.initial.update({f"band-{n}-label": band["label_es"]})

    def item_rows(self) -> list[dict[str, Any]]:
        """The parts with their fields."""
        return [
            {"item": item, "weight": self[f"item-{n}-weight"], "low": self[f"item-{n}-low"], "high": self[f"item-{n}-high"]}
            for n, item in enumerate(self.score["items"])
        ]

    def band_rows(self) -> list[dict[str, Any]]:
        """The cuts with their fields."""
        return [{"min": self[f"band-{n}-min"], "label": self[f"band-{n}-label"]} for n in range(len(self.score.get("bands", ())))]

    def made(self) -> dict[str, Any]:
        """The score as content."""
        typed, made = self.cleaned_data, deepcopy(dict(self.score))
        made |= {name: typed[name] for name in ("label_es", "label_en", "weights_version", "min_answered", "provisional")}
        for n, item in enumerate(made["items"]):
            item["weight"] = _whole(typed[f"item-{n}-weight"])
            for name, field in (("driver_low_es", "low"), ("driver_high_es", "high")):
                item.pop(name, None)
                if typed.get(f"item-{n}-{field}"):
                    item[name] = typed[f"item-{n}-{field}"]
        for n, band in enumerate(made.get("bands", ())):
            band["min"], band["label_es"] = _whole(typed[f"band-{n}-min"]), typed[f"band-{n}-label"]
        return made


def _fields_of(part: str) -> dict[str, forms.Field]:
    label = {"label_es": line(_("Nombre")), "label_en": line(_("Nombre en inglés"))}
    why: dict[str, forms.Field] = {"reason_es": line(_("Motivo, como se lee"))}
    parts: dict[str, dict[str, forms.Field]] = {
        "segments": {**label, "strategy": choice(_("Estrategia"), choices("segments_strategies")), **why},
        "raises_needs": {
            "need": choice(_("Necesidad"), choices("needs")), **why,
            "priority": choice(_("Prioridad"), pairs(PRIORITIES), required=False, help_text=_("En blanco: la del catálogo.")),
            "deadline_days": forms.IntegerField(label=_("Plazo en días"), required=False, min_value=0),
        },
        "suggests_plans": {"template": choice(_("Plantilla de itinerario"), choices("plan_templates")), **why},
        "raises_barriers": {"barrier": choice(_("Barrera"), choices("barriers"))},
        "alerts": {
            "code": forms.RegexField(r"^[a-z][a-z0-9_]{0,59}$", label=_("Código"), error_messages={"invalid": WRONG_CODE}),
            "message_es": line(_("Mensaje")), "severity": choice(_("Fuerza"), pairs(SEVERITIES)),
            "notify_roles": forms.MultipleChoiceField(label=_("A quién avisa"), choices=choices("roles")),
            "within_hours": forms.IntegerField(label=_("Responder en horas"), required=False, min_value=1),
        },
    }  # fmt: skip
    if part == "segments":
        parts[part] = {
            "code": forms.RegexField(r"^[a-z][a-z0-9_]{0,59}$", label=_("Código"), error_messages={"invalid": WRONG_CODE}),
            **parts[part],
        }
    return parts[part]


def _of_question(question: Content) -> dict[str, Any]:
    scale, number = question.get("scale", {}), question.get("number", {})
    return {
        **{name: value for name, value in question.items() if name not in ("options", "rows", "scale", "number")},
        "scale_min": scale.get("min"), "scale_max": scale.get("max"), "scale_min_label": scale.get("min_label_es", ""),
        "scale_max_label": scale.get("max_label_es", ""), "number_kind": number.get("kind", ""), "number_min": number.get("min"),
        "number_max": number.get("max"),
    }  # fmt: skip


def _count(data: Any, name: str, usual: int) -> int:
    typed = str(data.get(name, "")) if data else ""
    return min(MOST, int(typed)) if typed.isdecimal() else usual


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
