"""How is a condition written in an instrument read, checked and asked, without ever running Python from data?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import cel

from ruta.base.sentences import Sentence, gettext_noop

VARIABLES = frozenset({"a", "s", "p"})
# Everything else could differ between CEL libraries, and an instrument must give the same result in all of them.
FUNCTIONS = frozenset({"size", "double", "exists", "has"})
_OPERATOR = re.compile(r"^(_.*|@.*|!_|-_)$")
_BOUND = re.compile(r"\.exists\(\s*(\w+)\s*,")
_ANSWER = re.compile(r"\ba\.([a-z][a-z0-9_]*)")
_SCORE = re.compile(r"\bs\.([a-z][a-z0-9_]*)")
_COLUMN = re.compile(r"\d+:(\d+)")
_QUOTED = re.compile(r"'[^']*'")


UNREADABLE = gettext_noop("%(where)s: la condición «%(source)s» no se entiende. Revise comillas, paréntesis y signos.")
UNREADABLE_AT = gettext_noop(
    "%(where)s: la condición «%(source)s» no se entiende cerca de la letra %(column)s. Revise comillas, paréntesis y signos."
)
UNKNOWN = gettext_noop("%(where)s: la condición «%(source)s» usa %(names)s, que no existe. Use a.pregunta, s.puntaje o p.dato.")


class InstrumentError(ValueError):
    """An instrument is written wrongly; each sentence names a place."""

    def __init__(self, *problems: Sentence | str) -> None:
        """Keep the sentences, for whoever says them in another language."""
        super().__init__("; ".join(str(each) for each in problems))
        self.sentences = tuple(each if isinstance(each, Sentence) else Sentence("%(told)s", {"told": each}) for each in problems)


@dataclass(frozen=True, slots=True)
class Expression:
    """A CEL condition or value over the answers `a`, the scores `s` and the facts of the person `p`."""

    source: str
    answers: frozenset[str]
    scores: frozenset[str]

    def value(self, context: cel.Context) -> object:
        """Evaluate it; a failure names the expression, because silence could hide an alert."""
        try:
            return _program(self.source).execute(context)
        except (TypeError, KeyError, RuntimeError, ValueError, ArithmeticError) as error:
            message = f"{self.source!r} could not be evaluated: {error}"
            raise InstrumentError(message) from error

    def holds(self, context: cel.Context) -> bool:
        """Evaluate it as a condition."""
        answer = self.value(context)
        if not isinstance(answer, bool):
            message = f"{self.source!r} gave {answer!r}, not true or false"
            raise InstrumentError(message)
        return answer


def context(answers: Mapping[str, object], scores: Mapping[str, float], facts: Mapping[str, object]) -> cel.Context:
    """Bind the three variables once for many expressions."""
    return cel.Context({"a": dict(answers), "s": dict(scores), "p": dict(facts)})


def compiled(source: str, where: str) -> Expression:
    """Parse an expression and refuse names and functions outside the agreed language."""
    try:
        program = _program(source)
    except ValueError as error:
        found = _COLUMN.search(str(error))
        values = {"where": where, "source": source}
        sentence = Sentence(UNREADABLE_AT, values | {"column": found[1]}) if found else Sentence(UNREADABLE, values)
        raise InstrumentError(sentence) from error
    text = _QUOTED.sub("''", source)
    strange = set(program.variables()) - VARIABLES - set(_BOUND.findall(text))
    strange |= {name for name in program.functions() if not _OPERATOR.match(name)} - FUNCTIONS
    if strange:
        raise InstrumentError(Sentence(UNKNOWN, {"where": where, "source": source, "names": ", ".join(sorted(strange))}))
    return Expression(source, frozenset(_ANSWER.findall(text)), frozenset(_SCORE.findall(text)))


@lru_cache(maxsize=4096)
def _program(source: str) -> cel.Program:
    return cel.compile(source)
