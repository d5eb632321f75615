"""How is the text of an instrument changed piece by piece, and what is still wrong with it? Contents in, contents out: nothing is kept."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from ruta.base.sentences import Sentence, gettext_noop
from ruta.cases.instruments.expressions import InstrumentError, compiled
from ruta.cases.instruments.loading import EXPRESSIONS, load
from ruta.cases.instruments.trying import failing

Content = dict[str, Any]
SAME_WEIGHTS = gettext_noop("«%(score)s» tiene otros pesos que la versión vigente. Póngale otra versión de pesos para que no se comparen.")
PLACES = ("code", "need", "template", "barrier")


def question_in(content: Mapping[str, Any], code: str) -> Content | None:
    """One question by its code."""
    return next((question for section in content["sections"] for question in section["questions"] if question["code"] == code), None)


def with_question(content: Mapping[str, Any], section: str, question: Content, replaces: str = "") -> Content:
    """The same content with a question written anew in its place, or added at the end of a section."""
    made = deepcopy(dict(content))
    for each in made["sections"]:
        rows = each["questions"]
        if replaces and any(row["code"] == replaces for row in rows):
            each["questions"] = [question if row["code"] == replaces else row for row in rows]
            return made
    next(each for each in made["sections"] if each["code"] == section)["questions"].append(question)
    return made


def without_question(content: Mapping[str, Any], code: str) -> Content:
    """The same content without a question; a section keeps its last one."""
    made = deepcopy(dict(content))
    for section in made["sections"]:
        left = [row for row in section["questions"] if row["code"] != code]
        section["questions"] = left or section["questions"]
    return made


def moved_question(content: Mapping[str, Any], code: str, by: int) -> Content:
    """The same content with a question one place up or down; over the edge of its section it goes to the next one."""
    made = deepcopy(dict(content))
    sections = made["sections"]
    where = next(((s, q) for s, each in enumerate(sections) for q, row in enumerate(each["questions"]) if row["code"] == code), None)
    if where is None:
        return made
    place, spot = where
    rows, to = sections[place]["questions"], spot + by
    if 0 <= to < len(rows):
        rows[spot], rows[to] = rows[to], rows[spot]
    elif 0 <= place + by < len(sections) and len(rows) > 1:
        question = rows.pop(spot)
        other = sections[place + by]["questions"]
        other.insert(0 if by > 0 else len(other), question)
    return made


def with_rule(content: Mapping[str, Any], part: str, index: int, rule: Content | None) -> Content:
    """The same content with one row of a part written anew, added at its end, or (None) taken away."""
    made = deepcopy(dict(content))
    rows = made.setdefault(part, [])
    if rule is None:
        del rows[index]
    elif index < len(rows):
        rows[index] = rule
    elif part == "segments" and rows:
        rows.insert(len(rows) - 1, rule)
    else:
        rows.append(rule)
    if not rows:
        del made[part]
    return made


def draft_problems(content: Mapping[str, Any], current: Mapping[str, Any] | None = None) -> list[Sentence]:
    """Everything that keeps this content from being an instrument: each condition by itself, then the whole, then with answers."""
    found = list(_unreadable(content))
    if not found:
        try:
            found = list(failing(load(content)))
        except InstrumentError as error:
            found = list(error.sentences)
    return found + list(_weights(content, current or {}))


def condition_problem(source: str, where: str) -> Sentence | None:
    """What is wrong with one condition."""
    try:
        compiled(source, where)
    except InstrumentError as error:
        return error.sentences[0]
    return None


def _unreadable(value: Any, where: str = "") -> Iterator[Sentence]:
    if isinstance(value, Mapping):
        here = next((str(value[name]) for name in PLACES if name in value), where)
        for name, each in value.items():
            if name in EXPRESSIONS and isinstance(each, str):
                problem = condition_problem(each, here)
                if problem:
                    yield problem
            else:
                yield from _unreadable(each, here)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _unreadable(each, where)


def _weights(content: Mapping[str, Any], current: Mapping[str, Any]) -> Iterator[Sentence]:
    """Scores whose weights changed under the same name: they would be compared with what they are not."""
    before = {score["code"]: score for score in current.get("scores", ())}
    for score in content.get("scores", ()):
        old = before.get(score["code"])
        if old and old["weights_version"] == score["weights_version"] and _weighed(old) != _weighed(score):
            yield Sentence(SAME_WEIGHTS, {"score": score["label_es"]})


def _weighed(score: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(item.get(name) for name in ("code", "weight", "question", "value", "score", "reverse")) for item in score["items"]]
