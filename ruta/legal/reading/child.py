"""The child that opens a file: it limits itself first, then says each page as a line of JSON, or in one word why it cannot."""

import json
import logging
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

MEMORY, SECONDS = 1_500 * 1024 * 1024, 180
MOST_PAGES, MOST_LETTERS = 2_000, 12_000_000
MOST_UNPACKED, MOST_PARTS = 150 * 1024 * 1024, 4_000
FEWEST_LETTERS = 40  # on all pages together: less is a scanned paper
BLOCK = 200  # paragraphs of a document said at once
Page = tuple[list[str], int]


class Cannot(Exception):
    """Why not, in one word."""


def pages_of_pdf(path: Path) -> Iterator[Page]:
    """The lines of each page."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Cannot("encrypted")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Cannot("huge")
    for page in reader.pages:
        yield page.extract_text().splitlines(), count


def pages_of_docx(path: Path) -> Iterator[Page]:
    """The paragraphs in the order of the document, those of tables too; an empty line ends each."""
    demand_calm_archive(path)
    from docx import Document
    from docx.table import Table

    lines: list[str] = []
    for block in Document(str(path)).iter_inner_content():
        texts = [cell.text for row in block.rows for cell in row.cells] if isinstance(block, Table) else [block.text]
        for text in texts:
            lines += [*text.splitlines(), ""]
    blocks = [lines[start : start + BLOCK] for start in range(0, len(lines), BLOCK)]
    for said in blocks:
        yield said, len(blocks)


def demand_calm_archive(path: Path) -> None:
    """A document is an archive: refuse one that unpacks into far more than it weighs."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Cannot("huge")
        if "word/document.xml" not in archive.namelist():
            raise Cannot("broken")


def say(what: dict[str, object]) -> None:
    """One line of JSON, at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def read(path: Path, kind: str) -> None:
    """Say each page; count what was said."""
    letters = 0
    for lines, count in (pages_of_pdf if kind == "pdf" else pages_of_docx)(path):
        clean = [line.replace("\0", "").encode("utf-8", "replace").decode() for line in lines]
        letters += sum(map(len, clean))
        if letters > MOST_LETTERS:
            raise Cannot("huge")
        say({"lines": clean, "of": count})
    if letters < FEWEST_LETTERS:
        raise Cannot("scanned")
    say({"end": True})


def main() -> int:
    """Limit memory and processor, read, and turn every fault of the file into one word."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    try:
        read(Path(sys.argv[1]), sys.argv[2])
    except Cannot as reason:
        say({"problem": str(reason)})
    except MemoryError:
        say({"problem": "huge"})
    except Exception:  # noqa: BLE001 (a file that means harm can raise anything)
        say({"problem": "broken"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
