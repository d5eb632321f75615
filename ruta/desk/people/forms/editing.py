"""What does staff change on a record that exists?"""

import json
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Day, Segment
from ruta.desk.people.forms.registering import INTO_THE_COUNTRY, PersonFields, Words
from ruta.people.actions import ContactDraft, DisabilityDraft, IdentifierDraft, ReturnDraft
from ruta.people.enums import ContactKind, ContactSafety, Difficulty, IdentifierKind, ReturnKind
from ruta.people.models import Person
from ruta.taxonomy.selectors import countries, education_levels, items

KEEP = "keep-"


class EditForm(PersonFields):
    """The person's own data with what the editor saw, so that two editors lose nothing."""

    education = forms.ChoiceField(label=_("Nivel de estudios"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Levels come from the classification."""
        super().__init__(*args, **kwargs)
        self._choose("education", [("", _("Sin dato")), *((each.code, str(each)) for each in education_levels())])

    def changes(self) -> dict[str, Any]:
        """What the editor wants, without the fields where they chose the other's value."""
        wanted = self.facts() | {"education": self.cleaned_data["education"], "languages": list(self.cleaned_data["languages"])}
        return {name: value for name, value in wanted.items() if self.data.get(f"{KEEP}{name}") != "theirs"}

    def seen_values(self) -> dict[str, Any]:
        """What the editor saw, as the columns hold it."""
        seen = dict(self.cleaned_data["seen"])
        if seen.get("birth_date"):
            seen["birth_date"] = date.fromisoformat(seen["birth_date"])
        return seen


def values_of(person: Person) -> dict[str, Any]:
    """The columns of a person that the form edits."""
    return {name: getattr(person, name) for name in (*PersonFields.base_fields, "education")}


def as_seen(values: dict[str, Any]) -> str:
    """Those values as the hidden field carries them."""
    return json.dumps({name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()})


class DocumentForm(forms.Form):
    """One more document."""

    kind = forms.ChoiceField(label=_("Tipo"), choices=IdentifierKind.choices)
    value = forms.CharField(label=_("Número"), max_length=40, error_messages={"required": _("Escriba el número del documento.")})
    country = forms.ChoiceField(label=_("País que lo dio"), widget=Combobox, initial="HN")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Any country may have given it."""
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [(each.code, each.name_es) for each in countries()]  # type: ignore[attr-defined]

    def draft(self) -> IdentifierDraft:
        """As the register takes it."""
        return IdentifierDraft(**self.cleaned_data)


class ContactForm(forms.Form):
    """A new way to reach the person."""

    kind = forms.ChoiceField(label=_("Medio"), choices=ContactKind.choices)
    value = forms.CharField(label=_("Número o correo"), max_length=120, error_messages={"required": _("Escriba el número o el correo.")})
    safety = forms.ChoiceField(label=_("¿Es seguro usarlo?"), choices=ContactSafety.choices, widget=Segment, initial=ContactSafety.SAFE)
    note = Words(label=_("Cuándo es seguro"))

    def draft(self) -> ContactDraft:
        """As the register takes it."""
        return ContactDraft(**self.cleaned_data)


class ReturnForm(forms.Form):
    """One more return."""

    returned_on = forms.DateField(
        label=_("Fecha"), widget=Day,
        error_messages={"required": _("Escriba cuándo regresó."), "invalid": _("Escriba día, mes y año: 23/11/1991.")},
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Desde"), widget=Combobox, error_messages={"required": _("Elija desde qué país regresó.")})
    entry_point = forms.ChoiceField(label=_("Entró por"), required=False)
    kind = forms.ChoiceField(label=_("Forma"), choices=ReturnKind.choices, initial=ReturnKind.UNKNOWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Doors into the country come from the catalogue."""
        super().__init__(*args, **kwargs)
        doors = [(each.code, each.label()) for each in items("entry_points") if each.get("office_kind") in INTO_THE_COUNTRY]
        self.fields["entry_point"].choices = [("", _("No se sabe")), *doors]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("País")), *((each.code, each.name_es) for each in countries())]  # type: ignore[attr-defined]

    def draft(self) -> ReturnDraft:
        """As the register takes it."""
        return ReturnDraft(**self.cleaned_data)


class DifficultyForm(forms.Form):
    """A new answer about difficulties."""

    difficulty = forms.ChoiceField(
        label=_("¿Tiene dificultad para ver, oír, caminar o recordar?"), choices=Difficulty.choices, widget=Segment
    )
    note = Words(label=_("Qué apoyo necesita"), max_length=300)

    def draft(self) -> DisabilityDraft:
        """As the register takes it."""
        return DisabilityDraft(**self.cleaned_data)
