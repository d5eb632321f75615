"""Which sentences are there to translate, and are the translations compiled? Babel does both, so that no system package is needed."""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

RUTA = Path(__file__).resolve().parents[1]
LOCALE = RUTA / "base" / "locale"
SOURCE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "Sentence": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "ngettext_noop": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
SKIPPED = {"tests", "migrations", "locale", "static"}
Message = tuple[int, str | tuple[str, ...], str | None]


def sources() -> Iterator[Path]:
    """Every module and template that may speak to a user."""
    for path in sorted(RUTA.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(path.relative_to(RUTA).parts):
            yield path


def messages(path: Path) -> list[Message]:
    """Line, text (or singular and plural) and context of each message of a file."""
    text = path.read_text(encoding="utf8")
    found = of_module(text) if path.suffix == ".py" else of_template(text, str(path))
    return sorted(found, key=lambda message: message[0])


def of_module(text: str) -> Iterator[Message]:
    """Calls of the marking functions with literal texts: `_(row["text"])` says nothing new, so Babel's own reader would be too eager."""
    tree = ast.parse(text)
    known_as = dict(_renamed(tree))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            name = known_as.get(called, called)
            said = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if name in KEYWORDS and len(said) >= _texts_of(name):
                yield _message(call.lineno, name, said)


def _renamed(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Marks under another name: `import gettext_lazy as lazy`, `L = gettext_lazy`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((each.asname, each.name) for each in node.names if each.asname and each.name in KEYWORDS)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in KEYWORDS:
            yield from ((each.id, node.value.id) for each in node.targets if isinstance(each, ast.Name))


def of_template(text: str, origin: str) -> Iterator[Message]:
    """Tags of a template, read as Django turns them into code."""
    code = BytesIO(templatize(text, origin=origin).encode())
    for line, name, found, _comments in extract_python(code, KEYWORDS, [], {"encoding": "utf8"}):
        parts: tuple[Any, ...] = found if isinstance(found, tuple) else (found,)
        said = [str(each) for each in parts if each]
        if said:
            yield _message(line, str(name), said)


def _texts_of(name: str) -> int:
    return len(KEYWORDS[name] or "1")


def _message(line: int, name: str, said: list[str]) -> Message:
    context, texts = (said[0], said[1:]) if "pgettext" in name else (None, said)
    return line, (texts[0], texts[1]) if name.startswith("n") else texts[0], context


def extracted() -> Catalog:
    """All messages of the product, in the order of the files."""
    catalog = Catalog(locale="en", project="Ruta", fuzzy=False, header_comment="# English translation of Ruta")
    for path in sources():
        for line, text, context in messages(path):
            flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", text if isinstance(text, str) else text[0]) else []
            catalog.add(text, locations=[(str(path.relative_to(RUTA.parent)), line)], context=context, flags=flags)
    return catalog


def merged() -> Catalog:
    """What the .po should hold: every message of the sources, with the translation that it has."""
    kept = read(SOURCE) if SOURCE.exists() else Catalog(locale="en")
    fresh = extracted()
    for message in fresh:
        before = kept.get(message.id, message.context)
        if message.id and before is not None and before.string:
            message.string = before.string
    return fresh


def rendered(catalog: Catalog) -> bytes:
    """The .po of a catalogue without the hours of its making, so that only words change it."""
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=False, sort_by_file=False, include_lineno=False)
    dates = (b'"POT-Creation-Date', b'"PO-Revision-Date')
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(dates))


def update() -> tuple[int, int]:
    """Bring the .po up to the sources, keeping what is translated; returns how many messages and how many lack a translation."""
    fresh = merged()
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    SOURCE.write_bytes(rendered(fresh))
    return len(fresh), len(missing(fresh))


def missing(catalog: Catalog) -> list[str]:
    """Messages without a translation (or with one plural form missing)."""
    return [str(m.id) for m in catalog if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def compile_all() -> int:
    """Compile every catalogue of messages; returns how many."""
    count = 0
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with source.with_suffix(".mo").open("wb") as out:
            write_mo(out, read(source))
        count += 1
    return count


def read(path: Path) -> Catalog:
    """The messages of a .po."""
    with path.open("rb") as source:
        return read_po(source, locale="en")


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        total, lacking = update()
        print(f"{total} messages, {lacking} without translation")  # noqa: T201 - a command for engineers
    compile_all()
