"""How is one score typed: its name, the version of its weights, its parts with their source, and its cuts?"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import choice, line, words
from ruta.desk.instruments.forms.base import MOST, SPARE, Content, PieceForm, code_field, lines_wanted, same_english, whole

SCORABLE = ("choice", "scale")
ITEM_FIELDS = ("code", "source", "value", "weight", "reverse", "low", "high")
BAND_FIELDS = ("code", "min", "label_es", "label_en")
COMPUTED = "value"


class ScoreForm(PieceForm):
    """One score; a line without code is left out, so that parts and cuts are added and taken away."""

    template = "desk/instruments/score.html"
    conditions = ()
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    band_lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST)
    code = code_field(help_text=_("No cambia después."))
    label_es = line(_("Nombre"))
    label_en = line(_("Nombre en inglés"))
    weights_version = line(_("Versión de los pesos"), help_text=_("Cámbiela si cambia un peso: lo anterior no se compara con lo nuevo."))
    min_answered = forms.FloatField(label=_("Parte que debe contestarse (0 a 1)"), min_value=0, max_value=1, initial=0.6)
    higher_is = choice(_("Un puntaje alto es"), [("better", _("Bueno para la persona")), ("worse", _("Malo para la persona"))])
    provisional = forms.BooleanField(label=_("Provisional"), required=False)

    def __init__(self, data: Any = None, *, content: Content, score: Content | None = None, initial: Content | None = None) -> None:
        """A line for each part and each cut, and some spare ones."""
        self.content, self.score = content, dict(score or {})
        super().__init__(data, initial=dict(self.score) | dict(initial or {}))
        self.title = self.score.get("label_es") or gettext("Puntaje nuevo")
        if self.score:
            self.fields["code"].disabled = True
        self.item_count = lines_wanted(data, "lines", len(self.score.get("items", ())) + SPARE)
        self.band_count = lines_wanted(data, "band_lines", len(self.score.get("bands", ())) + 1)
        self.initial.update({"lines": self.item_count, "band_lines": self.band_count})
        self._lines()

    def with_more(self) -> "ScoreForm":
        """The same typing with more empty lines."""
        typed = {name: self.data[name] for name in self.data}
        more = {"lines": str(min(MOST, self.item_count + 3)), "band_lines": str(min(MOST, self.band_count + 2))}
        form = ScoreForm(None, content=self.content, score=self.score, initial=typed | more)
        form.item_count, form.band_count = int(more["lines"]), int(more["band_lines"])
        form.initial.update(more)
        form._lines()
        return form

    def item_rows(self) -> list[dict[str, Any]]:
        """The parts with their fields."""
        return [{name: self[f"item-{n}-{name}"] for name in ITEM_FIELDS} for n in range(self.item_count)]

    def band_rows(self) -> list[dict[str, Any]]:
        """The cuts with their fields."""
        return [{name: self[f"band-{n}-{name}"] for name in BAND_FIELDS} for n in range(self.band_count)]

    def clean(self) -> dict[str, Any]:
        """A new code is not another score's; a part has a source and a weight."""
        cleaned = super().clean()
        others = {each["code"] for each in self.content.get("scores", ()) if each["code"] != self.score.get("code")}
        if cleaned.get("code") in others:
            self.add_error("code", gettext("Ya hay un puntaje con ese código. Use otro."))
        named = [n for n in range(self.item_count) if cleaned.get(f"item-{n}-code")]
        if not named:
            self.add_error(None, gettext("Un puntaje tiene al menos una parte: escriba su código, de dónde sale y su peso."))
        for n in named:
            self._check(n, cleaned)
        return cleaned

    def made(self) -> dict[str, Any]:
        """The score as content; what this form does not know stays as it was."""
        typed = self.cleaned_data
        made = {**self.score, "code": typed["code"], "method": self.score.get("method", "weighted_mean")}
        made |= {name: typed[name] for name in ("label_es", "label_en", "weights_version", "min_answered", "higher_is")}
        made["items"] = [self._item(n) for n in range(self.item_count) if typed.get(f"item-{n}-code")]
        bands = [self._band(n) for n in range(self.band_count) if typed.get(f"band-{n}-code")]
        made = {name: value for name, value in made.items() if name not in ("bands", "provisional")}
        return made | ({"provisional": True} if typed.get("provisional") else {}) | ({"bands": bands} if bands else {})

    def _check(self, n: int, cleaned: dict[str, Any]) -> None:
        if cleaned.get(f"item-{n}-weight") is None:
            self.add_error(f"item-{n}-weight", gettext("Escriba el peso."))
        source = cleaned.get(f"item-{n}-source")
        if not source or (source == COMPUTED and not cleaned.get(f"item-{n}-value")):
            self.add_error(f"item-{n}-source", gettext("Diga de dónde sale: una pregunta, otro puntaje o una cuenta."))
        elif source == COMPUTED:
            self.check_condition(f"item-{n}-value")

    def _item(self, n: int) -> dict[str, Any]:
        typed = self.cleaned_data
        kind, _colon, code = typed[f"item-{n}-source"].partition(":")
        source = {"value": " ".join(typed[f"item-{n}-value"].split())} if kind == COMPUTED else {kind: code}
        item: dict[str, Any] = {"code": typed[f"item-{n}-code"], "weight": whole(typed[f"item-{n}-weight"])} | source
        if typed.get(f"item-{n}-reverse"):
            item["reverse"] = True
        said = {"driver_low_es": typed.get(f"item-{n}-low"), "driver_high_es": typed.get(f"item-{n}-high")}
        item |= {name: text for name, text in said.items() if text}
        before: Content = next((each for each in self.score.get("items", ()) if each["code"] == item["code"]), {})
        return item | same_english(before, item, ("driver_low", "driver_high"))

    def _band(self, n: int) -> dict[str, Any]:
        typed = self.cleaned_data
        band = {name: typed.get(f"band-{n}-{name}") or "" for name in ("code", "label_es", "label_en")}
        return {
            "code": band["code"],
            "min": whole(typed.get(f"band-{n}-min") or 0),
            "label_es": band["label_es"],
            "label_en": band["label_en"],
        }

    def _sources(self) -> list[tuple[str, Any]]:
        """Questions with points, the scores before this one, and an own account."""
        questions = [row for section in self.content["sections"] for row in section["questions"] if row["type"] in SCORABLE]
        scores = list(self.content.get("scores", ()))
        here = next((n for n, each in enumerate(scores) if each["code"] == self.score.get("code")), max(0, len(scores) - 1))
        return [
            ("", "—"),
            *((f"question:{row['code']}", row["text_es"]) for row in questions),
            *((f"score:{each['code']}", gettext("Puntaje: %(score)s") % {"score": each["label_es"]}) for each in scores[:here]),
            (COMPUTED, gettext("Una cuenta escrita")),
        ]

    def _lines(self) -> None:
        sources = self._sources()
        for n in range(self.item_count):
            self.fields[f"item-{n}-code"] = code_field(required=False)
            self.fields[f"item-{n}-source"] = choice(_("De dónde sale"), sources, required=False)
            self.fields[f"item-{n}-value"] = words(_("Cuenta"), required=False, rows=2)
            self.fields[f"item-{n}-weight"] = forms.FloatField(label=_("Peso"), min_value=0.001, required=False)
            self.fields[f"item-{n}-reverse"] = forms.BooleanField(label=_("Al revés"), required=False)
            self.fields[f"item-{n}-low"] = line(_("Se dice si es bajo"), required=False)
            self.fields[f"item-{n}-high"] = line(_("Se dice si es alto"), required=False)
        for n in range(self.band_count):
            self.fields[f"band-{n}-code"] = code_field(required=False)
            self.fields[f"band-{n}-min"] = forms.FloatField(label=_("Desde"), required=False)
            self.fields[f"band-{n}-label_es"] = line(_("Se llama"), required=False)
            self.fields[f"band-{n}-label_en"] = line(_("En inglés"), required=False)
        self.initial = _of_score(self.score) | dict(self.initial)


def _of_score(score: Content) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for n, item in enumerate(score.get("items", ())):
        kind = next((name for name in ("question", "score") if name in item), COMPUTED)
        said = {
            "code": item["code"], "source": kind if kind == COMPUTED else f"{kind}:{item[kind]}", "value": item.get("value", ""),
            "weight": item["weight"], "reverse": item.get("reverse", False), "low": item.get("driver_low_es", ""), "high": item.get("driver_high_es", ""),
        }  # fmt: skip
        found |= {f"item-{n}-{name}": value for name, value in said.items()}
    for n, band in enumerate(score.get("bands", ())):
        found |= {f"band-{n}-{name}": band[name] for name in BAND_FIELDS}
    return found
