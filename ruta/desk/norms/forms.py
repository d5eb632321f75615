"""What is asked of whoever adds or corrects a norm?"""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox
from ruta.legal.actions import Facts
from ruta.legal.enums import Certainty, Kind, Link, Scope, Standing
from ruta.legal.models import Instrument
from ruta.legal.selectors import titled

PARTIAL = _("Año, mes o día, según se sepa: 2004, 2004-03 o 2004-03-03.")


class FactsForm(forms.Form):
    """The facts of a norm and where they were seen."""

    title = forms.CharField(label=_("Título oficial"), max_length=300)
    kind = forms.ChoiceField(label=_("Clase"), choices=Kind.choices)
    number = forms.CharField(label=_("Número"), max_length=60, required=False, help_text=_("Como está escrito: Decreto 208-2003."))
    organisation = forms.CharField(
        label=_("Organismo"), max_length=20, required=False, help_text=_("De una norma internacional: ONU, OIT, OEA.")
    )
    scope = forms.ChoiceField(label=_("Ámbito"), choices=Scope.choices)
    subject = forms.CharField(label=_("Tema"), max_length=60)
    issued = forms.CharField(label=_("Emitida"), max_length=10, required=False, help_text=PARTIAL)
    gazette_number = forms.CharField(label=_("Número de La Gaceta"), max_length=20, required=False)
    gazette_on = forms.CharField(label=_("Publicada en La Gaceta"), max_length=10, required=False, help_text=PARTIAL)
    standing = forms.ChoiceField(label=_("Estado en Honduras"), choices=Standing.choices)
    standing_words = forms.CharField(label=_("Estado, como lo dice la fuente"), max_length=200, required=False)
    certainty = forms.ChoiceField(label=_("Certeza"), choices=Certainty.choices)
    certainty_words = forms.CharField(label=_("Qué se verificó"), max_length=200, required=False)
    source = forms.CharField(
        label=_("Dónde se vio"),
        max_length=300,
        required=False,
        help_text=_("La Gaceta, NORMLEX, TSC u otra fuente que cualquiera pueda consultar."),
    )
    notes = forms.CharField(label=_("Notas"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> Facts:
        """As the action takes them."""
        return Facts(**{each.name: self.cleaned_data[each.name].strip() for each in fields(Facts)})


class NewForm(FactsForm):
    """A norm that the compendium does not have yet."""

    code = forms.SlugField(
        label=_("Código de su dirección"), max_length=60, required=False, help_text=_("Ya no cambia. Vacío: se forma del número."),
    )  # fmt: skip
    field_order = ("title", "kind", "number", "code")


class RelateForm(forms.Form):
    """What this norm does to another."""

    kind = forms.ChoiceField(label=_("Qué hace"), choices=Link.choices)
    target = forms.ChoiceField(label=_("A qué norma"), widget=Combobox())

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        """Offer every other norm."""
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", _("Elija una opción")), *titled(instrument.pk)]  # type: ignore[attr-defined]


def said_of(row: Instrument) -> dict[str, Any]:
    """What the form begins with."""
    return {each.name: getattr(row, each.name) for each in fields(Facts)} | {"revision": row.revision}
