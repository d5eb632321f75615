"""What does a file of IATI 2.03 say of each activity, in the facts that a sheet would bring? Hostile XML is refused before it is read.

No entity is expanded, no address is opened, a document type is refused, and the parser keeps its own bounds of depth and size.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from ruta.base.errors import Invalid
from ruta.projects.enums import PURPOSES
from ruta.projects.imports.columns import FACTS

MOST_BYTES = 20 * 1024 * 1024
SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False, "remove_comments": True,
    "remove_pis": True,
}  # fmt: skip
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HERE, MANY = "HN", "; "
STATES = {"1": "planned", "2": "active", "3": "active", "4": "finished", "5": "cancelled", "6": "suspended"}
PARTS = {"1": "funding", "2": "partner", "3": "partner", "4": "executing"}
BEGINS, ENDS = ("2", "1"), ("4", "3")  # what happened before what was planned
WORDS = 6000
Row = tuple[int, dict[str, str]]


def looks_like_xml(start: bytes) -> bool:
    """Whether a file opens as XML does, in any of its encodings."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def activities(file: BinaryIO) -> list[Row]:
    """Number and facts of every activity, in the order of the file."""
    root = _root(file)
    if etree.QName(root).localname != "iati-activities":
        raise Invalid(_("Este XML no es un archivo de actividades de IATI. Pida el archivo «iati-activities» en su versión 2.03."))
    if not str(root.get("version", "")).startswith("2."):
        raise Invalid(_("Este archivo es de IATI %(version)s. Ruta lee la versión 2.03.") % {"version": str(root.get("version", "?"))[:10]})
    return [(number, _facts(each, root)) for number, each in enumerate(root.iterfind("iati-activity"), 1)]


def _root(file: BinaryIO) -> Any:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Invalid(_("El archivo pasa de 20 MB. Divídalo y suba cada parte."))
    try:
        root = etree.fromstring(content, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Invalid(_("El XML está cortado, mal escrito o es demasiado profundo. Descárguelo otra vez de su origen.")) from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Invalid(_("El XML trae una declaración DOCTYPE, que IATI no usa y puede ser dañina. No se leyó."))
    return root


def _facts(activity: Any, root: Any) -> dict[str, str]:
    """An activity of another country says so by a name that no row can have."""
    currency = activity.get("default-currency") or root.get("default-currency") or ""
    amounts = [(value, value.get("currency") or currency) for value in activity.iterfind("budget/value")]
    facts = dict.fromkeys(FACTS, "") | {
        "ref": _text(activity.find("iati-identifier")), "name": _said(activity.find("title")), "summary": _said(activity.find("description")),
        "state": STATES.get(_code(activity.find("activity-status")), ""), "begins": _day(activity, BEGINS), "ends": _day(activity, ENDS),
        "places": _joined(_place(each) for each in activity.iterfind("location")), "needs": _joined(_needs(activity)),
        "budget": _sum(value for value, of in amounts if of == amounts[0][1]) if amounts else "", "currency": amounts[0][1] if amounts else "",
        "document": next((each.get("url", "") for each in activity.iterfind("document-link")), ""), "source": "IATI 2.03",
        "results": _joined(_said(each.find("title")) for each in activity.iterfind("result")), **_contact(activity),
    }  # fmt: skip
    facts |= {part: _joined(_taking_part(activity, part)) for part in ("executing", "funding", "partner")}
    facts["country"] = _joined(each.get("code", "") for each in activity.iterfind("recipient-country"))
    return {code: text[:WORDS] for code, text in facts.items()}


def is_elsewhere(facts: dict[str, str]) -> bool:
    """Whether an activity names countries and ours is not among them."""
    countries = facts.get("country", "")
    return bool(countries) and HERE not in countries.split(MANY)


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def _said(node: Any) -> str:
    """The Spanish narrative, else the first."""
    if node is None:
        return ""
    told = list(node.iterfind("narrative"))
    spanish = next((each for each in told if str(each.get(LANG, "")).startswith("es")), told[0] if told else None)
    return _text(spanish)


def _code(node: Any) -> str:
    return node.get("code", "") if node is not None else ""


def _joined(texts: Iterable[str]) -> str:
    """Several in one cell, each once; a sign that parts them is not kept within one."""
    return MANY.join(dict.fromkeys(text.replace(";", ",").strip() for text in texts if text.strip()))


def _day(activity: Any, kinds: tuple[str, ...]) -> str:
    days = {each.get("type", ""): each.get("iso-date", "") for each in activity.iterfind("activity-date")}
    return next((days[kind] for kind in kinds if days.get(kind)), "")


def _sum(values: Iterable[Any]) -> str:
    """The total of the budgets of one currency, as text that is read like any other cell; what is no number is told by its row."""
    texts = [_text(value) for value in values]
    try:
        return str(round(sum(float(text) for text in texts)))
    except (ValueError, OverflowError):
        return texts[0]


def _taking_part(activity: Any, part: str) -> Iterator[str]:
    for each in activity.iterfind("participating-org"):
        if PARTS.get(each.get("role", "")) == part:
            yield _said(each) or each.get("ref", "")


def _needs(activity: Any) -> Iterator[str]:
    for each in activity.iterfind("sector"):
        code = each.get("code", "") if each.get("vocabulary", "1") in {"1", "2"} else ""
        found = PURPOSES.get(code) or PURPOSES.get(code[:3], "")
        if found:
            yield found


def _place(location: Any) -> str:
    """The name of a place, or its point: `@14.07,-87.19`."""
    name = _said(location.find("name"))
    point = _text(location.find("point/pos")).replace(" ", ",")
    return f"{name}@{point}" if point else name


def _contact(activity: Any) -> dict[str, str]:
    found = activity.find("contact-info")
    if found is None:
        return {}
    name = _said(found.find("person-name")) or _said(found.find("department")) or _said(found.find("organisation"))
    return {
        "contact": name,
        "phone": _text(found.find("telephone")),
        "email": _text(found.find("email")),
        "website": _text(found.find("website")),
    }
