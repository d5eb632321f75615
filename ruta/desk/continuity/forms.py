"""What is asked of whoever writes the plan of an office, plans a drill, or says how it went?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.directory.actions import CallTerms, ContinuityTerms, Held
from ruta.directory.enums import DrillKind, PhoneKind
from ruta.directory.models import ContinuityCall, ContinuityPlan

WENT = [("yes", _("Salió bien")), ("no", _("Hay algo que corregir"))]
NOTE = _("Las llamadas se escriben una por una en la página del plan. Aquí, lo que no quepa allá; sin nombres de personas.")
FIRST = ("", _("Quien se entera primero"))


class ContinuityForm(forms.Form):
    """A plan, in the order in which it is needed."""

    first_hour = words(_("Primera hora: qué se hace y quién decide"), rows=4)
    alternative_site = line(_("Dónde se atiende si la oficina no abre"))
    without_power = words(_("Sin electricidad"), required=False, rows=3)
    without_network = words(
        _("Sin red"), required=False, rows=3, help_text=_("El registro sin red está en Campo; lo anotado en papel se teclea después.")
    )
    contacts = words(_("Nota sobre las llamadas"), required=False, rows=3, help_text=NOTE)
    review_on = day(_("Próxima revisión"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def terms(self) -> ContinuityTerms:
        """As the action takes it."""
        return ContinuityTerms(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


def of_plan(row: ContinuityPlan | None) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(row, name) for name in ContinuityForm.base_fields} if row else {}


class CallForm(forms.Form):
    """One call of the chain."""

    post = line(_("A qué puesto se llama"), help_text=_("El puesto, sin nombre de persona."), most=120)
    caller = choice(_("Quién llama"), [], required=False)
    phone_kind = choice(_("Tipo de teléfono"), PhoneKind.choices, widget=Segment())
    phone = line(_("Número, canal o frecuencia"), most=40)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, chain: Iterable[ContinuityCall], **kwargs: Any) -> None:
        """Offer who may call: the posts of the chain."""
        super().__init__(*args, **kwargs)
        self.fields["caller"].choices = [FIRST, *((str(each.pk), each.post) for each in chain)]  # type: ignore[attr-defined]

    def terms(self) -> CallTerms:
        """As the action takes it."""
        said = self.cleaned_data
        return CallTerms(post=said["post"], phone=said["phone"], phone_kind=said["phone_kind"], caller_id=int(said["caller"] or 0) or None)


class ChangeCallForm(CallForm):
    """The same of one that is there: who makes it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the post and its number alone."""
        super().__init__(*args, chain=(), **kwargs)
        del self.fields["caller"]

    def terms(self) -> CallTerms:
        """As the action takes it."""
        return CallTerms(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


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


class OffForm(forms.Form):
    """Why it will not be held."""

    why = line(_("Por qué no se hará"))


class MendForm(forms.Form):
    """How it was mended."""

    mending = words(_("Cómo se corrigió"), rows=2)
