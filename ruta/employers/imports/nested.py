"""What does one vacancy of a JSON file say, with values inside values as schema.org and most boards write them?

What stands for one thing is taken; what may mean several, or nothing that is known, refuses the row in a sentence that names the datum.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ruta.employers.imports.columns import codes_of, key_of

FAULT = "fault"
"""Beside the facts of a row: why it cannot be read, which the row is refused with."""
TEXTS = frozenset({"tasks", "requirements", "conditions"})
DEEPEST = 6
_KINDS: Mapping[str, tuple[str, str]] = {
    "FULL_TIME": ("schedule", "full time"), "PART_TIME": ("schedule", "part time"), "TEMPORARY": ("contract", "temporal"), "CONTRACTOR": ("contract", "por obra"),
    "INTERN": ("contract", "aprendizaje"),
}  # fmt: skip
Facts = dict[str, str]


class Unclear(Exception):
    """A value that cannot be taken for what its name promises."""


def facts_of(said: Mapping[str, Any]) -> Facts:
    """The facts of one vacancy as text, or what it says with the fault that refuses it."""
    facts: Facts = {}
    for name, code in codes_of([str(each) for each in said]).items():
        try:
            found = _READERS.get(code, _plain)(code, said[name], 0)
        except Unclear:
            facts.setdefault(
                FAULT, _("No se entiende «%(name)s»: trae datos dentro de otros datos. Deje un solo valor.") % {"name": name[:40]}
            )
            continue
        for key, text in found.items():
            if text and not facts.get(key):
                facts[key] = written(text)
    return facts


def written(cell: str) -> str:
    """Without the signs that no column of the database holds."""
    return cell.replace("\0", "").encode("utf-8", errors="replace").decode().strip()


def _plain(code: str, value: Any, depth: int) -> Facts:
    """One value; a list of one is that one, a list of texts is a paragraph each, and an object is what it is called."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool) or depth > DEEPEST:
        raise Unclear
    if isinstance(value, (str, int, float)):
        return {code: strip_tags(value) if code in TEXTS and isinstance(value, str) else str(value)}
    if isinstance(value, list):
        return _of_list(code, value, depth, _plain)
    return _plain(code, _one(value, "name", "nombre", "value", "valor", "label", "etiqueta", "codigo", "code", "id"), depth + 1)


def _of_list(code: str, values: list[Any], depth: int, read: Callable[[str, Any, int], Facts]) -> Facts:
    """Texts may have several paragraphs; of anything else there is one."""
    told = [each for each in values if each not in (None, "")]
    if len(told) <= 1:
        return read(code, told[0], depth + 1) if told else {}
    if code not in TEXTS:
        raise Unclear
    return {code: "\n".join(text for each in told for text in read(code, each, depth + 1).values())}


def _employer(code: str, value: Any, depth: int) -> Facts:
    if not isinstance(value, Mapping):
        return _plain(code, value, depth)
    said = _keyed(value)
    found = {"rtn": _plain("rtn", _any(said, "rtn", "tax id", "vat id"), depth + 1).get("rtn", "")}
    return found | _plain(code, _one(value, "name", "nombre", "legal name", "razon social"), depth + 1)


def _place(code: str, value: Any, depth: int) -> Facts:
    if isinstance(value, list):
        return _of_list(code, value, depth, _place)
    if not isinstance(value, Mapping):
        return _plain(code, value, depth)
    if depth > DEEPEST:
        raise Unclear
    said = _keyed(value)
    address = _any(said, "address", "direccion")
    if isinstance(address, (Mapping, list)):
        return _place(code, address, depth + 1)
    town = _one(value, "address locality", "city", "ciudad", "municipality", "municipio", "name", "nombre", "address", "direccion")
    region = _any(said, "address region", "region", "department", "departamento", "state")
    return {"department": _plain("department", region, depth + 1).get("department", "")} | _plain("municipality", town, depth + 1)


def _wage(code: str, value: Any, depth: int) -> Facts:
    """The least and the most of a month in lempiras; of another currency or time the row is refused."""
    if isinstance(value, list):
        return _of_list(code, value, depth, _wage)
    if not isinstance(value, Mapping):
        return _plain(code, value, depth)
    said = _keyed(value)
    if depth > DEEPEST or not _is_by_month_in_lempiras(said):
        raise Unclear
    low, high = _any(said, "min value", "minimo", "min", "desde"), _any(said, "max value", "maximo", "max", "hasta")
    if low is None and high is None:
        return _wage(code, _one(value, "value", "valor", "monto", "amount"), depth + 1)
    return _plain("wage_min", low, depth + 1) | _plain("wage_max", high, depth + 1)


def _months(code: str, value: Any, depth: int) -> Facts:
    """A number of months; what is told in words is a requirement like others."""
    if isinstance(value, Mapping):
        return _plain(code, _one(value, "months of experience", "meses", "value"), depth + 1)
    said = _plain(code, value, depth)
    return said if said.get(code, "0").strip().isdigit() else {"requirements": said[code]}


def _number(code: str, value: Any, depth: int) -> Facts:
    """The board's own number of a vacancy, which schema.org puts beside the name of the board."""
    return _plain(code, _one(value, "value", "valor", "id", "codigo") if isinstance(value, Mapping) else value, depth + 1)


def _kind(code: str, value: Any, depth: int) -> Facts:
    """The words of schema.org for hours and contract, one or both; a board's own words go on as they are."""
    words = value if isinstance(value, list) else [value]
    found: Facts = {}
    for word in words:
        key, said = _KINDS.get(str(word).upper(), ("", "")) if isinstance(word, str) else ("", "")
        if (not key and len(words) > 1) or key in found:
            raise Unclear
        found |= {key: said} if key else _plain(code, word, depth + 1)
    return found


def _is_by_month_in_lempiras(said: Mapping[str, Any]) -> bool:
    money, unit = (str(_any(said, *names) or "").strip().upper() for names in (("currency", "moneda"), ("unit text", "periodo", "unit")))
    return money in {"", "HNL", "L", "LPS", "LEMPIRA", "LEMPIRAS"} and unit in {"", "MONTH", "MES", "MENSUAL"}


_READERS: Mapping[str, Callable[[str, Any, int], Facts]] = {
    "employer": _employer, "municipality": _place, "wage_min": _wage, "experience_months": _months, "ref": _number, "schedule": _kind,
}  # fmt: skip


def _keyed(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key_of(str(name)): each for name, each in value.items()}


def _any(said: Mapping[str, Any], *names: str) -> Any:
    return next((said[key_of(name)] for name in names if said.get(key_of(name)) not in (None, "")), None)


def _one(value: Any, *names: str) -> Any:
    """What an object is called; one that has no such name says nothing that is understood."""
    found = _any(_keyed(value), *names) if isinstance(value, Mapping) else None
    if found is None:
        raise Unclear
    return found


def vacancies_in(said: Any) -> Iterator[Any]:
    """A vacancy itself, or those that stand in the one list of an object that wraps them."""
    lists = (
        [each for each in said.values() if isinstance(each, list) and each and all(isinstance(one, dict) for one in each)]
        if isinstance(said, dict)
        else []
    )
    if len(lists) == 1 and not _names_a_job(said):
        yield from lists[0]
    else:
        yield said


def _names_a_job(said: Mapping[str, Any]) -> bool:
    return "title" in codes_of([str(name) for name in said]).values()
