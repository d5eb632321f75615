"""How does a permission reach the screen: to whom, for what, by whom and in which way?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Segment, Signature
from ruta.people.actions import Grant, Manner
from ruta.people.enums import ConsentMethod, GivenBy
from ruta.people.selectors import Offer

AT_THE_DESK = [(method.value, method.label) for method in ConsentMethod if method not in (ConsentMethod.PORTAL, ConsentMethod.ELSEWHERE)]
YES_NO = [("yes", _("Sí")), ("no", _("No"))]


class MannerForm(forms.Form):
    """Who gives a permission, and how."""

    given_by = forms.ChoiceField(label=_("Quién lo da"), choices=GivenBy.choices, initial=GivenBy.PERSON)
    giver_name = forms.CharField(label=_("Nombre de quien autoriza"), max_length=120, required=False)
    child_assents = forms.ChoiceField(
        label=_("¿La niña, niño o adolescente también está de acuerdo?"), choices=YES_NO, widget=Segment({"data-sensitive": ""}), required=False
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Cómo lo da"), choices=AT_THE_DESK, widget=Segment, initial=ConsentMethod.SIGNATURE_SCREEN)
    signature = forms.CharField(label=_("Firma"), widget=Signature, required=False, max_length=13_000)
    witness_name = forms.CharField(label=_("Nombre de quien es testigo"), max_length=120, required=False)

    def manner(self) -> Manner:
        """As the verbs take it."""
        said = self.cleaned_data
        assents = {"yes": True, "no": False}.get(said.get("child_assents", ""))
        return Manner(
            method=said.get("method", ""), given_by=said.get("given_by", ""), giver_name=said.get("giver_name", ""),
            witness_name=said.get("witness_name", ""), signature=said.get("signature", ""), child_assents=assents,
        )  # fmt: skip


class ConsentForm(MannerForm):
    """Several permissions at once, each ticked by name; nothing comes ticked."""

    grants = forms.MultipleChoiceField(label=_("Permisos"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        """Only what the matrix lists can be ticked."""
        super().__init__(*args, **kwargs)
        self.offers = offers
        self.fields["grants"].choices = [(offer.key, offer.purpose_label) for offer in offers]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """The keys that were ticked, to draw the boxes again."""
        return set(self.data.getlist("grants")) if self.is_bound and hasattr(self.data, "getlist") else set()

    @property
    def groups(self) -> list[tuple[str, list[Offer]]]:
        """The own purposes under the name of the institution, the others under their purpose."""
        grouped: dict[str, list[Offer]] = {}
        for offer in self.offers:
            title = offer.institution.short_name if offer.is_own else offer.purpose_label
            grouped.setdefault(title, []).append(offer)
        return list(grouped.items())

    def chosen(self) -> tuple[Grant, ...]:
        """As the verbs take them."""
        keys = set(self.cleaned_data.get("grants", ()))
        return tuple(Grant(offer.institution.pk, offer.purpose) for offer in self.offers if offer.key in keys)


class PickForm(forms.Form):
    """One permission out of the long list; its words are read before anything is given."""

    grant = forms.ChoiceField(label=_("Institución y finalidad"), widget=Combobox)

    def __init__(self, *args: Any, pairs: list[tuple[str, str]], **kwargs: Any) -> None:
        """`pairs`: key and words."""
        super().__init__(*args, **kwargs)
        self.fields["grant"].choices = [("", _("Busque la institución")), *pairs]  # type: ignore[attr-defined]

    def chosen(self) -> Grant:
        """As the verbs take it."""
        institution, _colon, purpose = self.cleaned_data["grant"].partition(":")
        return Grant(int(institution), purpose)


class ReservedForm(forms.Form):
    """Why somebody reads what is reserved in their own institution."""

    lawful_basis = forms.ChoiceField(label=_("Base legal"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Qué pasa y por qué no se puede esperar"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 4, "data-sensitive": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, bases: list[tuple[str, str]], **kwargs: Any) -> None:
        """The bases of the catalogue."""
        super().__init__(*args, **kwargs)
        self.fields["lawful_basis"].choices = bases  # type: ignore[attr-defined]


class OverrideForm(forms.Form):
    """Why somebody reads without the person's permission."""

    handle = forms.UUIDField(widget=forms.HiddenInput)
    lawful_basis = forms.ChoiceField(label=_("Base legal"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Qué pasa y por qué no se puede esperar"), max_length=1000, widget=forms.Textarea({"rows": 4, "data-sensitive": ""})
    )  # fmt: skip
    categories = forms.MultipleChoiceField(label=_("Qué necesita ver"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, bases: list[tuple[str, str]], categories: list[tuple[str, str]], **kwargs: Any) -> None:
        """Bases and categories that this role may name."""
        super().__init__(*args, **kwargs)
        self.fields["lawful_basis"].choices = bases  # type: ignore[attr-defined]
        self.fields["categories"].choices = categories  # type: ignore[attr-defined]
