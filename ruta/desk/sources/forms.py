"""What is asked to declare a source, and to say what each of its columns is?"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.forms import Combobox
from ruta.directory.models import Institution, Office
from ruta.directory.selectors import purpose_labels
from ruta.feeds.actions import SourceTerms
from ruta.feeds.enums import Every, SourceKind
from ruta.feeds.models import SourceMapping
from ruta.feeds.rules import STEPS, Line
from ruta.feeds.selectors import lines_of
from ruta.people.imports.columns import COLUMNS, guess
from ruta.taxonomy.selectors import choices, countries

STEP_SLOTS, MORE = 2, 4
PLACES = {
    "folder": gettext_lazy("Carpeta"), "pattern": gettext_lazy("Archivos, por ejemplo *.csv"), "host": gettext_lazy("Servidor"),
    "port": gettext_lazy("Puerto, si no es 22"), "user": gettext_lazy("Usuario"), "host_key": gettext_lazy("Clave pública del servidor"),
    "table": gettext_lazy("Nombre de la vista"), "url": gettext_lazy("Dirección"), "rows": gettext_lazy("Dónde están las filas, por ejemplo data.items"),
    "next": gettext_lazy("Dónde dice la página siguiente"),
}  # fmt: skip
BY_KIND: Mapping[str, tuple[str, ...]] = {
    SourceKind.FOLDER: ("folder", "pattern"), SourceKind.SFTP: ("host", "port", "user", "host_key", "folder", "pattern"),
    SourceKind.VIEW: ("table",), SourceKind.WEB: ("url", "rows", "next"),
}  # fmt: skip


class AddressForm(forms.Form):
    """Where the rows are: only what its kind needs."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        """All places while the kind is not chosen."""
        super().__init__(*args, **kwargs)
        for name in BY_KIND[kind] if kind else PLACES:
            self.fields[name] = forms.CharField(label=PLACES[name], max_length=500, required=False)

    def told(self) -> dict[str, str]:
        """The places that were written."""
        return {name: self.cleaned_data.get(name, "") for name in PLACES if name in self.fields}


class ScheduleForm(forms.Form):
    """How often a source is read by itself."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    every = forms.ChoiceField(label=gettext_lazy("Se lee"), choices=Every.choices, required=False)
    at_hour = forms.TypedChoiceField(
        label=gettext_lazy("A las"), choices=[(hour, f"{hour:02d}:00") for hour in range(24)], coerce=int,
        help_text=gettext_lazy("Hora de Honduras."),
    )  # fmt: skip


class VerdictForm(forms.Form):
    """What a second person says of a change of the columns."""

    mapping = forms.IntegerField(widget=forms.HiddenInput())
    note = forms.CharField(
        label=gettext_lazy("Motivo"), max_length=300, required=False, help_text=gettext_lazy("Hace falta si no se aprueba.")
    )


class SourceForm(AddressForm):
    """A new source."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=120)
    code = forms.CharField(
        label=gettext_lazy("Código"), max_length=40, help_text=gettext_lazy("Con él la trae la orden «ruta exchange pull». No cambia.")
    )
    giver = forms.ModelChoiceField(
        label=gettext_lazy("Institución que da los datos"), queryset=Institution.objects.filter(is_active=True).order_by("short_name", "pk"),
        widget=Combobox(), empty_label=gettext_lazy("Elija una"),
    )  # fmt: skip
    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Oficina de estas personas"), empty_label=None)
    purpose = forms.ChoiceField(label=gettext_lazy("Finalidad"), help_text=gettext_lazy("La que dice el convenio."))
    kind = forms.ChoiceField(label=gettext_lazy("Cómo se llega"), choices=SourceKind.choices)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        """Offer the offices of the actor's institution."""
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.queryset = Office.objects.filter(institution_id=actor.institution_id, is_active=True).order_by("name")
        office.label_from_instance = lambda each: each.name
        purpose: Any = self.fields["purpose"]
        purpose.choices = list(purpose_labels().items())
        self.initial.setdefault("office", actor.office_id)
        self.initial.setdefault("purpose", "shared_case")

    @property
    def places(self) -> list[tuple[str, Any]]:
        """The fields that say where it is, each with the kinds that need it."""
        return [(f"{self['kind'].html_name}={'|'.join(kind for kind in BY_KIND if name in BY_KIND[kind])}", self[name]) for name in PLACES]

    def terms(self) -> SourceTerms:
        """What the action takes."""
        given = self.cleaned_data
        return SourceTerms(
            given["code"], given["name"], given["giver"].pk, given["office"].pk, given["purpose"], given["kind"],
            {name: value for name, value in self.told().items() if name in BY_KIND[given["kind"]]},
        )  # fmt: skip


