"""What is asked of whoever hands a practice in, looks at it, or does it elsewhere?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.forms import Calendar, Combobox
from ruta.directory.models import Office
from ruta.quality.actions import PracticeTerms
from ruta.quality.enums import PracticeKind, PracticeState, ReplicaState
from ruta.quality.models import Practice


def _words(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))


class PracticeForm(forms.Form):
    """What was found out, in the order in which one would tell it."""

    kind = forms.ChoiceField(label=_("Qué es"), choices=PracticeKind.choices)
    title = forms.CharField(label=_("Título"), max_length=160)
    problem = _words(_("Qué dificultad había"), hint=_("Sin nombres ni datos de personas atendidas."))
    what = _words(_("Qué se hace, o qué propone"))
    gain = _words(_("Qué se logró"), required=False, hint=_("De lo que ya se hace. Si tiene cifras, dígalas."))

    def terms(self) -> PracticeTerms:
        """As the action takes it."""
        return PracticeTerms(**self.cleaned_data)


class ReviewForm(forms.Form):
    """Whether others should do it too."""

    state = forms.ChoiceField(
        label=_("¿Se recomienda?"), choices=[each for each in PracticeState.choices if each[0] != PracticeState.SUBMITTED]
    )
    note = _words(_("Por qué"), hint=_("Lo lee quien la propuso."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ReplicaForm(forms.Form):
    """Where it is done too."""

    office = forms.ChoiceField(label=_("Oficina"), widget=Combobox())
    begun_on = forms.DateField(label=_("Desde"), widget=Calendar(), initial=today)

    def __init__(self, *args: Any, institution_id: int | None, practice: Practice, **kwargs: Any) -> None:
        """Offer the other offices of the reader's institution."""
        super().__init__(*args, **kwargs)
        rows = (
            Office.objects.filter(institution=institution_id or 0, is_active=True)
            .exclude(pk=practice.office_id or 0)
            .order_by("name", "pk")
        )
        self.fields["office"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """Whether it works there."""

    state = forms.ChoiceField(label=_("¿Funcionó?"), choices=[each for each in ReplicaState.choices if each[0] != ReplicaState.BEGUN])
    result = _words(_("Qué resultó"))
