"""Do the components draw what the design says, and refuse what would fail in silence?"""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from ruta.base.charts import Chart, Series
from ruta.base.clock import HONDURAS, now
from ruta.base.templatetags.look import icon_names
from ruta.base.tests.markup import render

TEMPLATES = Path(__file__).parent.parent / "templates"
FORBIDDEN = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_compiles_and_holds_no_inline_script_or_style(path: Path) -> None:
    """The strict content policy would drop them in silence."""
    get_template(str(path.relative_to(TEMPLATES)))
    assert not FORBIDDEN.search(path.read_text())


def test_an_unknown_icon_is_refused() -> None:
    """A missing symbol would draw nothing."""
    assert "icons.svg#send" in render('<c-state icon="send">Enviada</c-state>')
    with pytest.raises(TemplateSyntaxError, match="npm run build"):
        render('{% icon "no-such-icon" %}')


def test_the_list_of_icons_is_sorted_and_without_doubles() -> None:
    """One name per line, so that two engineers who add one do not collide."""
    lines = (TEMPLATES.parent / "icons.txt").read_text().split()
    assert lines == sorted(set(lines))
    assert set(lines) == icon_names()


def test_a_required_attribute_may_not_be_missing() -> None:
    """A panel without a title has no name for who listens to the page."""
    with pytest.raises(AssertionError, match="title"):
        render("<c-panel>…</c-panel>")


def test_a_misspelt_variable_fails_in_an_attribute_too() -> None:
    """Components take `:name="variable"`; a wrong variable must not become the default."""
    with pytest.raises(AssertionError, match="done"):
        render('<c-loop :done="refferal.step" />')


def test_what_is_passed_on_is_escaped() -> None:
    """An attribute that a component does not know goes to its element, but never opens a new one."""
    html = render('<c-note :data-x="text">a</c-note>', text='"><b>')
    assert "<b>" not in html


@pytest.mark.parametrize(("done", "kinds"), [(0, ["now"]), (4, ["on"] * 4 + ["now"]), (6, ["shut"] * 6)])
def test_the_loop_closes_only_at_six(done: int, kinds: list[str]) -> None:
    """Filled is done, warm is waiting, green only when the person confirmed."""
    html = render('<c-loop :done="done" />', done=done)
    assert re.findall(r'class="(on|now|shut|cut)"', html) == kinds
    assert f"{done} de 6" in html


def test_a_refused_loop_is_cut_where_it_stopped() -> None:
    """Cherry, not warm: nobody is awaited there."""
    html = render('<c-loop done="2" cut word="no aceptada" />')
    assert 'class="cut"' in html
    assert 'class="now"' not in html


@pytest.mark.parametrize(
    ("left", "tone", "words"),
    [
        (timedelta(days=4, minutes=5), "ok", "faltan 4 días"),
        (timedelta(days=1), "soon", "vence mañana"),
        (timedelta(days=-3), "late", "3 días tarde"),
    ],
)
def test_a_clock_reads_its_deadline(left: timedelta, tone: str, words: str) -> None:
    """Tone, wedge and words come from the deadline alone."""
    at_noon = now().replace(hour=12, minute=0)
    html = render('<c-clock :due="due" :since="since" />', due=now() + left, since=at_noon - timedelta(days=10))
    assert f'data-tone="{tone}"' in html
    assert words in html


def test_a_date_is_written_in_spanish_lower_case() -> None:
    """Months and days take no capital."""
    html = render('<c-date :on="on" />', on=datetime(2026, 3, 19, 8, tzinfo=HONDURAS))
    assert "<span>marzo</span><b>19</b><span>jueves</span>" in html


def test_a_sortable_head_turns_around() -> None:
    """The second click sorts the other way and the head says how it is sorted now."""
    html = render('<c-th sort="name" order="name">Persona</c-th>')
    assert 'aria-sort="ascending"' in html
    assert "?orden=-name" in html


def test_a_chart_has_its_numbers_as_a_table() -> None:
    """Who cannot see the drawing reads the same numbers; a missing one says so."""
    chart = Chart(
        "Atenciones por mes",
        ["ene", "feb"],
        [Series("2026", [1704, None]), Series("Meta", [1600, 1700], "target", "line")],
        along="Mes",
        partial=1,
    )
    html = render('<c-chart :chart="chart" />', chart=chart)
    assert "1,704" in html
    assert "sin dato" in html
    assert html.count('role="img"') == 2
    assert not re.search(r'(?:x|y|width|height)[12]?="[^"]*,', html)


def test_a_post_form_carries_its_token_and_its_key() -> None:
    """A second click sends the same key."""
    html = render("<c-form>x</c-form>")
    assert 'name="csrfmiddlewaretoken"' in html
    assert re.search(r'name="idempotency_key" value="[0-9a-f-]{36}"', html)
