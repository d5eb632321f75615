"""What is asked of an office, of what it lacks, and of each step?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.clock import today
from ruta.base.forms import Calendar, Combobox, UploadField
from ruta.base.papers import ACCEPTED
from ruta.directory.models import Office
from ruta.facilities.actions import Line
from ruta.facilities.enums import Condition, Kind, Stage

MOST = 10**10
COUNTS = {"min_value": 0, "max_value": 999}


def _file(*, required: bool) -> UploadField:
    return UploadField(
        label=gettext_lazy("Foto o documento"), required=required, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("PDF o foto de hasta 5 MB. Que no se vea a personas atendidas."),
    )  # fmt: skip


class PhotoForm(forms.Form):
    """The photograph of one line of a look."""

    file = UploadField(
        label=gettext_lazy("Foto"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=gettext_lazy("De hasta 5 MB. Que no se vea a personas atendidas."),
    )  # fmt: skip


class LackForm(forms.Form):
    """What is lacking, and how many."""

    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=Kind.choices)
    what = forms.CharField(label=gettext_lazy("Qué hace falta"), max_length=200)
    quantity = forms.IntegerField(label=gettext_lazy("Cantidad"), min_value=1, max_value=999, initial=1)
    estimate = forms.IntegerField(label=gettext_lazy("Costo estimado (L)"), min_value=0, max_value=MOST, required=False)
    is_urgent = forms.BooleanField(label=gettext_lazy("Urge"), required=False)


class NewForm(LackForm):
    """One thing that an office lacks."""

    office = forms.ChoiceField(label=gettext_lazy("Oficina"), widget=Combobox())

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer the offices of the institution."""
        super().__init__(*args, **kwargs)
        rows = Office.objects.filter(institution=institution_id or 0, is_active=True).order_by("name", "pk")
        self.fields["office"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]


class SurveyForm(forms.Form):
    """A look at an office: three answers for each kind; an empty line says nothing."""

    made_on = forms.DateField(label=gettext_lazy("Día de la revisión"), widget=Calendar(), initial=today)
    note = forms.CharField(label=gettext_lazy("Qué se vio"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A line for each kind."""
        super().__init__(*args, **kwargs)
        for code, label in Kind.choices:
            self.fields[f"have_{code}"] = forms.IntegerField(label=_("Hay: %(what)s") % {"what": label}, required=False, **COUNTS)  # type: ignore[arg-type]
            self.fields[f"needed_{code}"] = forms.IntegerField(label=_("Debe haber: %(what)s") % {"what": label}, required=False, **COUNTS)  # type: ignore[arg-type]
            self.fields[f"condition_{code}"] = forms.ChoiceField(
                label=_("Estado: %(what)s") % {"what": label}, choices=Condition.choices, required=False
            )

    def rows(self) -> Iterable[tuple[str, Any, Any, Any]]:
        """The lines, as the page shows them."""
        for code, label in Kind.choices:
            yield str(label), self[f"have_{code}"], self[f"needed_{code}"], self[f"condition_{code}"]

    def clean(self) -> dict[str, Any]:
        """A line says how many there should be, or nothing; what is not there cannot be there."""
        said = super().clean() or {}
        for code in Kind.values:
            have, needed, condition = (said.get(f"{name}_{code}") for name in ("have", "needed", "condition"))
            if have is not None and needed is None and f"needed_{code}" not in self.errors:
                self.add_error(f"needed_{code}", _("Escriba cuánto debe haber, o deje vacío el renglón."))
            if have and condition == Condition.NONE:
                self.add_error(f"condition_{code}", _("Dice que hay. Elija cómo está."))
        return said

    def lines(self) -> list[Line]:
        """What was answered."""
        said = self.cleaned_data
        return [
            Line(code, said[f"have_{code}"] or 0, said[f"needed_{code}"], _condition(said[f"have_{code}"], said[f"condition_{code}"]))
            for code in Kind.values
            if said[f"needed_{code}"] is not None
        ]


def _condition(have: int | None, said: str) -> str:
    """The box begins with «good»: of what is not there nobody said so."""
    return str(said if said == Condition.BAD or (have and said) else Condition.GOOD if have else Condition.NONE)


class BudgetForm(forms.Form):
    """How much there is for it, and whose money."""

    budget = forms.IntegerField(label=gettext_lazy("Presupuesto (L)"), min_value=1, max_value=MOST)
    funding = forms.CharField(label=gettext_lazy("Fuente de fondos"), max_length=160)


class BuyForm(forms.Form):
    """From whom it was bought or contracted."""

    supplier = forms.CharField(label=gettext_lazy("Proveedor"), max_length=160)
    order_ref = forms.CharField(label=gettext_lazy("Orden de compra o contrato"), max_length=80)
    paid = forms.IntegerField(label=gettext_lazy("Costo (L)"), min_value=0, max_value=MOST)


class ReceiveForm(forms.Form):
    """That it is there, with its evidence."""

    received_on = forms.DateField(label=gettext_lazy("Recibido el"), widget=Calendar(), initial=today)
    received = forms.IntegerField(
        label=gettext_lazy("Cantidad recibida"), min_value=1, max_value=999, help_text=gettext_lazy("Si llegó menos, lo que falta queda aparte, por recibir.")
    )  # fmt: skip
    upkeep_months = forms.IntegerField(
        label=gettext_lazy("Mantenimiento cada (meses)"), min_value=0, max_value=120, initial=0, help_text=gettext_lazy("Cero si no lo necesita.")
    )  # fmt: skip
    file = _file(required=True)

    def clean(self) -> dict[str, Any]:
        """The file as the action takes it."""
        said = dict(super().clean() or {})
        file = said.pop("file", None)
        return said | ({"title": file.name, "content": file.read()} if file else {})


class UpkeepForm(forms.Form):
    """What was done to keep it working."""

    done_on = forms.DateField(label=gettext_lazy("Día"), widget=Calendar(), initial=today)
    what = forms.CharField(label=gettext_lazy("Qué se hizo"), max_length=300)
    cost = forms.IntegerField(label=gettext_lazy("Costo (L)"), min_value=0, max_value=MOST, required=False)


class DropForm(forms.Form):
    """Why it is no longer lacking."""

    why = forms.CharField(label=gettext_lazy("Por qué ya no hace falta"), max_length=300)


class EvidenceForm(forms.Form):
    """A photograph or paper of one step."""

    stage = forms.ChoiceField(label=gettext_lazy("Qué muestra"), choices=Stage.choices)
    title = forms.CharField(label=gettext_lazy("Qué es"), max_length=160, required=False)
    file = _file(required=True)
