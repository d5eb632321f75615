"""Does a catalogue or instrument have the shape that its schema asks for?"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ruta.base.sentences import Sentence, gettext_noop

NAMES = ("code", "need", "template", "barrier")
LACKS = gettext_noop("En «%(where)s» falta %(field)s.")
EMPTY = gettext_noop("En «%(where)s», %(field)s está en blanco.")
BAD_CODE = gettext_noop("En «%(where)s», %(field)s no puede ser «%(value)s»: use letras minúsculas sin acento, números y guion bajo.")
BAD_VALUE = gettext_noop("En «%(where)s», %(field)s no puede ser «%(value)s».")


def shape_problems(content: Any, schema: Mapping[str, Any], *, limit: int = 20) -> list[str]:
    """What does not fit the schema, one line each with the place where it is."""
    errors = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda error: list(map(str, error.path)))
    return [f"{'/'.join(map(str, error.path)) or '.'}: {error.message[:200]}" for error in errors[:limit]]


def shape_sentences(content: Any, schema: Mapping[str, Any], *, limit: int = 20) -> list[Sentence]:
    """The same in plain words, for whoever writes an instrument in the browser."""
    errors = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda error: list(map(str, error.path)))
    return [_sentence(content, list(error.absolute_path), error) for error in errors[:limit]]


def _sentence(content: Any, path: list[str | int], error: ValidationError) -> Sentence:
    where = _place(content, path)
    if error.validator == "required":
        wanted: Any = error.validator_value
        missing = next((name for name in wanted if name not in cast("Mapping[str, Any]", error.instance)), "")
        return Sentence(LACKS, {"where": where, "field": missing})
    field = str(path[-1]) if path else ""
    if error.validator in ("oneOf", "minItems"):
        return Sentence(LACKS, {"where": where, "field": "options" if "options" in str(error.validator_value) else field})
    if error.validator == "pattern":
        return Sentence(BAD_CODE, {"where": where, "field": field, "value": str(error.instance)[:60]})
    if error.validator == "minLength":
        return Sentence(EMPTY, {"where": where, "field": field})
    return Sentence(BAD_VALUE, {"where": where, "field": field, "value": str(error.instance)[:60]})


def _place(content: Any, path: list[str | int]) -> str:
    """The two innermost coded rows on the way to an error, as its author knows them: «pregunta › opción»."""
    found, here = [], content
    for step in path:
        here = here[step]
        if isinstance(here, Mapping) and (name := next((here[key] for key in NAMES if here.get(key)), None)):
            found.append(str(name))
    return " › ".join(found[-2:]) or str(content.get("code", ""))


def duplicated_codes(content: Mapping[str, Any]) -> list[str]:
    """The codes that appear twice in the same list. A segment may: the first condition that holds decides."""
    found = []
    for section, rows in content.items():
        if isinstance(rows, list) and section != "segments":
            codes = Counter(row["code"] for row in rows if isinstance(row, Mapping) and "code" in row)
            found += [f"{section}/{code}: repeated" for code, times in codes.items() if times > 1]
    return found


def vanished_codes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The codes that a new version lost: rows of people point to them, so they are retired and never removed."""
    found = []
    for section, rows in before.items():
        if isinstance(rows, list):
            kept = {row.get("code") for row in after.get(section, ()) if isinstance(row, Mapping)}
            old = (row["code"] for row in rows if isinstance(row, Mapping) and "code" in row)
            found += [f"{section}/{code}: removed; mark it `retired: true` instead" for code in old if code not in kept]
    return found
