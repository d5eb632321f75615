"""What does somebody type to find a person, and how is it read?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Day
from ruta.people.linkage import Document, Record, guess_kind
from ruta.people.rules import read_box


class SearchForm(forms.Form):
    """Whatever the person says; nothing is mandatory, and a slip never hides the results."""

    name = forms.CharField(label=_("Nombre y apellidos"), max_length=120, required=False, widget=forms.TextInput({"autofocus": True}))
    document = forms.CharField(
        label=_("Documento, si trae"), max_length=40, required=False, help_text=_("DNI, pasaporte, consular o de refugio")
    )  # fmt: skip
    birth_date = forms.DateField(
        label=_("Nacimiento"), required=False, widget=Day, error_messages={"invalid": _("Escriba día, mes y año: 23/11/1991.")}
    )  # fmt: skip
    phone = forms.CharField(label=_("Teléfono"), max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"}))

    def record(self) -> Record:
        """What was typed, as linkage reads it."""
        typed = self.cleaned_data
        number, phone = typed.get("document", ""), typed.get("phone", "")
        documents = (Document(str(guess_kind(number)), number),) if number else ()
        return Record(
            name=typed.get("name", ""), birth_date=typed.get("birth_date"), phones=(phone,) if phone else (), documents=documents
        )  # fmt: skip


def typed_in_box(text: str) -> dict[str, Any]:
    """The parts of the search of the frame, one box for name, DNI or telephone."""
    read = read_box(text)
    return {
        "name": read.name,
        "document": read.documents[0].number if read.documents else "",
        "birth_date": f"{read.birth_date:%d/%m/%Y}" if read.birth_date else "",
        "phone": read.phones[0] if read.phones else "",
    }
