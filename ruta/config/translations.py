"""Are the translations compiled? Babel compiles the .po files, so that no system package is needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "base" / "locale"


def compile_all() -> int:
    """Compile every catalogue of messages; returns how many."""
    count = 0
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as read, source.with_suffix(".mo").open("wb") as written:
            write_mo(written, read_po(read))
        count += 1
    return count


if __name__ == "__main__":
    compile_all()
