"""What is asked of an entry of the directory, of its programme and of who answers for it?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Chips, Combobox, Segment
from ruta.directory.actions import ServiceTerms
from ruta.directory.enums import Access, Audience, Cost, Delivery, Entry, Fact
from ruta.directory.models import Institution
from ruta.directory.rules import NEVER_NOT_APPLICABLE
from ruta.directory.selectors import focal_point_choices, offices_of, programme_choices
from ruta.taxonomy.selectors import languages, needs, service_types

WEEK = range(7)
NUMBERS = {"office": "office_id", "programme": "programme_id", "focal_point": "focal_point_id"}
SPOKEN = ("es", "en", "fr", "pt", "zh", "ar", "ht", "cab", "miq")  # those that offices name; the rest goes into the description


def _chips(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=Chips(), help_text=hint)


def _text(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint)


def _line(label: Any, longest: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=hint)


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, help_text=hint)


class ServiceForm(forms.Form):
    """All that an entry says. What is left empty is not known; what does not apply is said below."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    service_type = forms.ChoiceField(label=_("Tipo de servicio"), widget=Combobox())
    name = _line(_("Nombre propio"), 160, _("Vacío: el del tipo."))
    programme = forms.ChoiceField(label=_("Programa"), required=False)
    focal_point = forms.ChoiceField(label=_("Persona de enlace"), required=False, help_text=_("No se muestra al público."))
    description = _text(_("Qué hace, en palabras sencillas"), 3)
    needs = forms.MultipleChoiceField(
        label=_("Necesidades que atiende"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Vacío: las de su tipo."),
    )
    populations = _chips(_("Para quién es"), Audience.choices)
    age_from = _number(_("Edad desde"), 120)
    age_to = _number(_("Edad hasta"), 120)
    eligibility = _text(_("Requisitos"), 2)
    papers = _text(_("Qué llevar"), 2)
    cost = forms.ChoiceField(label=_("Costo"), required=False, choices=[("", _("No se sabe")), *Cost.choices], widget=Segment())
    cost_amount = _number(_("Cuánto (L)"), 1_000_000)
    cost_note = _line(_("Detalle del costo"), 200)
    entry = _chips(_("Cómo se entra"), Entry.choices)
    entry_note = _text(_("Pasos para entrar"), 2)
    delivery = _chips(_("Dónde atiende"), Delivery.choices)
    office = forms.ChoiceField(label=_("Oficina"), required=False, widget=Combobox(), help_text=_("Vacía: en todo el país."))
    phone = _line(_("Teléfono para el público"), 40)
    email = _line(_("Correo para el público"), 120)
    website = _line(_("Página web"), 200)
    capacity = _number(_("Cupo"), 100_000)
    hours_note = _line(_("Detalle del horario"), 200)
    opens_holidays = forms.BooleanField(label=_("Abre también en feriados"), required=False)
    languages = _chips(_("Idiomas en que atiende"), [])
    accessibility = _chips(_("Accesibilidad"), Access.choices)
    accessibility_note = _line(_("Detalle de accesibilidad"), 200)
    not_applicable = _chips(
        _("No aplica a este servicio"), [pair for pair in Fact.choices if pair[0] not in NEVER_NOT_APPLICABLE],
        _("Lo que no aplica no baja la calidad; lo que falta, sí."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("Está activo"), required=False, initial=True)

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        """Offer what this institution has."""
        super().__init__(*args, **kwargs)
        for day in WEEK:
            self.fields[f"day_{day}"] = forms.CharField(label=str(WEEKDAYS[day]).capitalize(), required=False, max_length=60)
        offered: dict[str, Callable[[], list[tuple[str, str]]]] = {
            "service_type": lambda: _kinds(institution), "programme": lambda: programme_choices(institution.pk),
            "focal_point": lambda: focal_point_choices(institution.pk),
            "office": lambda: [(str(row.pk), f"{row.name}, {row.municipality.name}") for row in offices_of(institution)],
        }  # fmt: skip
        for name, choices in offered.items():
            self.fields[name].choices = [("", "—"), *choices()]  # type: ignore[attr-defined]
        self.fields["needs"].choices = [(one.code, one.label()) for one in needs()]  # type: ignore[attr-defined]
        spoken = languages().filter(code__in=SPOKEN).values_list("code", "name_es")
        self.fields["languages"].choices = list(spoken)  # type: ignore[attr-defined]

    @property
    def days(self) -> list[Any]:
        """The fields of the week."""
        return [self[f"day_{day}"] for day in WEEK]

    def terms(self) -> ServiceTerms:
        """As the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version" and not name.startswith("day_")}
        for field, column in NUMBERS.items():
            chosen = said.pop(field)
            said[column] = int(chosen) if chosen else None
        hours = {str(day): self.cleaned_data[f"day_{day}"] for day in WEEK if self.cleaned_data[f"day_{day}"].strip()}
        return ServiceTerms(**said, hours=hours)


def _kinds(institution: Institution) -> list[tuple[str, str]]:
    kind = institution.provider_kind or None
    return sorted(((one.code, one.label()) for one in service_types(provider_kind=kind)), key=lambda pair: pair[1])


def of_terms(terms: ServiceTerms, version: int) -> dict[str, Any]:
    """What the form of an entry begins with."""
    said: dict[str, Any] = {name: getattr(terms, name) for name in ServiceForm.base_fields if hasattr(terms, name)}
    said |= {field: str(getattr(terms, column) or "") for field, column in NUMBERS.items()}
    return said | {f"day_{day}": terms.hours.get(str(day), "") for day in WEEK} | {"version": version}


class ProposalForm(ServiceForm):
    """The same, with why."""

    note = _line(_("¿Cómo lo sabe?"), 400, _("Por ejemplo: pasé por la oficina el lunes."))


class DecisionForm(forms.Form):
    """Why a proposal is not taken."""

    note = _line(_("Motivo, si no lo acepta"), 400)


class FocalPointForm(forms.Form):
    """Who answers for the services of an institution."""

    name = forms.CharField(label=_("Nombre"), max_length=120)
    position = _line(_("Cargo"), 120)
    phone = _line(_("Teléfono"), 40)
    email = _line(_("Correo"), 120)


class ProgrammeForm(forms.Form):
    """Several services under one name."""

    name = forms.CharField(label=_("Nombre del programa"), max_length=160)
    description = _text(_("Qué busca"), 2)
    website = _line(_("Página web"), 200)
