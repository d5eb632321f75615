"""What is asked when a dossier comes in, moves, is supervised, and when a paper is looked at?"""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.forms import Combobox, Segment, UploadField
from ruta.desk.cases.forms.fields import NEEDED, VersionedForm, choice, day, line, pairs, words
from ruta.desk.occupations.fields import OccupationField
from ruta.employers.selectors import municipality_choices
from ruta.permits.actions import DossierTerms, MeasureTerms
from ruta.permits.enums import RequirementState
from ruta.permits.models import Dossier
from ruta.permits.rules import Item, Procedure
from ruta.permits.selectors import MEASURES, word
from ruta.taxonomy.selectors import countries

DOCUMENTS = {
    "rtn": _("RTN"), "dni": _("DNI"), "passport": _("Pasaporte"), "refugee": _("Documento de persona refugiada"), "other": _("Otro documento"),
}  # fmt: skip
MONEY_WRONG = {"invalid": _("Escriba el monto en lempiras, sin centavos.")}


def fact_field(item: Item) -> forms.Field:
    """The field of one fact of a procedure."""
    label, hint = word(item), item.help(get_language() or "es")
    if item.kind == "choice":
        return choice(label, [(each.code, word(each)) for each in item.options], required=item.required, help_text=hint)
    if item.kind == "country":
        return choice(label, [(row.code, row.name_es) for row in countries()], required=item.required, widget=Combobox(), help_text=hint)
    if item.kind == "occupation":
        return OccupationField(label=label, required=item.required, help_text=hint)
    if item.kind == "number":
        return forms.IntegerField(
            label=label, required=item.required, min_value=0, max_value=10_000_000, error_messages=NEEDED | MONEY_WRONG
        )
    return line(label, required=item.required, help_text=hint)


class DossierForm(forms.Form):
    """Who asks, and what the procedure wants to know."""

    holder_name = line(_("Nombre o razón social de quien solicita"))
    document_kind = choice(_("Documento"), [])
    document = line(_("Número del documento"))
    municipality = choice(_("Municipio"), [], widget=Combobox())
    phone = forms.CharField(label=_("Teléfono"), required=False, max_length=40)
    email = forms.EmailField(label=_("Correo"), required=False, error_messages={"invalid": _("Escriba el correo completo, con arroba.")})

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        """Ask what this procedure asks."""
        super().__init__(*args, **kwargs)
        self.procedure = procedure
        kinds: Any = self.fields["document_kind"]
        kinds.choices = [(code, DOCUMENTS[code]) for code in procedure.holder_documents]
        places: Any = self.fields["municipality"]
        places.choices = municipality_choices()
        for item in procedure.facts:
            self.fields[item.code] = fact_field(item)

    def asked(self) -> list[Any]:
        """The fields of the procedure's own facts."""
        return [self[item.code] for item in self.procedure.facts]

    def terms(self) -> DossierTerms:
        """What was typed, for the action."""
        said = self.cleaned_data
        own = {name: said[name] for name in ("holder_name", "document_kind", "document", "municipality", "phone", "email")}
        facts = {item.code: "" if said[item.code] is None else str(said[item.code]) for item in self.procedure.facts}
        return DossierTerms(**own, facts=facts)

    @staticmethod
    def of(dossier: Dossier) -> dict[str, Any]:
        """What was declared the last time, to begin with."""
        names = ("holder_name", "document_kind", "document", "municipality", "phone", "email")
        return {**dossier.facts, **{name: getattr(dossier, name) for name in names}}


class StepForm(VersionedForm):
    """A verb, with a reason where there is a choice of them, and words."""

    reason = choice(_("Motivo"), [], required=False)
    note = words(_("Por qué, o qué debe corregir"), required=False)

    def __init__(self, *args: Any, reasons: list[Item], needs_note: bool, version: int | None = None, **kwargs: Any) -> None:
        """Ask for a reason only where the procedure has some."""
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        if reasons:
            offered: Any = self.fields["reason"]
            offered.choices = [("", "—"), *((each.code, word(each)) for each in reasons)]
        else:
            del self.fields["reason"]
        if not needs_note:
            self.fields["note"].label = _("Nota (la lee el solicitante)")


class PaperForm(forms.Form):
    """A document for a requirement."""

    file = UploadField(
        label=_("PDF o fotografía, hasta 5 MB"), error_messages={"required": _("Elija un archivo o tome una foto.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip


class JudgeForm(forms.Form):
    """Whether a requirement is met."""

    state = choice(
        _("¿Cumple?"),
        [
            (RequirementState.ACCEPTED, _("Cumple")),
            (RequirementState.OBSERVED, _("Hay que corregir")),
            (RequirementState.WAIVED, _("No aplica")),
        ],
        widget=Segment(),
    )
    note = words(_("Qué corregir, o por qué no aplica"), required=False, rows=2)


class PaymentForm(forms.Form):
    """A payment, from its receipt."""

    code = choice(_("Qué se pagó"), [])
    amount = forms.IntegerField(label=_("Monto (L)"), min_value=1, max_value=10_000_000, error_messages=NEEDED | MONEY_WRONG)
    receipt = line(_("Número de recibo"))
    paid_on = day(_("Fecha del pago"))

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        """Offer the payments of the procedure."""
        super().__init__(*args, **{"auto_id": "pago_%s"} | kwargs)  # beside others that ask for an amount and a note too
        offered: Any = self.fields["code"]
        offered.choices = [(each.code, word(each)) for each in procedure.payments]
        self.initial.setdefault("paid_on", today())


class MeasureForm(forms.Form):
    """A visit, a commitment or a sanction."""

    kind = choice(_("Qué se anota"), pairs(MEASURES))
    on_day = day(_("Fecha"))
    note = words(_("Qué se encontró o se acordó"))
    due_on = day(_("Cumplir antes del"), required=False, help_text=_("Solo para un compromiso."))
    amount = forms.IntegerField(
        label=_("Multa (L)"), required=False, min_value=1, max_value=10_000_000, error_messages=MONEY_WRONG, help_text=_("Solo si la sanción es multa.")
    )  # fmt: skip

    def terms(self) -> MeasureTerms:
        """What was typed, for the action."""
        return MeasureTerms(**self.cleaned_data)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Today, unless another day is chosen."""
        super().__init__(*args, **{"auto_id": "medida_%s"} | kwargs)
        self.initial.setdefault("on_day", today())


class FinishForm(forms.Form):
    """How a commitment ended."""

    outcome = words(_("Cómo se cumplió"))


class NoteForm(forms.Form):
    """A word for the office alone."""

    note = words(_("Nota interna"), rows=2)
