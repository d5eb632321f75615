"""What does a photograph look like in a demonstration, so that nobody takes it for one? A drawing, striped and named as what it is."""

import struct
import zlib

WIDTH, HEIGHT = 320, 240
PAPER, STRIPE, FLOOR, INK, BAND, LETTER = 0, 1, 2, 3, 4, 5
COLOURS = (b"\xf2\xf5\xf7", b"\xe2\xe9\xee", b"\xc3\xcf\xd8", b"\x1f\x5b\x7a", b"\xb4\x3a\x1c", b"\xff\xff\xff")
WORDS, SCALE = "IMAGEN SINTETICA", 3
LETTERS = {
    "A": "0e11111f111111", "C": "0e11101010110e", "E": "1f10101e10101f", "G": "0e11101713110e", "I": "0e04040404040e",
    "M": "111b1515111111", "N": "11191513111111", "S": "0f10100e01011e", "T": "1f040404040404", " ": "00000000000000",
}  # fmt: skip
Box = tuple[int, int, int, int]
SHAPES: dict[str, tuple[Box, ...]] = {
    "ramp": tuple((60 + 4 * at, 180 - 2 * at, 64 + 4 * at, 182) for at in range(50)),
    "cubicle": ((70, 70, 78, 182), (156, 70, 164, 182), (242, 70, 250, 182), (70, 70, 250, 76), (96, 130, 138, 136), (182, 130, 224, 136)),
    "screen": ((70, 60, 250, 66), (70, 60, 76, 150), (244, 60, 250, 150), (70, 144, 250, 150), (156, 150, 164, 182)),
    "dispenser": ((130, 60, 190, 120), (150, 120, 170, 182), (142, 72, 178, 84)),
    "computer": (
        (90, 70, 210, 76),
        (90, 70, 96, 140),
        (204, 70, 210, 140),
        (90, 134, 210, 140),
        (146, 140, 154, 160),
        (100, 160, 200, 168),
    ),
    "network": ((60, 100, 120, 150), (200, 60, 260, 100), (200, 140, 260, 180), (120, 122, 200, 126), (196, 80, 200, 160)),
    "sign": ((80, 60, 240, 110), (156, 110, 164, 182)),
}
"""By kind of equipment; anything else is a plain crate."""
CRATE: tuple[Box, ...] = ((110, 100, 210, 182),)


def drawn(kind: str) -> bytes:
    """A small PNG of one kind of equipment, the same at every call."""
    rows = [bytearray(_ground(across, down) for across in range(WIDTH)) for down in range(HEIGHT)]
    for box in SHAPES.get(kind, CRATE):
        _fill(rows, box, INK)
    _fill(rows, (0, HEIGHT - 36, WIDTH, HEIGHT), BAND)
    _write(rows, WORDS, ((WIDTH - len(WORDS) * 6 * SCALE) // 2, HEIGHT - 28))
    return _png(rows)


def _ground(across: int, down: int) -> int:
    """A floor under a wall that is striped as no wall is."""
    return FLOOR if down >= HEIGHT * 3 // 4 else STRIPE if (across + down) % 24 < 8 else PAPER


def _fill(rows: list[bytearray], box: Box, colour: int) -> None:
    left, top, right, bottom = box
    for row in rows[top:bottom]:
        row[left:right] = bytes([colour]) * (right - left)


def _write(rows: list[bytearray], words: str, place: tuple[int, int]) -> None:
    left, top = place
    for at, letter in enumerate(words):
        for down, line in enumerate(bytes.fromhex(LETTERS[letter])):
            for across in (bit for bit in range(5) if line >> (4 - bit) & 1):
                x, y = left + (6 * at + across) * SCALE, top + down * SCALE
                _fill(rows, (x, y, x + SCALE, y + SCALE), LETTER)


def _png(rows: list[bytearray]) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(COLOURS)), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
