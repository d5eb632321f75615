"""How is text with delimiters cut into rows, so that one stray quotation mark cannot swallow the rest of the file?"""

import codecs
import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO, TextIO

DELIMITERS = (";", ",", "\t", "|")
LONGEST_LINE = 1_000_000
LONGEST_RECORD = 40  # lines that one quoted cell may span
UNCLOSED = "\x00"  # stands as only cell of a row whose quotation marks do not close
LONGEST_KEPT = 2_000
_PIECE = 1 << 20
_LOOK_AT = 10
csv.field_size_limit(LONGEST_LINE * 2)


def looks_binary(start: bytes) -> bool:
    """Whether the first bytes are no text: control bytes, unless the file says that it is UTF-16."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return any(byte < 9 or 13 < byte < 32 for byte in start if byte != 27)


def encoding_of(file: BinaryIO) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else what Windows writes in Spanish."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def delimiter_of(lines: Iterable[str]) -> str:
    """The delimiter that cuts one of these lines into most cells, marks inside quotation not counted."""
    bare = ["".join(line.split('"')[::2]) for line in lines]
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in bare), default=0))


def records(text: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each record; the number is the row that a spreadsheet shows."""
    whole = _whole(text)
    first = list(islice(whole, _LOOK_AT))
    delimiter = delimiter_of(first)
    for number, record in enumerate(chain(first, whole), 1):
        yield number, cells_of(record, delimiter)


def cells_of(record: str, delimiter: str) -> list[str]:
    """The cells of one record; a lone mark stands for quotation marks that do not close."""
    if '"' not in record:
        return [cell.strip() for cell in record.rstrip("\r\n").split(delimiter)]
    if record.startswith(UNCLOSED):
        return [UNCLOSED, *(cell.strip() for cell in record[1:].replace('"', "").split(delimiter))]
    try:
        row = next(csv.reader([record], delimiter=delimiter), [])
    except csv.Error:
        return [UNCLOSED, record[:LONGEST_KEPT]]
    return [cell.strip() for cell in row]


def _whole(text: TextIO) -> Iterator[str]:
    """Records: a line, or the lines until its quotation marks close; the first line alone when they never do."""
    waiting: list[str] = []
    while line := (waiting.pop(0) if waiting else text.readline(LONGEST_LINE)):
        if line.count('"') % 2 == 0:
            yield line
            continue
        gathered = [line]
        marks = 1
        while marks % 2 and len(gathered) < LONGEST_RECORD and (more := waiting.pop(0) if waiting else text.readline(LONGEST_LINE)):
            gathered.append(more)
            marks += more.count('"')
        if marks % 2 == 0:
            yield "".join(gathered)
        else:
            yield UNCLOSED + line
            waiting = gathered[1:] + waiting
