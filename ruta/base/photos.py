"""What does a photograph carry besides its picture? Where and when it was taken, with what, and a small one of before it was cut: none of it is kept."""

import re
import struct
from collections.abc import Iterator

START, END, SCAN, APPLICATION, COMMENT = 0xD8, 0xD9, 0xDA, range(0xE0, 0xF0), 0xFE
DRAWN_BY = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # what colours are read by
EXIF, ORIENTATION, UPRIGHT, ENTRY, SIDES = b"Exif\0\0", 0x0112, 1, 12, range(1, 9)
PNG, PNG_END, TOLD = b"\x89PNG\r\n\x1a\n", b"IEND", {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # within a scan, all else is picture


def bare(content: bytes) -> bytes:
    """The same picture, and which side of it is up; what is no JPEG or PNG, or breaks off, stays as it is."""
    try:
        if content.startswith(PNG):
            return PNG + b"".join(_chunks(content))
        return _jpeg(content) if content.startswith(b"\xff\xd8") else content
    except (struct.error, ValueError):
        return content


def _chunks(content: bytes) -> Iterator[bytes]:
    at, kind = len(PNG), b""
    while kind != PNG_END:
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError
        if kind not in TOLD:
            yield content[at:end]
        at = end


def _jpeg(content: bytes) -> bytes:
    kept, side = [], UPRIGHT
    for marker, piece in _segments(content):
        if marker == APPLICATION[1] and piece[4:].startswith(EXIF):
            side = _side(piece[4 + len(EXIF) :])
        if _is_drawn(marker, piece):
            kept.append(piece)
    return b"\xff\xd8" + (_exif(side) if side != UPRIGHT else b"") + b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its mark, a scan with all of its picture; nothing behind the end."""
    at, marker = 2, START
    while marker != END:
        sign, marker, length = struct.unpack_from(">BBH", content, at) if content[at : at + 2] != b"\xff\xd9" else (0xFF, END, 0)
        end = at + 2 + length
        if sign != 0xFF or end > len(content):
            raise ValueError
        if marker == SCAN:
            found = NEXT.search(content, end)
            end, marker = (found.start(), SCAN) if found else (len(content), END)  # broken off in the middle of the picture
        yield marker, content[at:end]
        at = end


def _is_drawn(marker: int, piece: bytes) -> bool:
    """Whether the picture needs it."""
    if marker in APPLICATION:
        return marker in DRAWN_BY and piece[4:].startswith(DRAWN_BY[marker])
    return marker != COMMENT


def _side(tiff: bytes) -> int:
    """Which side is up, as the first directory says it; upright where that cannot be read."""
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        found = dict(struct.unpack_from(f"{order}H6xH", tiff, first + 2 + ENTRY * each) for each in range(count))
    except struct.error:
        return UPRIGHT
    return int(found[ORIENTATION]) if found.get(ORIENTATION) in SIDES else UPRIGHT


def _exif(side: int) -> bytes:
    """Which side is up, and nothing else."""
    said = EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, side, 0, 0)
    return struct.pack(">BBH", 0xFF, APPLICATION[1], len(said) + 2) + said
