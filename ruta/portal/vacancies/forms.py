"""What is asked of an employer behind its link?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Calendar, Chips, Combobox
from ruta.employers.actions import Ending, VacancyTerms
from ruta.employers.enums import ContractKind, Licence, Schedule
from ruta.employers.models import Vacancy
from ruta.employers.selectors import causes_an_employer_tells, country_choices, language_choices, municipality_choices
from ruta.portal.vacancies.suggesting import occupation_field, skill_field

AREA = {"rows": 4}


class ProposalForm(forms.Form):
    """The least that a vacancy needs; whoever reviews it adds the rest."""

    title = forms.CharField(label=_("¿Qué puesto ofrece?"), max_length=120, help_text=_("Para mujeres y hombres: operaria u operario."))
    occupation = occupation_field(label=_("¿Qué oficio es?"), help_text=_("Escríbalo como se dice y elija el que más se parezca."))
    openings = forms.IntegerField(label=_("¿Cuántas personas necesita?"), min_value=1, max_value=5000, initial=1)
    country = forms.ChoiceField(label=_("¿En qué país se trabaja?"), choices=country_choices, widget=Combobox(), initial="HN")
    municipality = forms.ChoiceField(
        label=_("¿En qué municipio?"), choices=municipality_choices, required=False, widget=Combobox(), help_text=_("Si es en Honduras.")
    )
    place_abroad = forms.CharField(
        label=_("¿En qué ciudad o lugar?"), max_length=120, required=False, help_text=_("Si es en otro país. En Honduras, déjelo vacío.")
    )
    tasks = forms.CharField(label=_("¿Qué hará la persona?"), widget=forms.Textarea(attrs=AREA), max_length=4000)
    requirements = forms.CharField(
        label=_("¿Qué debe saber o tener?"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False,
        help_text=_("No pida edad, sexo, estado civil, apariencia ni pruebas de embarazo o VIH."),
    )  # fmt: skip
    skill_1 = skill_field(label=_("Habilidad indispensable"), help_text=_("Hasta tres. Si no son indispensables, déjelas vacías."))
    skill_2 = skill_field(label=_("Otra habilidad indispensable"))
    skill_3 = skill_field(label=_("Una más"))
    languages = forms.MultipleChoiceField(label=_("¿Qué idiomas necesita hablar?"), required=False, widget=Chips())
    licences = forms.MultipleChoiceField(
        label=_("¿Qué licencia de conducir pide la ley?"), choices=Licence.choices, required=False, widget=Chips(),
        help_text=_("Solo si va a manejar. Si no, no marque ninguna."),
    )  # fmt: skip
    contract = forms.ChoiceField(label=_("Contrato"), choices=ContractKind.choices)
    schedule = forms.ChoiceField(label=_("Horario"), choices=Schedule.choices)
    wage_min = forms.IntegerField(label=_("Salario al mes, desde (L)"), min_value=0, max_value=1_000_000)
    wage_max = forms.IntegerField(label=_("hasta (L)"), min_value=0, max_value=1_000_000, required=False)
    adaptations = forms.CharField(
        label=_("¿Qué ajustes ofrece a quien los necesite?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Por ejemplo: rampa, horario flexible, intérprete."),
    )  # fmt: skip
    apply_until = forms.DateField(label=_("Último día para postular"), required=False, widget=Calendar())
    hides_employer = forms.BooleanField(label=_("No mostrar el nombre de la empresa"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = language_choices(self.initial.get("languages", ()))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Work in the country has a municipality and no place abroad."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("country") == "HN":
            given["place_abroad"] = ""
        return given

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
KEPT = ("conditions", "skills_optional", "education", "experience_months", "open_to_migrants", "technical_selection")


def of_vacancy(vacancy: Vacancy) -> dict[str, Any]:
    """What the form begins with to correct a vacancy."""
    said = {name: getattr(vacancy, name) for name in ProposalForm.base_fields if name not in SKILLS}
    return said | dict(zip(SKILLS, vacancy.skills_essential, strict=False))


class WithdrawForm(forms.Form):
    """Why a vacancy that nobody read yet is taken back."""

    note = forms.CharField(label=_("¿Por qué la retira?"), max_length=400, help_text=_("Por ejemplo: ya contraté, o se canceló el puesto."))

    def ending(self) -> Ending:
        """As the action takes it."""
        return Ending(**self.cleaned_data)


class EndingForm(WithdrawForm):
    """Why openings of a vacancy that was public stay empty."""

    cause = forms.ChoiceField(
        label=_("¿Por qué quedaron puestos sin cubrir?"), required=False,
        choices=lambda: [("", _("Elija la razón que más pesó")), *causes_an_employer_tells()],
    )  # fmt: skip
    missing = forms.CharField(
        label=_("¿Qué habilidad, título o licencia faltó?"), required=False, max_length=200, help_text=_("Solo si esa fue la razón.")
    )
    note = forms.CharField(label=_("¿Algo más que debamos saber?"), required=False, max_length=400)
    field_order = ("cause", "missing", "note")


def ending_form(vacancy: Vacancy, *given: Any) -> WithdrawForm:
    """What taking this vacancy back asks."""
    form: WithdrawForm = WithdrawForm(*given) if vacancy.published_at is None else EndingForm(*given)
    if not vacancy.left:
        for name in ("cause", "missing"):
            form.fields.pop(name, None)
    return form
