"""What is asked of whoever registers a study, says which decision it served, or writes a scenario?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from ruta.base.clock import today
from ruta.base.forms import Calendar, Chips, UploadField
from ruta.base.papers import ACCEPTED
from ruta.insights.actions import ScenarioTerms, StudyTerms
from ruta.insights.enums import Likelihood, StudyKind, Theme
from ruta.insights.selectors import studies
from ruta.territory.selectors import departments

OFFERED = 40


def _words(label: Any, *, required: bool = True, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, max_length=6000, widget=forms.Textarea(attrs={"rows": rows}))


def _themes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=gettext_lazy("Temas"), choices=Theme.choices, widget=Chips())


class StudyForm(forms.Form):
    """What it is, who made it, what it found."""

    title = forms.CharField(label=gettext_lazy("Título"), max_length=240)
    kind = forms.ChoiceField(label=gettext_lazy("Qué es"), choices=StudyKind.choices)
    author = forms.CharField(label=gettext_lazy("Autoría"), max_length=240)
    source = forms.CharField(label=gettext_lazy("Quién lo publicó"), max_length=240)
    published_on = forms.DateField(label=gettext_lazy("Fecha"), widget=Calendar())
    url = forms.CharField(label=gettext_lazy("Dirección"), max_length=400, required=False, help_text=gettext_lazy("O suba el archivo."))
    file = UploadField(
        label=gettext_lazy("Archivo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("PDF o imagen de hasta 5 MB, si se puede compartir."),
    )
    themes = _themes()
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Departamentos"), required=False, widget=Chips(), help_text=gettext_lazy("Ninguno: todo el país.")
    )
    findings = _words(pgettext_lazy("of a study", "Qué encontró"))
    limits = _words(gettext_lazy("Qué no puede decir"), required=False, hint=gettext_lazy("Muestra, lugar, año: hasta dónde vale."), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the departments."""
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = [(row.pk, row.name) for row in departments()]  # type: ignore[attr-defined]

    def terms(self) -> tuple[StudyTerms, bytes]:
        """As the action takes it, and the file."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        return StudyTerms(**said), file.read() if file else b""


class UseForm(forms.Form):
    """The decision that it served."""

    decided_on = forms.DateField(label=gettext_lazy("Día"), widget=Calendar(), initial=today)
    decision = _words(gettext_lazy("Qué se decidió"), rows=2)
    where = forms.CharField(
        label=gettext_lazy("Dónde consta"), max_length=240, required=False, help_text=gettext_lazy("Acta, actividad del plan o dirección.")
    )
    result = _words(gettext_lazy("Qué resultó"), required=False, rows=2)


class ScenarioForm(forms.Form):
    """What could come."""

    title = forms.CharField(label=gettext_lazy("Título"), max_length=240)
    horizon = forms.IntegerField(label=gettext_lazy("Hasta qué año mira"), min_value=2020, max_value=2100)
    likelihood = forms.ChoiceField(label=gettext_lazy("Qué tan probable lo ven"), choices=Likelihood.choices)
    themes = _themes()
    drivers = _words(gettext_lazy("Qué lo mueve"))
    story = _words(gettext_lazy("Qué pasaría"))
    signs = _words(gettext_lazy("Señales que avisan"), hint=gettext_lazy("Qué habría que ver, y en qué cifra."))
    response = _words(gettext_lazy("Qué se haría"))
    study_ids = forms.TypedMultipleChoiceField(label=gettext_lazy("Estudios en que se apoya"), required=False, coerce=int, widget=Chips())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the latest studies, and the older ones that it rests on already."""
        super().__init__(*args, **kwargs)
        latest = list(studies().order_by("-published_on", "pk")[:OFFERED])
        older = studies().filter(pk__in=self.initial.get("study_ids", ())).exclude(pk__in=[row.pk for row in latest])
        rows = [*latest, *older.order_by("-published_on", "pk")]
        self.fields["study_ids"].choices = [(row.pk, f"{row.title} ({row.published_on.year})") for row in rows]  # type: ignore[attr-defined]

    def terms(self) -> ScenarioTerms:
        """As the action takes it."""
        return ScenarioTerms(**self.cleaned_data)
