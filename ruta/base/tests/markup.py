"""How does a test write components? Markup with tags becomes HTML, as in a template file."""

from typing import Any

from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def render(markup: str, **context: Any) -> str:
    """Compile the tags, render them with a request, give one line per line of HTML."""
    template = engines["django"].from_string(CottonCompiler().process(markup))  # type: ignore[attr-defined]
    request = RequestFactory().get("/ejemplo/")
    html: str = template.render(context, request)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
