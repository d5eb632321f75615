"""What is asked of whoever writes the plan of an office, plans a drill, or says how it went?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.directory.actions import ContinuityTerms, Held
from ruta.directory.enums import DrillKind
from ruta.directory.models import ContinuityPlan

WENT = [("yes", _("Salió bien")), ("no", _("Hay algo que corregir"))]
POSTS = _("Uno en cada línea, en el orden en que se llama: puesto y teléfono de la institución. Sin nombres de personas.")


class ContinuityForm(forms.Form):
    """A plan, in the order in which it is needed."""

    first_hour = words(_("Primera hora: qué se hace y quién decide"), rows=4)
    alternative_site = line(_("Dónde se atiende si la oficina no abre"))
    contacts = words(_("A quién se llama"), rows=5, help_text=POSTS)
    without_power = words(_("Sin electricidad"), required=False, rows=3)
    without_network = words(
        _("Sin red"), required=False, rows=3, help_text=_("El registro sin red está en Campo; lo anotado en papel se teclea después.")
    )
    review_on = day(_("Próxima revisión"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def terms(self) -> ContinuityTerms:
        """As the action takes it."""
        return ContinuityTerms(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


def of_plan(row: ContinuityPlan | None) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(row, name) for name in ContinuityForm.base_fields} if row else {}


class DrillForm(forms.Form):
    """Which drill, and when."""

    kind = choice(_("Qué se prueba"), [each for each in DrillKind.choices if each[0] != DrillKind.RESTORE], widget=Segment())
    planned_on = day(_("Fecha prevista"))


class HeldForm(forms.Form):
    """How it went."""

    held_on = day(_("Cuándo se hizo"))
    minutes = forms.IntegerField(label=_("Minutos hasta volver a atender"), required=False, min_value=0, max_value=100_000)
    went = choice(_("Cómo salió"), WENT, widget=Segment())
    findings = words(_("Qué se halló"), required=False, rows=3)

    def held(self) -> Held:
        """As the action takes it."""
        given = self.cleaned_data
        return Held(held_on=given["held_on"], minutes=given["minutes"], went_well=given["went"] == "yes", findings=given["findings"])


class MendForm(forms.Form):
    """How it was mended."""

    mending = words(_("Cómo se corrigió"), rows=2)
