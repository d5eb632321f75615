"""Does any template carry what the strict policy of the pages forbids, or what would break it?"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "ruta").rglob("*.html"))
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
FORBIDDEN = {
    "inline style": re.compile(r"""<[^>]*\sstyle\s*=|<style\b""", re.IGNORECASE),
    "inline script": re.compile(r"""<script\b(?![^>]*\ssrc=)(?![^>]*\stype="application/(?:ld\+)?json")""", re.IGNORECASE),
    "inline handler": re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "javascript address": re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", re.IGNORECASE),
    "script of htmx in an attribute": re.compile(r"""\shx-(?:on|vals=["']?js:|headers=["']?js:)""", re.IGNORECASE),
    "a stranger's address": re.compile(
        r"""<(?:script|link|img|iframe|form)\b[^>]*\s(?:src|href|action)=["']?(?:https?:)?//""", re.IGNORECASE
    ),
    # A component inside would lose what every page gives: the token of its forms, the request.
    "an include that hides the page": re.compile(r"""{%\s*include\b[^%]*\sonly\s*%}"""),
    # Reports and the words of a permission stay Spanish on an English page: a reader aloud must know.
    "Spanish that does not say so": re.compile(r"""(?<!lang="es-HN">){{ body }}|(?<!lang="es-HN">)«{{ offer\.notice\.text }}"""),
    # A hint of a form is written by us and may hold a link; what a user typed never passes there.
    "a sentence marked safe": re.compile(r"""(?<!{{ hint)\|\s*safe\b|{%\s*autoescape\s+off"""),
}


def test_there_are_templates():
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_carries(fault):
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)[:80]}"
        for path in TEMPLATES
        for match in FORBIDDEN[fault].finditer(COMMENT.sub("", path.read_text(encoding="utf8")))
    ]
    assert not found, "\n".join(found)


def test_every_form_that_writes_carries_its_token():
    """A form that posts without a token is refused in the hands of the user."""
    bare = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        for form in re.findall(
            r"<form\b[^>]*method=[\"']post.*?</form>", COMMENT.sub("", path.read_text(encoding="utf8")), re.DOTALL | re.IGNORECASE
        )
        if "csrf_token" not in form and "{{ form }}" not in form
    ]
    assert not bare, bare
