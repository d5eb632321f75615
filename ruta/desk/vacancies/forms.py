"""What is asked of a vacancy, of each step of it, and of its end?"""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar, Chips, Combobox
from ruta.desk.occupations.fields import OccupationField
from ruta.employers.actions import Ending, VacancyTerms
from ruta.employers.enums import ContractKind, Licence, Schedule
from ruta.employers.models import Vacancy
from ruta.employers.selectors import country_choices, language_choices, municipality_choices
from ruta.taxonomy.selectors import (
    choices,
    education_levels,
    named_occupation,
    occupation_label,
    skill_labels,
    skills_of,
)

AREA = {"rows": 3}
CHOOSE = ("", _("Elija una opción"))


class VacancyForm(forms.Form):
    """A vacancy; skills are those that its occupation asks for, once it is known."""

    title = forms.CharField(label=_("Puesto"), max_length=120, help_text=_("Para mujeres y hombres: operaria u operario."))
    occupation = OccupationField(label=_("Ocupación"))
    openings = forms.IntegerField(label=_("Puestos"), min_value=1, max_value=5000, initial=1)
    tasks = forms.CharField(label=_("Qué hará la persona"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False)
    requirements = forms.CharField(label=_("Qué se pide"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False)
    education = forms.ChoiceField(label=_("Estudios, como mínimo"), required=False)
    experience_months = forms.IntegerField(label=_("Meses de experiencia"), min_value=0, max_value=480, initial=0)
    languages = forms.MultipleChoiceField(label=_("Idiomas"), required=False, widget=Chips())
    licences = forms.MultipleChoiceField(label=_("Licencia de conducir"), choices=Licence.choices, required=False, widget=Chips())
    skills_essential = forms.MultipleChoiceField(label=_("Habilidades indispensables"), required=False, widget=Chips())
    skills_optional = forms.MultipleChoiceField(label=_("Habilidades deseables"), required=False, widget=Chips())
    contract = forms.ChoiceField(label=_("Contrato"), choices=[CHOOSE, *ContractKind.choices])
    schedule = forms.ChoiceField(label=_("Horario"), choices=Schedule.choices, initial=Schedule.FULL_TIME)
    wage_min = forms.IntegerField(label=_("Salario al mes, desde (L)"), min_value=0, max_value=1_000_000, required=False)
    wage_max = forms.IntegerField(label=_("hasta (L)"), min_value=0, max_value=1_000_000, required=False)
    conditions = forms.CharField(label=_("Condiciones"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False)
    adaptations = forms.CharField(
        label=_("Ajustes que ofrece"), required=False, max_length=1000, help_text=_("Por ejemplo: rampa, horario flexible, intérprete.")
    )
    country = forms.ChoiceField(label=_("País"), choices=country_choices, widget=Combobox(), initial="HN")
    municipality = forms.ChoiceField(label=_("Municipio"), choices=municipality_choices, required=False, widget=Combobox())
    place_abroad = forms.CharField(label=_("Lugar, si es en otro país"), max_length=120, required=False)
    apply_until = forms.DateField(label=_("Último día para postular"), required=False, widget=Calendar())
    open_to_migrants = forms.BooleanField(label=_("Abierta a personas extranjeras con permiso"), required=False, initial=True)
    technical_selection = forms.BooleanField(label=_("Pide selección técnica"), required=False)
    hides_employer = forms.BooleanField(label=_("No mostrar el nombre del empleador al público"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("education", [("", _("Sin requisito")), *((row.code, str(row)) for row in education_levels(system="actual"))])
        self.offer("languages", language_choices(self.initial.get("languages", ())))
        skills = self._skills(self._occupation())
        for name in ("skills_essential", "skills_optional"):
            self.offer(name, skills)

    def offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        """Say what a field can be."""
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    @property
    def has_skills(self) -> bool:
        """Whether there is any skill to choose."""
        return bool(self.fields["skills_essential"].choices)  # type: ignore[attr-defined]

    def _occupation(self) -> str:
        """The code that was sent, or the one held; nothing while the words are not an occupation yet."""
        sent = self.fields["occupation"].widget.value_from_datadict(self.data, {}, "occupation") if self.is_bound else ""
        return (named_occupation(sent) or "") if sent else str(self.initial.get("occupation", ""))

    def _skills(self, occupation: str) -> list[tuple[str, str]]:
        asked = {each.code: each.label for each in skills_of(occupation)[:40]} if occupation else {}
        kept = [*self.initial.get("skills_essential", ()), *self.initial.get("skills_optional", ())]
        return list((asked | skill_labels([code for code in kept if code not in asked])).items())

    def clean(self) -> dict[str, Any]:
        """A skill is essential or optional, never both."""
        given: dict[str, Any] = super().clean() or {}
        essential = given.get("skills_essential", [])
        given["skills_optional"] = [code for code in given.get("skills_optional", []) if code not in essential]
        return given

    def terms(self) -> VacancyTerms:
        """As the action takes it."""
        return VacancyTerms(**self.cleaned_data)


def of_vacancy(vacancy: Vacancy) -> dict[str, Any]:
    """What the form of a vacancy begins with."""
    terms = VacancyTerms.of(vacancy)
    return {each.name: getattr(terms, each.name) for each in fields(terms)}


class StepForm(forms.Form):
    """A verb, why, and the legal reason of words that exclude somebody."""

    verb = forms.CharField(widget=forms.HiddenInput())
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())
    note = forms.CharField(label=_("Por qué"), required=False, max_length=400, help_text=_("El empleador la lee en su enlace."))
    legal_reason = forms.CharField(
        label=_("Razón legal"), required=False, max_length=400, help_text=_("Cite la ley que lo exige para este puesto. Queda anotada.")
    )


class CloseForm(forms.Form):
    """Why openings stayed empty."""

    cause = forms.ChoiceField(
        label=_("Causa principal"), required=False, choices=lambda: [CHOOSE, *choices("noncoverage_causes")], widget=Combobox()
    )
    more_causes = forms.MultipleChoiceField(
        label=_("Otras causas, hasta dos"), required=False, choices=lambda: choices("noncoverage_causes"), widget=Chips()
    )
    missing = forms.CharField(label=_("Cuál habilidad, título o licencia faltó"), required=False, max_length=200)
    note = forms.CharField(label=_("Nota"), required=False, max_length=400, help_text=_("El empleador la lee en su enlace."))

    def ending(self) -> Ending:
        """As the action takes it."""
        return Ending(**self.cleaned_data)


def named(occupation: str) -> str:
    """An occupation with its code."""
    return f"{occupation_label(occupation)} ({occupation})"
