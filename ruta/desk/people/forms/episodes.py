"""What is asked of how a person came to need help? The configuration of a population says, field by field."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Day
from ruta.people.actions import EpisodeDraft
from ruta.people.models import Episode
from ruta.taxonomy.selectors import Item, Population, items, population, populations, serving
from ruta.territory.selectors import municipalities_named, municipality

NOBODY_ELSE = _("Lo lee solo quien atiende protección.")


class EpisodeForm(forms.Form):
    """The fields of one population; `when` is the modalities that open them, as the page's `data-when` names them."""

    def __init__(self, data: Any = None, *, of: Population, when: str = "") -> None:
        """One field per row of the configuration."""
        self.population, self.when = of.code, when
        rule: Any = of.episode
        self.rule = rule
        super().__init__(data, prefix=self.rule.code)
        self.title = self.rule.label()
        for row in self.rule.fields:
            self.fields[row.code] = FIELDS[row["type"]](row)
            self.fields[row.code].help_text = NOBODY_ELSE if row.get("sensitivity") == "strict" else ""

    def draft(self) -> EpisodeDraft | None:
        """As the register takes it; nothing when nothing was said."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return EpisodeDraft(self.population, said) if said else None


def episode_forms(data: Any = None) -> list[EpisodeForm]:
    """One form for each population that asks something in place of a return."""
    led: dict[str, list[str]] = {}
    for row in items("modalities"):
        led.setdefault(serving(row.code).code, []).append(row.code)
    return [
        EpisodeForm(data, of=population(code), when="modality=" + "|".join(modalities))
        for code, modalities in led.items() if population(code).episode
    ]  # fmt: skip


def in_words(row: Episode) -> list[tuple[str, str]]:
    """What an episode says, by the names of its fields; what this reader may not read is absent."""
    rule = next((each.episode for each in populations() if each.episode and each.episode.code == row.kind), None)
    said = {**row.answers, **row.kept_apart}
    return [(field.label(), _told(field, said[field.code])) for field in (rule.fields if rule else ()) if field.code in said]


def title_of(row: Episode) -> str:
    """The name of an episode."""
    return next((each.episode.label() for each in populations() if each.episode and each.episode.code == row.kind), row.kind)


def _told(field: Item, value: Any) -> str:
    if field["type"] == "choice":
        return next((label for code, label in _options(field) if code == value), str(value))
    if field["type"] == "municipality":
        return municipality(str(value)).name
    return ".".join(reversed(str(value).split("-"))) if field["type"] == "date" else str(value)


def _options(field: Item) -> list[tuple[str, str]]:
    return [(each["code"], Item(each["code"], each).label()) for each in field["options"]]


def _common(row: Item) -> dict[str, Any]:
    return {"label": row.label(), "required": bool(row.get("required", False))}


def _attrs(row: Item) -> dict[str, str]:
    """A strict answer is not kept by the browser while somebody writes."""
    return {"data-sensitive": ""} if row.get("sensitivity") == "strict" else {}


def _day(row: Item) -> forms.Field:
    wrong = {"invalid": gettext("Escriba día, mes y año: 23/11/1991.")}
    return forms.DateField(widget=Day(attrs=_attrs(row)), error_messages=wrong, **_common(row))


def _number(row: Item) -> forms.Field:
    wrong = {"invalid": gettext("Escriba un número, o déjelo vacío.")}
    widget = forms.TextInput({"inputmode": "numeric", **_attrs(row)})
    return forms.IntegerField(min_value=1, max_value=99, widget=widget, error_messages=wrong, **_common(row))


def _choice(row: Item) -> forms.Field:
    return forms.ChoiceField(choices=[("", gettext("Sin dato")), *_options(row)], widget=forms.Select(_attrs(row)), **_common(row))


def _place(row: Item) -> forms.Field:
    return forms.ChoiceField(
        choices=lambda: [("", gettext("Sin dato")), *municipalities_named()], widget=Combobox(attrs=_attrs(row)), **_common(row)
    )


def _text(row: Item) -> forms.Field:
    return forms.CharField(max_length=300, widget=forms.TextInput(_attrs(row)), **_common(row))


FIELDS: Mapping[str, Callable[[Item], forms.Field]] = {
    "date": _day, "integer": _number, "choice": _choice, "municipality": _place, "text": _text,
}  # fmt: skip
