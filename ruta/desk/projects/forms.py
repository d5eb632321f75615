"""What is asked of a project, of what belongs to it, and of a file of projects?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.errors import Invalid
from ruta.base.forms import Chips, Day, UploadField
from ruta.base.papers import ACCEPTED
from ruta.projects.actions import ContactTerms, DocumentTerms, ProjectTerms, ResultTerms
from ruta.projects.enums import Kind, Part, State, Verdict
from ruta.projects.imports.columns import FACTS
from ruta.projects.imports.reading import RowReader
from ruta.projects.models import Load, Project
from ruta.projects.rules import NEXT
from ruta.projects.selectors import place_names, population_labels
from ruta.taxonomy.selectors import items, needs

MOST_BYTES = 20 * 1024 * 1024
DATES = ["%d/%m/%Y", "%Y-%m-%d"]
ONE_A_LINE = gettext_lazy("Uno en cada línea.")


def needs_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every need under its group."""
    return [(group.label(), [(each.code, each.label()) for each in needs(group=group.code)]) for group in items("needs", section="groups")]


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=ONE_A_LINE, max_length=2000)


class ProjectForm(forms.Form):
    """A project, in the order in which one would tell it."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=300)
    ref = forms.CharField(
        label=gettext_lazy("Código"), max_length=80, required=False, help_text=gettext_lazy("Si no tiene, Ruta le da uno.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=Kind.choices)
    summary = forms.CharField(
        label=gettext_lazy("Resumen"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Qué hace y para quién, en palabras que cualquiera entienda."),
    )  # fmt: skip
    executing, funding, partner = _lines(Part.EXECUTING.label), _lines(Part.FUNDING.label), _lines(Part.PARTNER.label)
    places = forms.CharField(
        label=gettext_lazy("Departamentos y municipios"), required=False, max_length=4000,
        help_text=gettext_lazy("Separados con punto y coma: Cortés; Comayagua. Vacío es todo el país."),
    )  # fmt: skip
    population = forms.MultipleChoiceField(
        label=gettext_lazy("Para quién"), required=False, choices=population_labels, widget=Chips(), help_text=gettext_lazy("Ninguna es para todas las personas.")
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Necesidades que atiende"), required=False, choices=needs_by_group, widget=forms.SelectMultiple({"size": 8}),
        help_text=gettext_lazy("Para marcar varias, mantenga Ctrl."),
    )  # fmt: skip
    begins = forms.DateField(label=gettext_lazy("Empieza"), required=False, widget=Day(), input_formats=DATES)
    ends = forms.DateField(label=gettext_lazy("Termina"), required=False, widget=Day(), input_formats=DATES)
    budget = forms.IntegerField(label=gettext_lazy("Presupuesto total"), required=False, min_value=0)
    currency = forms.CharField(label=gettext_lazy("Moneda"), max_length=3, required=False, initial="HNL")
    expected = forms.IntegerField(label=gettext_lazy("Personas previstas"), required=False, min_value=0)
    reached = forms.IntegerField(label=gettext_lazy("Personas alcanzadas"), required=False, min_value=0)
    website = forms.CharField(label=gettext_lazy("Página web"), max_length=300, required=False)
    source = forms.CharField(label=gettext_lazy("Fuente de estos datos"), max_length=400, required=False)

    def clean_places(self) -> list[str]:
        """Names as one writes them become codes."""
        try:
            return RowReader().places_of(self.cleaned_data["places"])
        except Invalid as error:
            raise forms.ValidationError(str(error)) from error

    def terms(self) -> ProjectTerms:
        """As the action takes it."""
        data = self.cleaned_data
        parts = {part: data[part].splitlines() for part in Part.values}
        return ProjectTerms(**(data | parts))


def of_project(row: Project) -> dict[str, Any]:
    """What the form begins with."""
    names = place_names(row.places)
    parts = {part: "\n".join(each.name for each in row.participants.all() if each.part == part) for part in Part.values}
    plain = {name: getattr(row, name) for name in ProjectForm.base_fields if name not in parts}
    return plain | parts | {"places": "; ".join(_spelled(code, names) for code in row.places)}


def _spelled(code: str, names: dict[str, str]) -> str:
    """Several municipalities share a name: those go by their code."""
    return names.get(code, code) if len(code) == 2 else code


class MoveForm(forms.Form):
    """Where it goes from here, and why."""

    state = forms.ChoiceField(label=gettext_lazy("Pasa a"))
    note = forms.CharField(label=gettext_lazy("Por qué"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=gettext_lazy("Se pide al suspender o cancelar."))  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        """Offer the states that may follow."""
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(code, State(code).label) for code in NEXT[project.state]]  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """What should become of it, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Dictamen"), choices=[("", gettext_lazy("Elija")), *Verdict.choices])
    reasons = forms.CharField(label=gettext_lazy("Razones"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ContactForm(forms.Form):
    """Whom one asks."""

    name = forms.CharField(label=gettext_lazy("Nombre o unidad"), max_length=160)
    position = forms.CharField(label=gettext_lazy("Cargo"), max_length=160, required=False)
    phone = forms.CharField(label=gettext_lazy("Teléfono"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("Correo"), max_length=160, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("Acepta que se publique"), required=False)

    def terms(self) -> ContactTerms:
        """As the action takes it."""
        return ContactTerms(**self.cleaned_data)


class DocumentForm(forms.Form):
    """A paper: the file, or where it lies."""

    title = forms.CharField(label=gettext_lazy("Título"), max_length=200)
    file = UploadField(
        label=gettext_lazy("PDF o fotografía, hasta 5 MB"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Lo lee cualquiera cuando el proyecto es público."),
    )  # fmt: skip
    url = forms.CharField(label=gettext_lazy("O su dirección en la web"), required=False, max_length=300)

    def terms(self) -> DocumentTerms:
        """As the action takes it."""
        said, file = self.cleaned_data, self.cleaned_data["file"]
        return DocumentTerms(title=said["title"], url=said["url"], content=file.read() if file else b"")


class ResultForm(forms.Form):
    """What was to be reached, and what was."""

    title = forms.CharField(label=gettext_lazy("Resultado"), max_length=300)
    target = forms.IntegerField(label=gettext_lazy("Meta"), required=False, min_value=0)
    reached = forms.IntegerField(label=gettext_lazy("Logrado"), required=False, min_value=0)
    measured_on = forms.DateField(label=gettext_lazy("Medido el"), required=False, widget=Day(), input_formats=DATES)

    def terms(self) -> ResultTerms:
        """As the action takes it."""
        return ResultTerms(**self.cleaned_data)


class FileForm(forms.Form):
    """A sheet or a file of IATI."""

    file = UploadField(
        label=gettext_lazy("Hoja (.xlsx, .csv) o IATI 2.03 (.xml)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.xml"}),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than a bank of projects can be."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("El archivo pasa de 20 MB. Divídalo y suba cada parte."))
        return file


class ColumnsForm(forms.Form):
    """What each header of a file means."""

    def __init__(self, *args: Any, load: Load, **kwargs: Any) -> None:
        """One field for each header, named by its place."""
        super().__init__(*args, **kwargs)
        self.load = load
        offered = [("", _("No se trae")), *((code, _(label)) for code, (label, _names) in FACTS.items())]
        for at, header in enumerate(load.header):
            label = _("Qué es «%(header)s»") % {"header": header}
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=label, choices=offered, required=False, initial=load.mapping.get(header, "")
            )

    @property
    def mapping(self) -> dict[str, str]:
        """Header → fact, for those that are read."""
        chosen = ((header, self.cleaned_data.get(f"column_{at}", "")) for at, header in enumerate(self.load.header))
        return {header: code for header, code in chosen if code}
