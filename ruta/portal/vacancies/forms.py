"""What is asked of an employer behind its link?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar, Combobox
from ruta.employers.actions import VacancyTerms
from ruta.employers.enums import ContractKind, Schedule
from ruta.employers.models import Vacancy
from ruta.employers.selectors import municipality_choices
from ruta.portal.vacancies.suggesting import occupation_field, skill_field

AREA = {"rows": 4}


class ProposalForm(forms.Form):
    """The least that a vacancy needs; whoever reviews it adds the rest."""

    title = forms.CharField(label=_("¿Qué puesto ofrece?"), max_length=120, help_text=_("Para mujeres y hombres: operaria u operario."))
    occupation = occupation_field(label=_("¿Qué oficio es?"), help_text=_("Escríbalo como se dice y elija el que más se parezca."))
    openings = forms.IntegerField(label=_("¿Cuántas personas necesita?"), min_value=1, max_value=5000, initial=1)
    municipality = forms.ChoiceField(label=_("¿En qué municipio?"), choices=municipality_choices, widget=Combobox())
    tasks = forms.CharField(label=_("¿Qué hará la persona?"), widget=forms.Textarea(attrs=AREA), max_length=4000)
    requirements = forms.CharField(
        label=_("¿Qué debe saber o tener?"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False,
        help_text=_("No pida edad, sexo, estado civil, apariencia ni pruebas de embarazo o VIH."),
    )  # fmt: skip
    skill_1 = skill_field(label=_("Habilidad indispensable"), help_text=_("Hasta tres. Si no son indispensables, déjelas vacías."))
    skill_2 = skill_field(label=_("Otra habilidad indispensable"))
    skill_3 = skill_field(label=_("Una más"))
    contract = forms.ChoiceField(label=_("Contrato"), choices=ContractKind.choices)
    schedule = forms.ChoiceField(label=_("Horario"), choices=Schedule.choices)
    wage_min = forms.IntegerField(label=_("Salario al mes, desde (L)"), min_value=0, max_value=1_000_000)
    wage_max = forms.IntegerField(label=_("hasta (L)"), min_value=0, max_value=1_000_000, required=False)
    apply_until = forms.DateField(label=_("Último día para postular"), required=False, widget=Calendar())
    hides_employer = forms.BooleanField(label=_("No mostrar el nombre de la empresa"), required=False)

    def terms(self, before: VacancyTerms | None = None) -> VacancyTerms:
        """As the action takes it; what the form does not ask stays as it was."""
        kept: dict[str, Any] = {name: getattr(before, name) for name in KEPT} if before else {}
        said = {name: value for name, value in self.cleaned_data.items() if name not in SKILLS}
        named = [self.cleaned_data[name] for name in SKILLS if self.cleaned_data[name]]
        beyond = list(before.skills_essential[len(SKILLS) :]) if before else []  # what the office added further down
        essential = list(dict.fromkeys([*named, *beyond]))
        wished = [code for code in kept.get("skills_optional", ()) if code not in essential]
        return VacancyTerms(**(kept | said | {"skills_essential": essential, "skills_optional": wished}))


SKILLS = ("skill_1", "skill_2", "skill_3")
KEPT = (
    "conditions", "skills_optional", "education", "experience_months", "languages", "licences", "country", "place_abroad", "adaptations",
    "open_to_migrants", "technical_selection",
)  # fmt: skip


def of_vacancy(vacancy: Vacancy) -> dict[str, Any]:
    """What the form begins with to correct a vacancy."""
    said = {name: getattr(vacancy, name) for name in ProposalForm.base_fields if name not in SKILLS}
    return said | dict(zip(SKILLS, vacancy.skills_essential, strict=False))


class AnswerForm(forms.Form):
    """Why a vacancy is taken back."""

    note = forms.CharField(label=_("¿Por qué la retira?"), max_length=400, help_text=_("Por ejemplo: ya contraté, o se canceló el puesto."))
