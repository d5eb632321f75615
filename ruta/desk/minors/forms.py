"""What does staff write about who answers for a minor, and what does SENAF answer?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Segment
from ruta.people.actions import GuardianDraft
from ruta.people.enums import GuardianKind, GuardianProof, NoticeAnswer, NoticeReason


class GuardianForm(forms.Form):
    """Who, with which proof, and whether somebody disputes it."""

    kind = forms.ChoiceField(label=_("Quién responde"), choices=[("", _("Elija")), *GuardianKind.choices], required=False)
    name = forms.CharField(label=_("Nombre completo, o el de la oficina"), max_length=160, required=False)
    document = forms.CharField(label=_("Su documento"), max_length=40, required=False)
    proof = forms.ChoiceField(label=_("Cómo se comprobó"), choices=GuardianProof.choices, initial=GuardianProof.DOCUMENT, widget=Segment)
    proof_note = forms.CharField(label=_("Qué documento, acta o resolución"), max_length=160, required=False)
    is_disputed = forms.BooleanField(label=_("Hay un conflicto: otra persona reclama el cuidado, o hay señales de daño"), required=False)

    def draft(self) -> GuardianDraft:
        """As the verb takes it."""
        return GuardianDraft(**self.cleaned_data)


class TellForm(forms.Form):
    """Why SENAF is told, and where the child is."""

    reason = forms.ChoiceField(label=_("Por qué se avisa"), choices=NoticeReason.choices, widget=forms.RadioSelect, required=False)
    whereabouts = forms.CharField(
        label=_("Dónde está ahora y con quién"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )


class AnswerForm(forms.Form):
    """What SENAF does."""

    answer = forms.ChoiceField(label=_("Qué hace SENAF"), choices=NoticeAnswer.choices, widget=forms.RadioSelect, required=False)
    act = forms.CharField(label=_("Número de acta o resolución"), max_length=80, required=False)
