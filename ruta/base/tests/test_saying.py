"""Does a page say whole days and the sentences of pure code in the reader's language?"""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from ruta.base.sentences import Sentence, ngettext_noop

DAY = date(2026, 11, 20)


def said(source: str, language: str, **given: object) -> str:
    """What a reader of this language reads."""
    with translation.override(language):
        return Template(source).render(Context(given))


@pytest.mark.parametrize(
    ("parts", "spanish", "english"),
    [
        ("", "20 de noviembre", "20 November"),
        ("year", "20 de noviembre de 2026", "20 November 2026"),
        ("week", "viernes 20 de noviembre", "Friday 20 November"),
        ("week year", "viernes 20 de noviembre de 2026", "Friday 20 November 2026"),
    ],
)
def test_a_day_in_full_follows_the_language(parts: str, spanish: str, english: str) -> None:
    source = f'{{{{ day|in_full:"{parts}" }}}}'
    assert said(source, "es-hn", day=DAY) == spanish
    assert said(source, "en", day=DAY) == english


def test_no_day_is_nothing() -> None:
    assert said("{{ day|in_full }}", "es-hn", day=None) == ""


def test_a_counted_sentence_follows_the_language() -> None:
    one, many = ngettext_noop("%(count)s día tarde", "%(count)s días tarde")
    late = Sentence(one, plural=many, count=3)
    assert said("{{ late|said }}", "es-hn", late=late) == "3 días tarde"
    assert said("{{ late|said }}", "en", late=late) == "3 days late"


def test_a_short_day_tells_its_year_only_when_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ruta.base.days.today", lambda: DAY)
    assert said("{{ day|brief }}", "es-hn", day=DAY) == "20 nov"
    assert said("{{ day|brief }}", "es-hn", day=date(2024, 1, 1)) == "1 ene 2024"
    assert said("{{ day|brief }}", "en", day=date(2024, 1, 1)) == "1 Jan 2024"
    assert said("{{ day|brief }}", "es-hn", day=None) == ""


def test_a_date_card_of_another_year_names_it() -> None:
    assert said("{{ day|other_year }}", "es-hn", day=date(2019, 1, 1)) == "2019"
