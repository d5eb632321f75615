"""Does whoever reads English read all of it in English, and is nothing on a screen left outside the translation?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from ruta.config import translations
from ruta.desk.templatetags.words import label_of
from ruta.taxonomy.selectors import Item, catalogue

RUTA = translations.RUTA
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w+[^>]*>")
ERRORS = {"Invalid", "Refused", "NotFound", "NotOpen", "Conflict", "TooMany", "TooLarge"}
NOTES = {"success", "error", "info", "warning"}

# ---- what a template says outside its tags
TAGS = re.compile(
    r"\{% *comment.*?endcomment *%\}|\{% *block body_class.*?endblock *%\}|\{#.*?#\}|<!--.*?-->"
    r"|\{% *blocktrans(?:late)?\b.*?endblocktrans(?:late)? *%\}|\{%.*?%\}|\{\{.*?\}\}|&\w+;",
    re.DOTALL,
)
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'\s(?:title|label|aria-label|alt|placeholder|hint|legend|word|note|summary|lead|description|find_hint)="([^"]*)"')
WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]{3,}")
NAMES = {"Ruta", "CSV", "XLSX", "DNI", "RTN"}
SAMPLES = RUTA / "desk" / "guide" / "templates" / "desk" / "guide" / "parts"  # the living page of components shows invented cases


def texts(message) -> list[tuple[str, str]]:
    """Each source form beside its translation."""
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return list(zip(sources, said, strict=True))


def marks(text: str) -> list[str]:
    """The placeholders and elements of a text, in a fixed order."""
    return sorted(PLACEHOLDER.findall(text))


@pytest.fixture(scope="module")
def kept():
    """The catalogue as it stands in the repository."""
    return translations.read(translations.SOURCE)


def test_every_sentence_has_its_translation(kept) -> None:
    wanted = [message for message in translations.extracted() if message.id]
    absent = [str(message.id) for message in wanted if kept.get(message.id, message.context) is None]
    assert not absent, f"run `make messages` and translate: {absent[:5]}"
    assert not translations.missing(kept)


def test_the_file_is_what_the_extractor_writes(kept) -> None:
    assert translations.rendered(translations.merged()) == translations.SOURCE.read_bytes(), "run `make messages`"
    assert not kept.obsolete
    assert not [message.id for message in kept if message.id and message.fuzzy]


def test_placeholders_stand_on_both_sides(kept) -> None:
    uneven = [source for message in kept if message.id for source, said in texts(message)[-1:] if marks(source) != marks(said)]
    assert not uneven
    strange = [
        said for message in kept if message.id for source, said in texts(message) if set(marks(said)) - set(marks(texts(message)[-1][0]))
    ]
    assert not strange


def test_a_translation_keeps_the_shape_of_its_sentence(kept) -> None:
    pairs = [pair for message in kept if message.id for pair in texts(message)]
    assert not [source for source, said in pairs if source.endswith(".") != said.endswith(".")]
    assert not [source for source, said in pairs if source.strip() == source and said.strip() != said]
    assert not [said for _source, said in pairs if re.search(r"[¿¡«»]", said)]


def spoken(path: Path) -> Iterator[str]:
    """Words of a template that no tag translates."""
    bare = TAGS.sub(" ", path.read_text(encoding="utf8"))
    for text in [ELEMENT.sub(" ", bare), *SPOKEN.findall(bare)]:
        yield from (word for word in WORD.findall(text) if word not in NAMES)


def test_no_template_speaks_outside_its_tags() -> None:
    pages = [path for path in translations.sources() if path.suffix == ".html" and SAMPLES not in path.parents]
    assert len(pages) > 100
    found = {str(path.relative_to(RUTA)): words for path in pages if (words := list(spoken(path)))}
    assert not found


def bare_sentences(path: Path) -> Iterator[str]:
    """Errors, notes and constants whose words have no mark of translation."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    kept = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]
    yield from (f"{path.name}:{value.lineno}" for value in kept if re.search(r"\w \w.*\.$", str(value.value)))
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        is_note = name in NOTES and getattr(getattr(call.func, "value", None), "id", "") == "messages"
        said = call.args[1:2] if is_note else call.args[:1] if name in ERRORS else []
        yield from (
            f"{path.name}:{arg.lineno}" for arg in said if isinstance(arg, ast.JoinedStr) or (isinstance(arg, ast.Constant) and arg.value)
        )


def test_no_error_is_raised_with_bare_words() -> None:
    spanish = {"config", "demo", "papers"}  # operators read Spanish, and reports are issued in it
    modules = [
        path
        for path in translations.sources()
        if path.suffix == ".py" and not spanish & set(path.relative_to(RUTA).parts) and path.relative_to(RUTA).parts[0] != "exchange"
    ]  # programmers of other systems read English
    assert len(modules) > 100
    assert not [place for path in modules for place in bare_sentences(path)]


@pytest.mark.django_db
def test_choosing_a_language_changes_the_next_page(client) -> None:
    assert b"Entrar" in client.get("/cuenta/login/").content
    answer = client.post("/idioma/", {"language": "en", "next": "/cuenta/login/"}, follow=True)
    assert b"Sign in" in answer.content
    assert b"Entrar" not in answer.content
    assert answer.headers["Content-Language"] == "en"
    assert b'<html lang="en"' in answer.content
    client.post("/idioma/", {"language": "es-hn"})
    assert b"Entrar" in client.get("/cuenta/login/").content


@pytest.mark.django_db
def test_a_borrowed_browser_does_not_choose_the_language(client) -> None:
    assert b"Entrar" in client.get("/cuenta/login/", headers={"accept-language": "en"}).content


@pytest.mark.django_db
def test_catalogues_speak_the_language_of_the_reader() -> None:
    need = next(iter(catalogue("needs")))
    with translation.override("en"):
        assert label_of(need.code, "needs") == need.data["label_en"]
    with translation.override("es-hn"):
        assert label_of(need.code, "needs") == need.data["label_es"]
    assert need.data["label_en"] != need.data["label_es"]


def test_a_row_without_english_is_told_in_spanish() -> None:
    row = Item("x", {"code": "x", "label_es": "Solo en español"})
    with translation.override("en"):
        assert row.label() == "Solo en español"
