"""What is written down about a person where there is no network? The questions of the desk, without what the register must answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.desk.consent.forms import MannerForm
from ruta.desk.people.forms.registering import PersonFields, RegisterForm
from ruta.people.enums import DismissReason

__all__ = ["DiscardForm", "EditForm", "FieldManner", "FieldRegister", "NewForm"]


class FieldRegister(RegisterForm):
    """The register's own form; only the device reads it, and the register checks all of it again."""


class FieldManner(MannerForm):
    """Who gives a permission and how."""


class EditForm(forms.Form):
    """What of a person may be corrected far away; the fields of the register."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Same fields, same words."""
        super().__init__(*args, **kwargs)
        source = PersonFields()
        for name in ("given_names", "surnames", "preferred_name", "birth_date", "sex", "municipality_id", "place", "dependants"):
            self.fields[name] = source.fields[name]


class NewForm(forms.Form):
    """Why somebody alike is not the person."""

    reason = forms.ChoiceField(label=_("Por qué no es la misma persona"), choices=DismissReason.choices)


class DiscardForm(forms.Form):
    """Why a thing is let go."""

    reason = forms.CharField(label=_("Por qué se descarta"), max_length=300)