class ColumnsForm(forms.Form):
    """One line for each column of the source, and some more for columns that say several data."""

    after = forms.IntegerField(widget=forms.HiddenInput())
    note = forms.CharField(label=gettext_lazy("Qué cambió y por qué"), max_length=300, required=False)
    fixed_return_country = forms.ChoiceField(label=gettext_lazy("País desde donde retornaron"), required=False)
    fixed_entry_point = forms.ChoiceField(label=gettext_lazy("Por dónde entraron"), required=False)

    def __init__(self, *args: Any, header: tuple[str, ...], mapping: SourceMapping | None, **kwargs: Any) -> None:
        """The lines as they were kept, or as the headers let guess."""
        super().__init__(*args, **kwargs)
        self.header = header
        known = lines_of(mapping) if mapping else tuple(Line(name, code) for name, code in guess(header).items())
        first: dict[str, Line] = {}
        more = [line for line in known if first.setdefault(line.header, line) is not line]
        self.initial.update({"after": mapping.number if mapping else 0})
        for at, name in enumerate(header):
            self._line(f"l{at}", first.get(name), _("Qué es «%(header)s»") % {"header": name})
        for at in range(MORE):
            line = more[at] if at < len(more) else None
            options = [("", _("Ninguna")), *((name, name) for name in header)]
            self.fields[f"m{at}_header"] = forms.ChoiceField(
                label=_("Columna"), choices=options, required=False, initial=line.header if line else ""
            )
            self._line(f"m{at}", line, _("También llena"))
        self._fix(mapping.fixed if mapping else {})

    def _line(self, name: str, line: Line | None, label: str) -> None:
        options = [("", _("No se lee")), *((column.code, _(column.label)) for column in COLUMNS)]
        steps = [("", _("Tal como viene")), *((step.code, _(step.label)) for step in STEPS.values())]
        self.fields[f"{name}_field"] = forms.ChoiceField(label=label, choices=options, required=False, initial=line.field if line else "")
        for at in range(STEP_SLOTS):
            code, told = line.steps[at] if line and at < len(line.steps) else ("", "")
            self.fields[f"{name}_do{at}"] = forms.ChoiceField(label=_("Cambio"), choices=steps, required=False, initial=code)
            self.fields[f"{name}_with{at}"] = forms.CharField(label=_("Cómo"), max_length=2_000, required=False, initial=told, strip=False)

    def _fix(self, fixed: Mapping[str, str]) -> None:
        nothing = ("", _("Lo dice la fuente o no se sabe"))
        offered = {"return_country": [(row.code, row.name_es) for row in countries()], "entry_point": choices("entry_points")}
        for code, options in offered.items():
            field: Any = self.fields[f"fixed_{code}"]
            field.choices = [nothing, *options]
            field.initial = fixed.get(code, "")

    def shown(self) -> Iterator[dict[str, Any]]:
        """The lines for a screen."""
        for at, name in enumerate(self.header):
            yield {"header": name, **self._shown(f"l{at}")}
        for at in range(MORE):
            yield {"choice": self[f"m{at}_header"], **self._shown(f"m{at}")}

    def _shown(self, name: str) -> dict[str, Any]:
        return {"field": self[f"{name}_field"], "steps": [(self[f"{name}_do{at}"], self[f"{name}_with{at}"]) for at in range(STEP_SLOTS)]}

    def lines(self) -> list[Line]:
        """What was said, as rules read it."""
        told = [self._told(f"l{at}", name) for at, name in enumerate(self.header)]
        told += [self._told(f"m{at}", self.cleaned_data.get(f"m{at}_header", "")) for at in range(MORE)]
        return [line for line in told if line.header and line.field]

    def _told(self, name: str, header: str) -> Line:
        given = self.cleaned_data
        pairs = ((given.get(f"{name}_do{at}", ""), given.get(f"{name}_with{at}", "")) for at in range(STEP_SLOTS))
        return Line(header, given.get(f"{name}_field", ""), tuple((do, told) for do, told in pairs if do))

    def fixed(self) -> dict[str, str]:
        """What holds for all rows."""
        found = {name.removeprefix("fixed_"): self.cleaned_data.get(name, "") for name in self.fields if name.startswith("fixed_")}
        return {name: value for name, value in found.items() if value}
