"""Which form asks what a person can do? As many lines as there are, and an empty one; a line without its code counts as not written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Chips, Combobox, Segment
from ruta.base.numbers import read_number
from ruta.desk.cases.forms.fields import VersionedForm, choice, day, line, pairs, words
from ruta.desk.occupations.fields import OccupationField
from ruta.employers.enums import ContractKind
from ruta.placements.enums import Evidence, Where
from ruta.placements.rules import LanguageKnown, OccupationDone, ProfileDraft, SkillHeld
from ruta.placements.selectors import AVAILABILITY, EVIDENCE, LANGUAGE_LEVELS, LEVELS, LICENCES, SHIFTS, SHOWN, WHERE, skill_choices
from ruta.taxonomy.selectors import education_levels, languages, occupation_label, occupation_labels
from ruta.territory.selectors import departments, municipalities_named

Choices = Iterable[tuple[str, Any]]
MOST_LINES = 20
YEARS = _("Escriba los años con números, de 0 a 60.")
WAGE = _("Escriba el salario al mes en lempiras, sin centavos.")


class ProfileForm(VersionedForm):
    """All that a profile says, in one page."""

    education = choice(_("Estudios"), lambda: [(each.pk, str(each)) for each in education_levels()], required=False, widget=Combobox())
    licences = forms.MultipleChoiceField(label=_("Licencia de conducir"), choices=pairs(LICENCES), required=False, widget=Chips())
    availability = choice(_("Cuánto puede trabajar"), pairs(AVAILABILITY), required=False, widget=Segment())
    shifts = forms.MultipleChoiceField(label=_("En qué horarios puede"), choices=pairs(SHIFTS), required=False, widget=Chips())
    contracts = forms.MultipleChoiceField(
        label=_("Qué contratos le sirven"), choices=ContractKind.choices, required=False, widget=Chips(), help_text=_("Vacío: cualquiera.")
    )
    available_from = day(_("Desde cuándo"), required=False, help_text=_("Vacío: desde ya."))
    departments = forms.MultipleChoiceField(label=_("Departamentos donde trabajaría"), required=False, widget=Chips())
    goes_abroad = forms.BooleanField(label=_("Iría a trabajar a otro país con contrato"), required=False)
    wage_min = forms.IntegerField(
        label=_("Lo menos que aceptaría al mes (L)"), required=False, min_value=1, max_value=500_000,
        error_messages={"invalid": WAGE, "min_value": WAGE, "max_value": WAGE},
    )  # fmt: skip
    about = words(_("Presentación, con las palabras de la persona"), required=False, rows=3)
    shows = forms.MultipleChoiceField(
        label=_("Además del nombre, la hoja de vida muestra"), choices=pairs(SHOWN), required=False, widget=Chips(),
        help_text=_("Solo lo que la persona pida. Edad, sexo y retorno no hacen falta para trabajar."),
    )  # fmt: skip
    is_looking = forms.BooleanField(label=_("Busca trabajo ahora"), required=False)

    def __init__(self, *args: Any, shape: Mapping[str, int], held: ProfileDraft, **kwargs: Any) -> None:
        """`shape` tells how many lines each part shows, `held` what stands there now, so that its codes are offered too."""
        super().__init__(*args, **kwargs)
        self.shape = {part: min(shape.get(part, 0), MOST_LINES) for part in LINES}
        self.fields["departments"].choices = [(each.pk, each.name) for each in departments()]  # type: ignore[attr-defined]
        offered = _offered(held)
        for part, columns in LINES.items():
            for number in range(self.shape[part]):
                for name, make in columns.items():
                    self.fields[f"{part}-{number}-{name}"] = make(offered)

    def lines(self, part: str) -> list[dict[str, Any]]:
        """The lines of a part with their fields, for the template."""
        return [
            {"number": number + 1, "cells": {name: self[f"{part}-{number}-{name}"] for name in LINES[part]}}
            for number in range(self.shape[part])
        ]

    def draft(self) -> ProfileDraft:
        """What was typed."""
        typed = self.cleaned_data
        towns = [row["code"] for row in self._written("place")]
        return ProfileDraft(
            occupations=tuple(
                OccupationDone(row["code"], float(row["years"] or 0), row["where"] or Where.HERE, row["note"].strip())
                for row in self._written("occupation")
            ),
            skills=tuple(SkillHeld(row["code"], int(row["level"] or 2), row["evidence"] or Evidence.OWN) for row in self._written("skill")),
            languages=tuple(LanguageKnown(row["code"], row["level"] or "conversation") for row in self._written("language")),
            education=typed["education"], licences=tuple(typed["licences"]), availability=typed["availability"],
            shifts=tuple(typed["shifts"]), contracts=tuple(typed["contracts"]), available_from=typed["available_from"], places=tuple(dict.fromkeys([*typed["departments"], *towns])),
            goes_abroad=typed["goes_abroad"], wage_min=typed["wage_min"], about=typed["about"].strip(), shows=tuple(typed["shows"]),
            is_looking=typed["is_looking"],
        )  # fmt: skip

    def _written(self, part: str) -> Iterator[dict[str, Any]]:
        for number in range(self.shape[part]):
            row = {name: self.cleaned_data.get(f"{part}-{number}-{name}") or "" for name in LINES[part]}
            if row["code"]:
                yield row


def initial_of(held: ProfileDraft, version: int) -> dict[str, Any]:
    """What the form is drawn with."""
    values: dict[str, Any] = held.columns() | {"version": version}
    values["departments"] = [code for code in held.places if len(code) == len("DD")]
    for part, rows in _rows_of(held).items():
        for number, row in enumerate(rows):
            values |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return values


def shape_of(held: ProfileDraft) -> dict[str, int]:
    """As many lines as are written, and an empty one."""
    return {part: len(rows) + 1 for part, rows in _rows_of(held).items()}


def sent_shape(data: Mapping[str, str]) -> dict[str, int]:
    """How many lines came back; never more than a sane number."""
    return {part: min(MOST_LINES, read_number(data.get(f"{part}-lines"))) for part in LINES}


def _rows_of(held: ProfileDraft) -> dict[str, list[dict[str, Any]]]:
    return {
        "occupation": [{"code": row.code, "years": f"{row.years:g}", "where": row.where, "note": row.note} for row in held.occupations],
        "skill": [{"code": row.code, "level": str(row.level), "evidence": row.evidence} for row in held.skills],
        "language": [{"code": row.code, "level": row.level} for row in held.languages],
        "place": [{"code": code} for code in held.places if len(code) > len("DD")],
    }


def _offered(held: ProfileDraft) -> dict[str, Any]:
    """The lists behind the lines and the names of the occupations held, each read once."""
    names = occupation_labels({each.code for each in held.occupations})
    return {
        "occupation": lambda code: names.get(code) or occupation_label(code),
        "skill": skill_choices(held),
        "language": list(languages().values_list("code", "name_es")),
        "place": list(municipalities_named()),
    }


Offered = Mapping[str, Any]
LINES: Mapping[str, Mapping[str, Callable[[Offered], forms.Field]]] = {
    "occupation": {
        "code": lambda given: OccupationField(label=_("Oficio"), required=False, label_of=given["occupation"]),
        "years": lambda _given: forms.FloatField(
            label=_("Años"), required=False, min_value=0, max_value=60,
            error_messages={"invalid": YEARS, "min_value": YEARS, "max_value": YEARS},
        ),
        "where": lambda _given: choice(_("Dónde"), pairs(WHERE), required=False),
        "note": lambda _given: line(_("Detalle"), required=False),
    },
    "skill": {
        "code": lambda given: choice(_("Habilidad"), given["skill"], required=False, widget=Combobox()),
        "level": lambda _given: choice(_("Qué tan bien"), [(str(code), word) for code, word in LEVELS.items()], required=False),
        "evidence": lambda _given: choice(_("Cómo se sabe"), pairs(EVIDENCE), required=False),
    },
    "language": {
        "code": lambda given: choice(_("Idioma"), given["language"], required=False, widget=Combobox()),
        "level": lambda _given: choice(_("Cuánto lo habla"), pairs(LANGUAGE_LEVELS), required=False),
    },
    "place": {"code": lambda given: choice(_("Municipio"), given["place"], required=False, widget=Combobox())},
}  # fmt: skip
