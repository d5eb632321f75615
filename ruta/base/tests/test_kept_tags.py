"""Do the tags that are found once say the same as Django's own, in both languages and for every argument?"""

import pytest
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from ruta.base.templatetags.addressing import KeptAddress
from ruta.base.templatetags.translating import FixedSentence

SENTENCES = (
    '{% translate "Guardar" %}',
    '{% trans "Guardar" as said %}{{ said }}',
    '{% translate "Guardar"|upper %}',
    "{% translate word %}",
)


def drawn(text: str, **context: object) -> str:
    return engines["django"].from_string("{% load i18n %}" + text).render(context)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_follows_the_language_of_each_look(text):
    template = engines["django"].from_string("{% load i18n %}" + text)
    said = []
    for language in ("es", "en", "es"):
        with override(language):
            said.append(template.render({"word": "Guardar"}))
    assert said[0] == said[2] != said[1]
    assert said[1].lower() == "save"


def test_only_what_is_fixed_is_kept():
    def nodes(text):
        return Template("{% load i18n %}" + text).nodelist[-1]

    assert isinstance(nodes('{% translate "Guardar" %}'), FixedSentence)
    for text in ("{% translate word %}", '{% translate "Guardar"|upper %}', '{% translate "Guardar" noop %}'):
        assert not isinstance(nodes(text), FixedSentence)
    assert isinstance(nodes('{% url "desk:queue" %}'), KeptAddress)
    assert not isinstance(nodes('{% url "desk:queue" as here %}'), KeptAddress)


def test_a_percent_and_a_sign_of_markup_stay_what_they_were():
    assert drawn('{% translate "100 % <b>" %}') == "100 % <b>"


def test_addresses_are_those_of_django_and_escaped():
    request = RequestFactory().get("/")
    context = Context({"request": request, "pk": 7})
    assert Template('{% url "desk:case" pk %}').render(context) == reverse("desk:case", args=[7])
    assert [drawn('{% url "desk:case" pk %}', pk=pk) for pk in (1, "1", 2)] == [reverse("desk:case", args=[pk]) for pk in (1, 1, 2)]
    with pytest.raises(NoReverseMatch):
        drawn('{% url "desk:case" %}')
    with pytest.raises(NoReverseMatch):
        drawn('{% url "desk:case" pk %}', pk="no es un número")
