"""What is asked of whoever adjusts a row of a plan, and which small changes does their answer make?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar, Combobox
from ruta.base.numbers import read_number
from ruta.desk.roadmap_proposals.words import staff_choices
from ruta.directory.selectors import institutions
from ruta.insights.definitions import indicators
from ruta.roadmap.enums import WORK, Kind, Unit
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.planning import Edit, Said
from ruta.roadmap.selectors import units_of

NOBODY = [("", _("Nadie todavía"))]
NO_ROW = [("", _("Primer nivel"))]
LISTED = ("responsible", "tags")
PLAIN = ("title", "institution", "unit", "begins", "ends")
VALUE = "meta"


class RowForm(forms.Form):
    """What a row says: words, who answers for it, days, what it waits for, and the value of each target in each period."""

    title = forms.CharField(label=_("Título"), max_length=400, widget=forms.Textarea({"rows": 2}))
    institution = forms.ChoiceField(label=_("Institución responsable"), required=False, widget=Combobox())
    unit = forms.CharField(label=_("Unidad"), max_length=400, required=False)
    person = forms.ChoiceField(label=_("Persona responsable"), required=False, widget=Combobox())
    responsible = forms.CharField(label=_("Responsables, como los nombra el plan"), required=False, help_text=_("Separe con punto y coma."))
    begins = forms.DateField(label=_("Empieza"), required=False, widget=Calendar())
    ends = forms.DateField(label=_("Termina"), required=False, widget=Calendar())
    priority = forms.TypedChoiceField(
        label=_("Prioridad"), required=False, coerce=int, empty_value=None, choices=[("", "—"), *((n, str(n)) for n in range(1, 5))]
    )
    depends_on = forms.MultipleChoiceField(
        label=_("Espera a"),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text=_("No empieza antes de que estas terminen."),
    )
    tags = forms.CharField(
        label=_("Etiquetas"),
        required=False,
        help_text=_("Por ejemplo «ods:8; pmm:21»: Objetivos de Desarrollo Sostenible y del Pacto Mundial."),
    )

    def __init__(self, data: Any, *, version: PlanVersion, rows: Sequence[Said], key: str) -> None:
        """Fill the fields with what the row says now."""
        self.item: Mapping[str, Any] = next(row.item for row in rows if row.key == key)
        self.key = key
        super().__init__(data, initial=_initial(self.item), auto_id=f"fila-{key}-%s")
        listed = institutions().values_list("code", "short_name")
        self.fields["institution"].choices = [*NOBODY, *listed]  # type: ignore[attr-defined]
        self.fields["person"].choices = [*NOBODY, *staff_choices()]  # type: ignore[attr-defined]
        self.fields["depends_on"].choices = [  # type: ignore[attr-defined]
            (row.key, named(row)) for row in rows if row.item["kind"] in WORK and row.key != key
        ]
        self.slots = _slots(self.item, version)
        for number, (_target, _period, label, value) in enumerate(self.slots):
            self.fields[f"{VALUE}{number}"] = forms.DecimalField(
                label=label, required=False, initial=value, max_digits=14, decimal_places=2
            )

    def clean_tags(self) -> list[str]:
        """Only goals that exist: 17 of sustainable development, 23 of the Global Compact."""
        said = _split(self.cleaned_data["tags"])
        for tag in said:
            scheme, _colon, number = tag.partition(":")
            if scheme not in GOALS or not 1 <= read_number(number) <= GOALS[scheme]:
                raise forms.ValidationError(_("«%(tag)s» no existe. Escriba ods:1 a ods:17 o pmm:1 a pmm:23."), params={"tag": tag})
        return said

    def values(self) -> list[forms.BoundField]:
        """The fields of the targets."""
        return [self[f"{VALUE}{number}"] for number in range(len(self.slots))]

    def edits(self) -> list[Edit]:
        """One edit for each datum that differs from what the row says."""
        said = self.cleaned_data
        new: dict[str, Any] = {name: said[name] for name in ("title", "institution", "unit")}
        new |= {name: said[name].isoformat() if said[name] else None for name in ("begins", "ends")}
        new |= {"priority": said["priority"], "person": int(said["person"]) if said["person"] else None}
        new |= {"depends_on": said["depends_on"], "tags": said["tags"], "responsible": _split(said["responsible"])}
        edits = [Edit("set", self.key, name, self.item.get(name), value or None) for name, value in new.items()]
        return [edit for edit in edits if (edit.old or None) != edit.new] + self._target_edits()

    def _target_edits(self) -> list[Edit]:
        found = []
        for number, (target, period, _label, old) in enumerate(self.slots):
            value = self.cleaned_data[f"{VALUE}{number}"]
            new = None if value is None else int(value) if value == value.to_integral_value() else float(value)
            if new != old:
                field = f"{target['series']}|{period}"
                found.append(Edit("target", self.key, field, target["periods"].get(period), new))
        return found


GOALS = {"ods": 17, "pmm": 23}


class AddForm(forms.Form):
    """A new row below one of the plan."""

    kind = forms.ChoiceField(label=_("Clase"), choices=Kind.choices, initial=Kind.ACTIVITY)
    title = forms.CharField(label=_("Título"), max_length=400)


class AimForm(forms.Form):
    """A new target of a row, with its value in each period."""

    title = forms.CharField(label=_("Meta"), max_length=400)
    unit = forms.ChoiceField(label=_("Unidad"), choices=Unit.choices)
    baseline = forms.IntegerField(label=_("Línea base"), required=False)
    indicator = forms.ChoiceField(label=_("Indicador que la mide"), required=False, widget=Combobox())

    def __init__(self, data: Any, *, version: PlanVersion) -> None:
        """One number for each period of the plan, and the indicators that a round counts or asks for."""
        super().__init__(data, auto_id="meta-nueva-%s")
        spoken = "en" if (get_language() or "es").startswith("en") else "es"
        known = [(each.code, f"{each.code} {each.label[spoken]}") for each in indicators() if units_of(each.code)]
        self.fields["indicator"].choices = [("", _("Ninguno")), *known]  # type: ignore[attr-defined]
        self.periods = [period["code"] for period in version.listed("periods")] or [""]
        for code in self.periods:
            self.fields[f"p_{code}"] = forms.IntegerField(label=code or _("Valor"), required=False)

    def clean(self) -> dict[str, Any]:
        """An indicator is counted in its own unit, and a target of another would stay empty."""
        said = super().clean() or {}
        units = units_of(said.get("indicator", ""))
        if units and said.get("unit") not in units:
            words = ", ".join(str(label) for code, label in Unit.choices if code in units)
            self.add_error("unit", _("Ese indicador se cuenta en otra unidad: %(units)s.") % {"units": words})
        return said

    def target(self, series: str) -> dict[str, Any]:
        """The target as a plan says it."""
        said = self.cleaned_data
        periods = {code: said[f"p_{code}"] for code in self.periods if said[f"p_{code}"] is not None}
        base = {} if said["baseline"] is None else {"baseline": said["baseline"]}
        base |= {"indicator": said["indicator"]} if said["indicator"] else {}
        return {"series": series, "title": said["title"], "unit": said["unit"], "cumulative": False, **base, "periods": periods}


class MoveForm(forms.Form):
    """Below which row it should stand."""

    parent = forms.ChoiceField(label=_("Dentro de"), required=False, widget=Combobox())

    def __init__(self, data: Any, *, rows: Sequence[Said], parent: str | None, but: set[str]) -> None:
        """Every row but those of its own branch."""
        super().__init__(data, initial={"parent": parent or ""}, auto_id="mover-%s")
        self.fields["parent"].choices = [*NO_ROW, *((row.key, named(row)) for row in rows if row.key not in but)]  # type: ignore[attr-defined]


class SubjectForm(forms.Form):
    """What a new proposal is about."""

    title = forms.CharField(label=_("Qué se quiere ajustar"), max_length=160)


class ReasonForm(forms.Form):
    """Why the plan is adjusted."""

    reason = forms.CharField(
        label=_("Por qué"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Queda escrito en la versión. Sin datos de personas."),
    )


class AnswerForm(forms.Form):
    """What the driving team answers."""

    answer = forms.CharField(
        label=_("Respuesta"), max_length=400, required=False, widget=forms.Textarea({"rows": 3}), help_text=_("Obligatoria si la devuelve.")
    )


def named(row: Said) -> str:
    """A row in a list of choices."""
    return f"{row.item.get('code', '')} {row.item.get('title', '')}".strip()[:110]


def _initial(item: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: item.get(name) for name in (*PLAIN, "priority", "person", "depends_on")}
    return said | {name: "; ".join(item.get(name, ())) for name in LISTED}


def _split(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _slots(item: Mapping[str, Any], version: PlanVersion) -> list[tuple[Mapping[str, Any], str, str, Any]]:
    """Target, period, label and value, for each target and period of the plan."""
    codes = [period["code"] for period in version.listed("periods")]
    found = []
    for target in item.get("targets", ()):
        for code in [*codes, *([""] if "" in target["periods"] or not codes else [])]:
            value = target["periods"].get(code)
            label = f"{target['title']}, {code}" if code else target["title"]
            found.append((target, code, label, value["value"] if isinstance(value, Mapping) else value))
    return found
