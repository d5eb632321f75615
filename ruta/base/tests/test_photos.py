"""Does a photograph lose where it was taken, and nothing of its picture?"""

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from ruta.base.photos import bare

TURNED = 6
PICTURE = b"\xff\xdb\x00\x04\x01\x02\xff\xda\x00\x03\x01scan\xff\x00\xff\xd0more\xff\xc4\x00\x05\xff\xd9x\xff\xda\x00\x02second\xff\xd9"
COLOURS = b"\xff\xe0\x00\x04JF" + b"\xff\xe2\x00\x10ICC_PROFILE\x00ab" + b"\xff\xee\x00\x09Adobe12"


def told(order: str, side: int) -> bytes:
    """What a telephone writes: which side is up, and where it stood."""
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, side, 0) + struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    start = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, 2)
    body = b"Exif\0\0" + start + entries + struct.pack(f"{order}I", 0) + b"15.5N 88.02W and a thumbnail"
    return struct.pack(">BBH", 0xFF, 0xE1, len(body) + 2) + body


def photo(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + COLOURS + PICTURE


def test_a_photograph_keeps_its_picture_and_colours_alone():
    xmp = b"\xff\xe1\x00\x0chttp://xmp"
    made = bare(photo(told("<", 1), xmp, b"\xff\xfe\x00\x07Casa5", b"\xff\xe2\x00\x06MPF\x00") + b"a film of the same moment")
    assert made == b"\xff\xd8" + COLOURS + PICTURE


def test_what_cannot_be_read_or_breaks_off_in_the_picture_is_bared_all_the_same():
    unreadable = b"\xff\xe1\x00\x0fExif\0\0MM88.02"
    assert bare(photo(unreadable)) == photo()
    assert bare(photo(told("<", 1))[:-2]) == photo()[:-2]


def test_which_side_is_up_stays():
    for order in "<>":
        made = bare(photo(told(order, TURNED)))
        assert b"88.02W" not in made and made.endswith(COLOURS + PICTURE)
        assert bare(made) == made, "and is read again"
        assert struct.pack(">HHIH", 0x0112, 3, 1, TURNED) in made


def test_a_drawn_picture_loses_what_was_written_beside_it():
    def chunk(kind: bytes, data: bytes = b"") -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head, rows, end = chunk(b"IHDR", b"\0" * 13), chunk(b"IDAT", b"rows"), chunk(b"IEND")
    sign = b"\x89PNG\r\n\x1a\n"
    assert bare(sign + head + chunk(b"tEXt", b"Author\0Ana") + rows + chunk(b"eXIf", b"MM") + end + b"behind") == sign + head + rows + end


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"%PDF-"]))
def test_what_breaks_off_stays_as_it_is(rest, sign):
    made = bare(sign + rest)
    assert made.startswith(sign) and len(made) <= len(sign + rest)
