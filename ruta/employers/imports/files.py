"""How is a file of vacancies read row by row, whether it is CSV, a workbook or JSON?"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.employers.imports.columns import HEADERS, codes_of
from ruta.employers.imports.nested import facts_of, vacancies_in, written
from ruta.people.imports.files import open_sheet

Row = tuple[int, dict[str, str]]
BLOCK = 256 * 1024
LONGEST = 8 * 1024 * 1024  # of one vacancy in JSON


def rows_of(file: BinaryIO) -> Iterator[Row]:
    """Number and facts of each row, without holding the file in memory; refuses a file without employer or job."""
    file.seek(0)
    start = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    file.seek(0)
    if start in {b"[", b"{"}:
        return _of_json(file)
    sheet = open_sheet(file)
    columns = codes_of(sheet.header)
    _demand_columns(set(columns.values()))
    return _of_sheet(sheet, columns)


def _of_sheet(sheet: Any, columns: dict[str, str]) -> Iterator[Row]:
    for number, cells in sheet.rows():
        given = dict(zip(sheet.header, cells, strict=False))
        yield number, {code: written(given.get(header, "")) for header, code in columns.items()}


def _of_json(file: BinaryIO) -> Iterator[Row]:
    """An array of objects, or one object a line."""
    decoder, number, text = json.JSONDecoder(), 0, ""
    letters = codecs.getincrementaldecoder("utf-8")(errors="replace")  # a block may end within a letter
    while True:
        raw = file.read(BLOCK)
        block = letters.decode(raw, final=not raw)
        text = (text + block).lstrip("\ufeff [,\r\n\t]")
        while text:
            try:
                said, end = decoder.raw_decode(text)
            except json.JSONDecodeError:
                break
            except (ValueError, RecursionError) as error:
                raise _torn(number) from error
            text = text[end:].lstrip(" ,\r\n\t]")
            for one in vacancies_in(said):
                number += 1
                yield number, _facts(one)
        if not raw or len(text) > LONGEST:
            break
    if text:
        raise _torn(number)


def _torn(number: int) -> Invalid:
    return Invalid(_("El archivo JSON está cortado o mal escrito después de la vacante %(number)s.") % {"number": number})


def _facts(said: Any) -> dict[str, str]:
    if not isinstance(said, dict):
        raise Invalid(_("El archivo JSON debe traer una lista de vacantes, cada una con sus datos."))
    return facts_of(said)


def _demand_columns(found: set[str]) -> None:
    if not {"title"} <= found or not {"employer", "rtn"} & found:
        names = ", ".join(names.split("|", maxsplit=1)[0] for names in HEADERS.values())
        raise Invalid(_("El archivo necesita al menos las columnas puesto y empresa. Conoce estas: %(names)s.") % {"names": names})
