"""Does a file that means harm get a clear answer, quickly, and take nothing along?"""

import struct
import time
import zipfile
import zlib

import pytest
from docx import Document
from pypdf import PdfWriter

from ruta.legal.actions.revisions import PROBLEMS
from ruta.legal.reading import Unreadable, read_file

SECONDS = 60
HEAD = '<?xml version="1.0"?>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_with(path, body):
    """A document whose text is this XML."""
    Document().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = body
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def bomb(path):
    """Three hundred megabytes of nothing in three hundred kilobytes."""
    docx_with(path, b" " * 300_000_000)


def lying_bomb(path):
    """The same, whose head says that it is small."""
    bomb(path)
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        if struct.unpack_from("<I", content, at + 24)[0] > 1_000_000:
            struct.pack_into("<I", content, at + 24, 1_000)
        at += 4
    path.write_bytes(content)


def laughing(path):
    """A word of a word of a word."""
    kinds = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'{HEAD}<!DOCTYPE d [<!ENTITY l0 "ja">{kinds}]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>'
    docx_with(path, text.encode())


def many_pages(path):
    """Ten thousand pages without a word."""
    writer = PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(width=200, height=200)
    writer.write(path)


def endless_pages(path):
    """A page tree that is its own child."""
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def cut_off(path):
    """A whole one, cut in the middle."""
    writer = PdfWriter()
    for _ in range(20):
        writer.add_blank_page(width=200, height=200)
    writer.write(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def swollen_stream(path):
    """A page whose words unpack into two hundred megabytes."""
    packed = zlib.compress(b"(a) Tj " * 30_000_000, 9)
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</Filter/FlateDecode/Length "
        + str(len(packed)).encode() + b">>stream\n" + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "kind", "codes"),
    [
        (bomb, "docx", {"huge"}), (lying_bomb, "docx", {"broken", "huge"}), (laughing, "docx", {"broken", "scanned", "huge"}),
        (many_pages, "pdf", {"huge"}), (endless_pages, "pdf", {"broken", "scanned"}), (cut_off, "pdf", {"broken", "scanned"}),
        (swollen_stream, "pdf", {"huge", "broken", "slow", "scanned"}),
    ],
)  # fmt: skip
def test_a_hostile_file_gets_a_sentence(tmp_path, make, kind, codes):
    path = tmp_path / f"file.{kind}"
    make(path)
    begin = time.monotonic()
    with pytest.raises(Unreadable) as reason:
        read_file(path, kind, seconds=SECONDS)
    assert reason.value.code in codes and str(PROBLEMS[reason.value.code])
    assert time.monotonic() - begin < SECONDS + 10
