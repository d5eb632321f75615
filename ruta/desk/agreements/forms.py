"""What is asked of an agreement, of what stands in it, and of what follows from it?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.forms import Chips, Combobox, Day, Segment, UploadField
from ruta.base.papers import ACCEPTED
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    ContactTerms,
    GrantTerms,
    OpinionTerms,
    PaperTerms,
    PartyTerms,
    ResultTerms,
    UnitTerms,
)
from ruta.directory.enums import AgreementKind, AgreementPart, AgreementState, ClauseKind, OpinionSide
from ruta.directory.models import Agreement, AgreementRevision
from ruta.directory.rules import BY_HAND
from ruta.directory.selectors import basis_labels, category_labels, contact_choices, institutions, purpose_labels, unit_choices
from ruta.legal.selectors import instrument_of, titled

DATES = ["%d/%m/%Y", "%Y-%m-%d"]
CHOOSE = ("", _("Elija"))


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=Day(), input_formats=DATES, help_text=hint)


def _text(label: Any, longest: int, *, rows: int = 3, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint)


class AgreementForm(forms.Form):
    """The revision that is being written, in the order in which one reads it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Título"), max_length=200)
    kind = forms.ChoiceField(label=_("Tipo"), choices=AgreementKind.choices)
    ref = forms.CharField(label=_("Número del documento"), required=False, max_length=80, help_text=_("El que lleva el papel firmado."))
    summary = _text(_("Para qué es"), 4000, hint=_("En palabras que cualquiera entienda. Es lo que el público lee."))
    signed_on = _day(_("Firmado el"))
    valid_from = _day(_("Vigente desde"))
    valid_until = _day(_("Vigente hasta"), hint=_("Vacío: no tiene fecha de fin."))
    lawful_basis = forms.ChoiceField(label=_("Base legal"), required=False)
    instrument = forms.ChoiceField(label=_("Norma del compendio"), required=False, widget=Combobox())
    basis_note = _text(_("En qué se apoya"), 1000, rows=2)
    why = _text(_("Qué cambia en esta revisión"), 1000, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bases of the catalogue and the norms of the compendium."""
        super().__init__(*args, **kwargs)
        offered = {
            "lawful_basis": list(basis_labels().items()),
            "instrument": list(titled()),
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def terms(self) -> AgreementTerms:
        """As the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "instrument"}}
        chosen = self.cleaned_data["instrument"]
        return AgreementTerms(**said, instrument_id=instrument_of(chosen).pk if chosen else None)


def of_revision(row: AgreementRevision, version: int) -> dict[str, Any]:
    """What the form begins with."""
    said = {name: getattr(row, name) for name in AgreementForm.base_fields if hasattr(row, name)}
    return said | {"version": version, "instrument": row.instrument.code if row.instrument else ""}


class Belonging(forms.Form):
    """A form that knows its revision and agreement, for what it offers. Several stand on one page: each has ids of its own."""

    def __init__(self, data: Any = None, files: Any = None, *, agreement: Agreement, revision: AgreementRevision, actor: Actor) -> None:
        """Keep them and let the form offer its choices."""
        super().__init__(data, files, auto_id=f"id_{type(self).__name__.lower()}_%s")
        self.agreement, self.revision, self.actor = agreement, revision, actor
        for name, choices in self.offered().items():
            self.fields[name].choices = [CHOOSE, *choices]  # type: ignore[attr-defined]

    def offered(self) -> dict[str, Any]:
        """Choices by field."""
        return {}

    def sides(self) -> list[tuple[str, str]]:
        """The parties of the revision."""
        rows = self.revision.parties.select_related("institution").order_by("institution__short_name", "pk")
        return [(str(row.institution_id), row.institution.short_name) for row in rows]


class PartyForm(Belonging):
    """One more party."""

    institution = forms.ChoiceField(label=_("Institución"), widget=Combobox())
    part = forms.ChoiceField(label=_("Qué hace"), choices=AgreementPart.choices)

    def offered(self) -> dict[str, Any]:
        """Every institution of the directory."""
        return {"institution": [(str(row.pk), row.name) for row in institutions().order_by("name", "pk")]}

    def terms(self) -> PartyTerms:
        """As the action takes it."""
        return PartyTerms(institution_id=int(self.cleaned_data["institution"]), part=self.cleaned_data["part"])


