"""What does a person say about a file: whose office, and what each column is?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.desk.people.forms.doors import door_problem
from ruta.directory.models import Office
from ruta.people.enums import Companion
from ruta.people.imports.columns import COLUMNS
from ruta.people.models import ImportBatch
from ruta.taxonomy.selectors import choices, countries

MOST_BYTES = 40 * 1024 * 1024
FIXABLE = ("return_country", "entry_point", "companion")


class UploadForm(forms.Form):
    """The file and the office that its persons belong to."""

    file = forms.FileField(
        label=gettext_lazy("Archivo CSV o Excel (.xlsx)"), allow_empty_file=True,
        error_messages={"required": gettext_lazy("Elija un archivo de su computadora.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )  # fmt: skip
    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Oficina de estas personas"), empty_label=None)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        """Offer the offices of the actor's institution, the own one first chosen."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = Office.objects.filter(institution_id=actor.institution_id, is_active=True).order_by("name")
        field.label_from_instance = lambda office: office.name
        self.initial.setdefault("office", actor.office_id)

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than the worker should read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("El archivo pesa más de 40 MB. Divídalo en partes y suba cada una."))
        return file


class MappingForm(forms.Form):
    """What each header of a file means, and what holds for all rows."""

    opens_cases = forms.BooleanField(label=gettext_lazy("Abrir un caso a cada persona nueva"), required=False)
    modality = forms.ChoiceField(label=gettext_lazy("Modalidad de los casos"), required=False)
    door = forms.ChoiceField(label=gettext_lazy("Puerta de entrada de los casos"), required=False)

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        """One field per header, named by its place."""
        super().__init__(*args, **kwargs)
        self.batch = batch
        options = [("", _("No se importa")), *((column.code, _(column.label)) for column in COLUMNS)]
        for at, header in enumerate(batch.header):
            label = _("Qué es «%(header)s»") % {"header": header}
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=label, choices=options, required=False, initial=batch.mapping.get(header, "")
            )  # fmt: skip
        self._fix()
        for name, catalogue in (("modality", "modalities"), ("door", "entry_points")):
            field: Any = self.fields[name]
            field.choices = [("", _("Elija")), *choices(catalogue)]
        self.initial.update({name: batch.options[name] for name in ("opens_cases", "modality", "door") if batch.options.get(name)})

    def _fix(self) -> None:
        """Data that may hold for the whole file, when no column tells them."""
        fixed = self.batch.options.get("fixed", {})
        names = [("", _("Lo dice el archivo o no se sabe")), *((row.code, row.name_es) for row in countries())]
        doors = [("", _("Lo dice el archivo o no se sabe")), *choices("entry_points")]
        company: list[Any] = [("", _("Lo dice el archivo o no se sabe")), *Companion.choices]
        labels = {
            "return_country": _("País desde donde retornaron"),
            "entry_point": _("Por dónde entraron"),
            "companion": _("Con quién vinieron quienes son menores de 18 años"),
        }
        hints = {"companion": _("De cada menor de quien no se sepa con quién vino, se avisa a SENAF al importar.")}
        every: tuple[list[Any], ...] = (names, doors, company)
        for code, offered in zip(FIXABLE, every, strict=True):
            self.fields[f"fixed_{code}"] = forms.ChoiceField(
                label=labels[code], choices=offered, required=False, initial=fixed.get(code, ""), help_text=hints.get(code, "")
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A case needs to know how the person came."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("opens_cases"):
            for name, sentence in (
                ("modality", _("Elija la modalidad de los casos.")),
                ("door", _("Elija la puerta de entrada de los casos.")),
            ):
                if not data.get(name):
                    self.add_error(name, sentence)
        if data.get("opens_cases") and door_problem(data.get("modality", ""), data.get("door", "")):
            self.add_error("door", _("Por esa puerta no llega esta población. Elija otra, o revise la modalidad."))
        return data

    @property
    def mapping(self) -> dict[str, str]:
        """Header → column, for those that are imported."""
        chosen = ((header, self.cleaned_data.get(f"column_{at}", "")) for at, header in enumerate(self.batch.header))
        return {header: code for header, code in chosen if code}

    @property
    def options(self) -> dict[str, Any]:
        """What holds for all rows."""
        fixed = {code: self.cleaned_data.get(f"fixed_{code}", "") for code in FIXABLE}
        told = {name: self.cleaned_data.get(name) for name in ("opens_cases", "modality", "door")}
        return {"fixed": {code: value for code, value in fixed.items() if value}, **told}
