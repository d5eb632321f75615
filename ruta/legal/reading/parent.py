"""How is a file opened without trusting it? In a process of its own that may use so much memory and time, and says what it reads line by line."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from ruta.legal.rules.articles import Line, without_furniture

MOST_BYTES = 20 * 1024 * 1024
SECONDS = 240
SIGNS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}
Tell = Callable[[int, int], None]


class Unreadable(Exception):
    """The file cannot be read; `code` says why: encrypted, scanned, huge, broken, slow."""

    def __init__(self, code: str) -> None:
        """A code, for the sentence is said elsewhere."""
        super().__init__(code)
        self.code = code


def kind_of(head: bytes) -> str:
    """What a file is by its first bytes, whatever its name says; nothing when it is neither."""
    return next((kind for sign, kind in SIGNS.items() if head.lstrip()[:8].startswith(sign)), "")


def read_file(path: Path, kind: str, tell: Tell = lambda _done, _of: None, *, seconds: float = SECONDS) -> list[Line]:
    """The lines of the file with their pages, without heads and feet; Unreadable when it means harm or says nothing."""
    pages: list[list[str]] = []
    for said in _said(path, kind, seconds):
        if "problem" in said:
            raise Unreadable(said["problem"])
        pages.append(said["lines"])
        tell(len(pages), said["of"])
    if kind == "docx":
        return [Line(text) for lines in pages for text in lines]
    return without_furniture(pages)


def _said(path: Path, kind: str, seconds: float) -> Iterator[dict]:  # type: ignore[type-arg]
    """What the child says; a child that takes too long, dies or stops in the middle makes the file unreadable."""
    command = [sys.executable, "-P", "-m", "ruta.legal.reading.child", str(path), kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as child:  # noqa: S603 (our own module)
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        is_whole = False
        try:
            for line in child.stdout or ():
                said = json.loads(line)
                is_whole = "end" in said or "problem" in said
                if "end" not in said:
                    yield said
        except ValueError as error:
            raise Unreadable("broken") from error
        finally:
            clock.cancel()
            child.kill()
        if is_late.is_set():
            raise Unreadable("slow")
        if not is_whole:
            raise Unreadable("broken")