class GrantForm(Belonging):
    """Who reads what of whom."""

    reader = forms.ChoiceField(label=_("Quién lee"))
    giver = forms.ChoiceField(label=_("Datos de quién"))
    purpose = forms.ChoiceField(label=_("Para qué"))
    categories = forms.MultipleChoiceField(label=_("Qué datos"), widget=Chips(), choices=lambda: list(category_labels().items()))

    def offered(self) -> dict[str, Any]:
        """The parties, and the purposes of permissions."""
        sides = self.sides()
        return {"reader": sides, "giver": sides, "purpose": list(purpose_labels().items())}

    def terms(self) -> GrantTerms:
        """As the action takes it."""
        said = self.cleaned_data
        return GrantTerms(
            giver_id=int(said["giver"]), reader_id=int(said["reader"]), purpose=said["purpose"], categories=said["categories"]
        )


class ClauseForm(Belonging):
    """The next clause."""

    kind = forms.ChoiceField(label=_("De qué trata"), choices=ClauseKind.choices)
    title = forms.CharField(label=_("Título"), max_length=200)
    text = _text(_("Texto"), 6000, rows=4, required=True)

    def terms(self) -> ClauseTerms:
        """As the action takes it."""
        return ClauseTerms(**self.cleaned_data)


class UnitForm(Belonging):
    """An office that applies it."""

    office = forms.ChoiceField(label=_("Oficina municipal o centro"), widget=Combobox())

    def offered(self) -> dict[str, Any]:
        """Municipal offices and centres."""
        return {"office": unit_choices()}

    def terms(self) -> UnitTerms:
        """As the action takes it."""
        return UnitTerms(office_id=int(self.cleaned_data["office"]))


class ContactForm(Belonging):
    """Who of a party answers for it."""

    focal_point = forms.ChoiceField(label=_("Persona de enlace"))

    def offered(self) -> dict[str, Any]:
        """Those that this actor may name."""
        return {"focal_point": contact_choices(self.agreement, self.actor)}

    def terms(self) -> ContactTerms:
        """As the action takes it."""
        return ContactTerms(focal_point_id=int(self.cleaned_data["focal_point"]))


class ResultForm(Belonging):
    """What came of it."""

    title = forms.CharField(label=_("Qué se logró"), max_length=300)
    amount = forms.IntegerField(label=_("Cuánto"), required=False, min_value=0, max_value=1_000_000_000)
    unit = forms.CharField(label=_("De qué"), required=False, max_length=80, help_text=_("Por ejemplo: personas, derivaciones."))
    on = _day(_("Hasta qué día"), required=True)
    evidence = forms.CharField(label=_("Dónde se ve (dirección web)"), required=False, max_length=300)

    def terms(self) -> ResultTerms:
        """As the action takes it."""
        return ResultTerms(**self.cleaned_data)


class OpinionForm(Belonging):
    """What is thought of it."""

    side = forms.ChoiceField(label=_("Quién opina"), choices=OpinionSide.choices)
    rating = forms.TypedChoiceField(label=_("Cómo funciona"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)], widget=Segment(),
                                    help_text=_("1 es muy mal; 5, muy bien."))  # fmt: skip
    text = _text(_("Qué dice"), 1000, rows=2, hint=_("Sin nombres ni datos de personas."))
    given_on = _day(_("Qué día"))

    def terms(self) -> OpinionTerms:
        """As the action takes it."""
        said = self.cleaned_data
        return OpinionTerms(side=said["side"], rating=said["rating"], text=said["text"], given_on=said["given_on"] or today())


class PaperForm(Belonging):
    """A paper: the file, or where it lies."""

    title = forms.CharField(label=_("Título"), max_length=200)
    file = UploadField(
        label=_("PDF o fotografía, hasta 5 MB"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Lo leen las partes del convenio, nadie más."),
    )  # fmt: skip
    url = forms.CharField(label=_("O su dirección en la web"), required=False, max_length=300)

    def terms(self) -> PaperTerms:
        """As the action takes it."""
        said, file = self.cleaned_data, self.cleaned_data["file"]
        return PaperTerms(title=said["title"], url=said["url"], content=file.read() if file else b"")


class MoveForm(forms.Form):
    """Where it goes from here, and why."""

    state = forms.ChoiceField(label=_("Pasa a"))
    note = _text(_("Por qué"), 1000, rows=2, hint=_("Se pide al suspender, terminar o descartar."))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        """Offer the states that somebody may say."""
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(code, AgreementState(code).label) for code in BY_HAND.get(agreement.state, ())]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why another revision is opened."""

    why = _text(_("Qué cambia y por qué"), 1000, rows=2, required=True)


class VersionForm(forms.Form):
    """Which version of the agreement was read before this was pressed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
