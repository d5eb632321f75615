"""In which words does one side read what is known of a person elsewhere?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.people.duplicates.elsewhere import TieHalf, restorable
from ruta.people.enums import TieState

TONES = {TieState.ASKED: "way", TieState.SAME: "done", TieState.UNSURE: "care", TieState.DIFFERENT: "", TieState.ENDED: ""}


@dataclass(frozen=True, slots=True)
class TieRow:
    """One tie in words."""

    half: TieHalf
    label: str
    words: str
    tone: str
    may_restore: bool = False


def tie_rows(halves: Iterable[TieHalf]) -> list[TieRow]:
    """What is known, the newest first; several records of one person elsewhere are told each."""
    known = list(halves)
    ours = restorable(known)
    return [TieRow(half, str(TieState(half.state).label), _words(half), TONES[TieState(half.state)], half.tie in ours) for half in known]


def _words(half: TieHalf) -> str:
    if half.state == TieState.SAME:
        return _("Otra institución tiene expediente de esta persona.")
    if half.state == TieState.ENDED:
        return _("Se había enlazado con un registro de otra institución, y se deshizo: no era la misma persona.")
    if half.is_asker:
        return _ASKED[TieState(half.state)]()
    return _ANSWERED[TieState(half.state)]()


_ASKED = {
    TieState.ASKED: lambda: _("Se preguntó a otra institución si es la misma persona. Todavía no responde."),
    TieState.DIFFERENT: lambda: _("Otra institución respondió que son personas distintas."),
    TieState.UNSURE: lambda: _("Otra institución respondió que no lo sabe."),
}
_ANSWERED = {
    TieState.ASKED: lambda: _("Otra institución pregunta si esta persona también está en su registro."),
    TieState.DIFFERENT: lambda: _("Otra institución preguntó por esta persona. Se respondió que son distintas."),
    TieState.UNSURE: lambda: _("Otra institución preguntó por esta persona. Se respondió que no se sabe."),
}
