"""What does an address of another institution answer in JSON, page after page, without being led elsewhere?"""

import json
from collections.abc import Iterator
from http.client import HTTPException
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from django.conf import settings
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.outgoing import straight
from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source
from ruta.feeds.pulling.spooling import Arrival, as_file, secret_of

SECONDS = 60
MOST_PAGE = 32 << 20
MOST_PAGES = 10_000
LOOK_AT = 200  # rows whose names become columns
Row = dict[str, Any]


def arrivals(source: Source, first: int | None = None) -> Iterator[Arrival]:
    """All its rows as one file; one page of them is in memory at a time."""
    rows = islice(_rows(source), first)
    seen = list(islice(rows, LOOK_AT))
    if not seen:
        raise Unreachable(_("La dirección respondió sin ninguna fila. Revise dónde están las filas en su respuesta."))
    header = list(dict.fromkeys(name for row in seen for name in row))
    yield Arrival(source.code, now(), as_file(header, ([row.get(name) for name in header] for row in chain(seen, rows))))


def _rows(source: Source) -> Iterator[Row]:
    begun = address = source.address["url"]
    for _page in range(MOST_PAGES):
        answer = _asked(source, address)
        for row in _within(answer, source.address.get("rows", "")) or ():
            yield flat(row)
        further = _within(answer, source.address["next"]) if source.address.get("next") else None
        if not isinstance(further, str) or not further:
            return
        address = urljoin(address, further)
        if urlsplit(address)[:2] != urlsplit(begun)[:2]:
            raise Unreachable(_("La respuesta manda a otra dirección. No se sigue."))


def _asked(source: Source, address: str) -> Any:
    if not address.startswith("https://") and not (settings.IS_DEMO and address.startswith("http://")):
        raise Unreachable(_("La dirección empieza con https://."))
    secret = secret_of(source)
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {secret}"} if secret else {})
    try:
        with straight().open(Request(address, headers=headers), timeout=SECONDS) as answer:  # noqa: S310 - https alone, see above
            told = answer.read(MOST_PAGE + 1)
        if len(told) > MOST_PAGE:
            raise Unreachable(_("Una página de la respuesta es demasiado grande. Pida páginas más cortas."))
        return json.loads(told)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(_("La dirección no respondió como se esperaba. Repita más tarde.")) from error


def _within(answer: Any, path: str) -> Any:
    """What stands at `data.items`; the whole where no path is said."""
    for name in path.split(".") if path else ():
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer


def flat(row: Any, before: str = "") -> Row:
    """A row whose values inside values are named `persona.dni`; lists are written as words."""
    if not isinstance(row, dict):
        return {before or "valor": row}
    told: Row = {}
    for name, value in row.items():
        path = f"{before}.{name}" if before else str(name)
        told |= flat(value, path) if isinstance(value, dict) else {path: "; ".join(map(str, value)) if isinstance(value, list) else value}
    return told
