"""How are the sentences of a template translated? As by Django's `i18n`, whose place this takes; a fixed sentence once for each language."""

from typing import Any

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedSentence(Node):
    """A sentence that depends on the language and on nothing else."""

    child_nodelists = ()

    def __init__(self, node: Any) -> None:
        """`node` is Django's; it is asked once for each language."""
        self.node, self.asvar = node, node.asvar
        self.said: dict[str | None, str] = {}
        node.asvar = None

    def render(self, context: Context) -> str:
        """The sentence, or nothing where it goes into a variable."""
        language = get_language()
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = self.node.render(context)
        if not self.asvar:
            return said
        context[self.asvar] = said
        return ""


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Django's tag, kept where the sentence is fixed."""
    node: Any = i18n.do_translate(parser, token)
    said = node.filter_expression
    is_fixed = said.var.lookups is None and not said.filters and not node.message_context and not node.noop
    return FixedSentence(node) if is_fixed else node
