"""How does pure code say something in Spanish that a face can still translate?

A rule returns a `Sentence`: the Spanish text as it stands in the source, and its numbers and names apart. `str()` gives
the Spanish; a face calls `sentence.said(gettext, ngettext)` for the reader's language. Nothing here imports Django.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark a text for the message catalogue and give it back unchanged (makemessages knows this name)."""
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark a text with its plural as one message and give both back unchanged."""
    return one, many


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence: never glued from pieces, so that another language may order its words."""

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    plural: str = ""
    count: int = 1

    def __str__(self) -> str:
        """Say it in the source language."""
        return self.said(gettext_noop, lambda one, many, count: one if count == 1 else many)

    def said(self, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> str:
        """Say it in the language of the two functions given (those of `django.utils.translation`)."""
        text = ngettext(self.text, self.plural, self.count) if self.plural else gettext(self.text)
        return text % {"count": self.count, **self.values} if self.values or self.plural else text
