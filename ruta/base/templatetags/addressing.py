"""How does a template name an address? As Django's own `url`, which looks through all patterns for each one; here a place is looked up once."""

from typing import Any

from django.template import Context, Library, defaulttags
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.utils.html import conditional_escape

from ruta.base.routes import address

register = Library()


class KeptAddress(URLNode):
    """The plain kind: a name and arguments by place, written where it stands."""

    def render(self, context: Context) -> str:
        """The path, escaped as the template asks."""
        match = getattr(getattr(context, "request", None), "resolver_match", None)
        path = address(
            self.view_name.resolve(context), *(each.resolve(context) for each in self.args), current_app=match.namespace if match else None
        )
        return conditional_escape(path) if context.autoescape else path


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Django's tag, kept where it is of the plain kind."""
    node: Any = defaulttags.url(parser, token)
    if not (node.kwargs or node.asvar):
        node.__class__ = KeptAddress
    return node
