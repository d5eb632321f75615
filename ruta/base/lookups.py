"""How is one found in a list too long to send, such as occupations? A line of text; the server ranks while one types, and without scripts too."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LONGEST = 300


class Lookup(forms.TextInput):
    """A line with suggestions from an address of ours; `label_of` makes it hold a code, without it the words themselves count."""

    template_name = "forms/widgets/lookup.html"

    def __init__(self, address: str, label_of: Callable[[str], str] | None = None, attrs: dict[str, Any] | None = None) -> None:
        """Remember the name of the address that ranks, and what codes are called."""
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))
        self.address, self.label_of = address, label_of
        self.offered: Sequence[Any] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 (Django calls it so)
        """The code that was chosen while its words still stand there; else the words, for the field to find out."""
        words = (data.get(name) or "").strip()
        if self.label_of is None:
            return words
        code, label = data.get(f"{name}-code", ""), data.get(f"{name}-label", "")
        return data.get(f"{name}-picked") or (code if code and words == label else words)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Draw the words; a code goes beside them."""
        said = str(value or "")
        label = self.label_of(said) if self.label_of and said else said
        found = super().get_context(name, label, attrs)
        held = {"is_coded": self.label_of is not None, "code": said if label != said else "", "label": label if label != said else ""}
        return found | held | {"address": reverse(self.address), "offered": self.offered}


class LookupField(forms.CharField):
    """A code. Words that name one thing beyond doubt count as its code; of others the likest are offered, to choose without scripts too."""

    default_error_messages = {
        "choose": _("Elija una de las que se parecen, o escríbalo de otra manera."),
        "none": _("Nada se parece a eso. Escríbalo de otra manera, con menos palabras."),
    }

    def __init__(
        self, *, address: str, label_of: Callable[[str], str], named: Callable[[str], str | None],
        suggested: Callable[[str], Sequence[Any]], **kwargs: Any,
    ) -> None:  # fmt: skip
        """Remember how codes are called, which code a name means, and what is like it."""
        super().__init__(max_length=LONGEST, widget=Lookup(address, label_of), **kwargs)
        self.named, self.suggested = named, suggested

    def clean(self, value: Any) -> Any:
        """The code, or an error with what may be meant."""
        words = super().clean(value)
        if not words:
            return ""
        code = self.named(words)
        if code:
            return code
        self.widget.offered = self.suggested(words)
        kind = "choose" if self.widget.offered else "none"
        raise ValidationError(self.error_messages[kind], code=kind)
