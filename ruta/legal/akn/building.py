"""Which elements does a norm become, with its FRBR addresses, its life and its citations?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from ruta.legal.rules import expression_address

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
E: Any = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
US = "#ruta"
PREFIXES = {"book": "book", "title": "title", "chapter": "chp", "section": "sec"}
AROUND = {"preambulo": "preamble", "cierre": "conclusions"}


@dataclass(frozen=True, slots=True)
class Work:
    """The norm itself, whatever its wording."""

    address: str
    title: str
    kind: str
    number: str
    day: date
    country: str
    author: str
    gazette_number: str = ""
    gazette_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the text began or changed, and the address of what changed it."""

    day: date
    address: str
    title: str
    is_amendment: bool


@dataclass(frozen=True, slots=True)
class Provision:
    """An article: its paragraphs are cut where they cite (words, address or nothing)."""

    key: str
    label: str
    heading: str
    part: Sequence[Sequence[str]]
    paragraphs: Sequence[Sequence[tuple[str, str]]] = field(default_factory=tuple)


def built(work: Work, day: date, provisions: Sequence[Provision], changes: Sequence[Change], made_on: date) -> bytes:
    """The XML of one expression: the text in force from a day on."""
    act = E.act(
        _meta(work, day, changes, made_on), E.preface(E.longTitle(E.p(E.docTitle(work.title)))), name=work.kind, contains="singleVersion"
    )
    around = {AROUND[each.key]: each for each in provisions if each.key in AROUND}
    if "preamble" in around:
        act.append(E.preamble(*_paragraphs(around["preamble"])))
    act.append(_body([each for each in provisions if each.key not in AROUND]))
    if "conclusions" in around:
        act.append(E.conclusions(*_paragraphs(around["conclusions"])))
    return bytes(etree.tostring(E.akomaNtoso(act), xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _meta(work: Work, day: date, changes: Sequence[Change], made_on: date) -> Any:
    expression = expression_address(work.address, day)
    events = [
        E.eventRef(date=each.day.isoformat(), source=f"#ev{number}", type="amendment" if each.is_amendment else "generation")
        for number, each in enumerate(changes, start=1)
    ]
    sources = [
        (E.passiveRef if each.is_amendment else E.original)(eId=f"ev{number}", href=each.address, showAs=each.title)
        for number, each in enumerate(changes, start=1)
    ]
    parts = [_identification(work, day, expression, made_on)]
    if work.gazette_on:
        said = {"number": work.gazette_number} if work.gazette_number else {}
        parts.append(E.publication(date=work.gazette_on.isoformat(), name="La Gaceta", showAs="La Gaceta", **said))
    if events:
        parts.append(E.lifecycle(*events, source=US))
    ours = E.TLCOrganization(eId="ruta", href="/akn/ontology/organization/hn/ruta", showAs="Ruta")
    author = E.TLCOrganization(eId="autor", href="/akn/ontology/organization/" + work.country + "/autor", showAs=work.author)
    return E.meta(*parts, E.references(*sources, ours, author, source=US))


def _identification(work: Work, day: date, expression: str, made_on: date) -> Any:
    def core(address: str, on: date, name: str, who: str) -> list[Any]:
        return [
            E.FRBRthis(value=f"{address}/!main"),
            E.FRBRuri(value=address),
            E.FRBRdate(date=on.isoformat(), name=name),
            E.FRBRauthor(href=who),
        ]

    number = [E.FRBRnumber(value=work.number)] if work.number else []
    return E.identification(
        E.FRBRWork(*core(work.address, work.day, "publicación o emisión", "#autor"), E.FRBRcountry(value=work.country), E.FRBRsubtype(value=work.kind), *number),
        E.FRBRExpression(*core(expression, day, "vigencia", "#autor"), E.FRBRlanguage(language="spa")),
        E.FRBRManifestation(*core(f"{expression}.xml", made_on, "marcado", US), E.FRBRformat(value="application/akn+xml")),
        source=US,
    )  # fmt: skip


def _body(provisions: Sequence[Provision]) -> Any:
    body = E.body()
    open_parts: list[tuple[str, str, Any]] = []  # kind, label, element
    used: dict[str, int] = {}
    for each in provisions:
        wanted = [(part[0], part[1]) for part in each.part]
        while open_parts and [(kind, label) for kind, label, _element in open_parts] != wanted[: len(open_parts)]:
            open_parts.pop()
        for kind, label, heading in each.part[len(open_parts) :]:
            inside = open_parts[-1][2] if open_parts else body
            open_parts.append((kind, label, _container(inside, kind, label, heading, used)))
        (open_parts[-1][2] if open_parts else body).append(_article(each))
    return body


def _container(inside: Any, kind: str, label: str, heading: str, used: dict[str, int]) -> Any:
    prefix = f"{inside.get('eId')}__" if inside.get("eId") else ""
    name = f"{prefix}{PREFIXES[kind]}_{label.rsplit(maxsplit=1)[-1]}"
    used[name] = used.get(name, 0) + 1
    element = getattr(E, kind)(E.num(label), eId=name if used[name] == 1 else f"{name}_{used[name]}")
    if heading:
        element.append(E.heading(heading))
    inside.append(element)
    return element


def _article(each: Provision) -> Any:
    name = each.key.replace("art-", "art_")
    article = E.article(E.num(each.label), eId=name)
    if each.heading:
        article.append(E.heading(each.heading))
    article.append(E.content(*_paragraphs(each), eId=f"{name}__content"))
    return article


def _paragraphs(each: Provision) -> list[Any]:
    return [_paragraph(pieces) for pieces in each.paragraphs] or [E.p()]


def _paragraph(pieces: Sequence[tuple[str, str]]) -> Any:
    return E.p(*(E.ref(_sayable(words), href=address) if address else _sayable(words) for words, address in pieces))


def _sayable(words: str) -> str:
    """Without the signs that XML does not hold."""
    return "".join(each for each in words if each >= " " or each in "\t\n\r")
