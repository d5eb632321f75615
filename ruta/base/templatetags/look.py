"""How does a template draw an icon, a ring, a wedge or a form control? These are in every template, without a load."""

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
ICONS = Path(__file__).parent.parent / "icons.txt"
AROUND = 16.34  # circumference of the wedge's circle, r = 2.6
TONE_ICONS = {"late": "exclamation-diamond-fill", "pause": "pause-circle", "done": "check-circle-fill"}
FIT_ICONS = {"met": "check-circle-fill", "near": "dash-circle-fill", "miss": "x-circle-fill"}
NOTE_ICONS = {"": "info-circle", "ok": "check-circle", "care": "exclamation-triangle", "stop": "exclamation-octagon"}


@cache
def icon_names() -> frozenset[str]:
    """The icons that the build puts into the sprite."""
    return frozenset(ICONS.read_text().split())


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite. With a label it speaks; without, it stands beside a word."""
    if name not in icon_names():
        message = f'No icon "{name}": add its name to ruta/base/icons.txt and run `npm run build` in frontend/.'
        raise template.TemplateSyntaxError(message)
    return _drawn(name, str(label))


@lru_cache(maxsize=1_000)
def _drawn(name: str, label: str) -> SafeString:
    """A page draws dozens of icons; each is the same on every page."""
    address = f"{static('build/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="r-icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return format_html('<svg class="r-icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """The icon of a clock that shows no wedge."""
    return icon(TONE_ICONS[tone])


@register.simple_tag
def fit_icon(fit: str) -> SafeString:
    """The icon of a reason: met, near or miss."""
    return icon(FIT_ICONS[fit])


@register.simple_tag
def reason(fit: str, words: str) -> SafeString:
    """One reason why somebody seems to be a person, in a list of reasons; a search draws up to eighty."""
    heard = {"met": _("Sí:"), "near": _("A medias:")}.get(fit) or _("No:")
    return format_html(
        '<li class="r-reason" data-is="{}">{}<span><span class="visually-hidden">{} </span>{}</span></li>', fit, fit_icon(fit), heard, words
    )


@register.filter
def marked(segments: Iterable[tuple[str, bool]]) -> SafeString:
    """A text whose differing letters are marked."""
    return mark_safe("".join([f"<mark>{escape(text)}</mark>" if is_marked else escape(text) for text, is_marked in segments]))  # noqa: S308 (escaped)


@register.simple_tag
def note_icon(tone: str) -> SafeString:
    """The icon of a note by its tone."""
    return icon(NOTE_ICONS[tone])


@register.simple_tag
def ring(done: int | str, of: int | str = 6, *, cut: bool = False) -> list[dict[str, Any]]:
    """The arcs of a loop: done ones, the one that waits (or was cut), the rest; closed when all are done."""
    done, of = int(done), int(of)
    size = 62.9 / of
    waiting = "cut" if cut else "now"
    kinds = ["on" if i < done else waiting if i == done else "off" for i in range(of)]
    if done >= of:
        kinds = ["shut"] * of
    whole = done >= of
    return [
        {
            "kind": kind,
            "turn": -86 + round(i * 360 / of),
            "dash": "62.9 0" if whole and i == 0 else f"{size - 2.2:.1f} {62.9 - size + 2.2:.1f}",
        }
        for i, kind in enumerate(kinds)
    ]


@register.simple_tag
def wedge_of(share: float | str) -> SafeString:
    """The wedge of a clock: the share of the time already used."""
    used = max(0.0, min(1.0, float(share)))
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true"><circle class="face" cx="8" cy="8" r="7"></circle>'
        '<circle class="used" cx="8" cy="8" r="2.6" transform="rotate(-90 8 8)" stroke-dasharray="{} {}" stroke-width="5.2"></circle></svg>',
        f"{used * AROUND:.1f}", AROUND,
    )  # fmt: skip


@register.simple_tag
def clock_face(tone: str, share: float | str = 0, words: str = "", attrs: str = "") -> SafeString:
    """A clock with its words: a wedge while there is time, a sign when it is late, stands still or is done."""
    picture = wedge_of(share) if tone in ("ok", "soon") else tone_icon(tone)
    return format_html('<span class="r-clock" data-tone="{}"{}>{}{}</span>', tone, attrs, picture, words)


@register.simple_tag
def state(words: str, tone: str = "", icon_name: str = "", attrs: str = "") -> SafeString:
    """Where something stands: a word with its tone, perhaps an icon."""
    toned = format_html(' data-tone="{}"', tone) if tone else ""
    return format_html('<span class="r-state"{}{}>{}{}</span>', toned, attrs, icon(icon_name) if icon_name else "", words)


@register.simple_tag
def mask(words: str) -> SafeString:
    """What this reader may not read, with the reason in its place."""
    return format_html('<span class="r-mask"><span>{} {}</span></span>', icon("eye-slash"), words)


@register.simple_tag
def task_row(name: str, url: str, clock: str, words: str, action: str, attrs: str = "") -> SafeString:
    """One line of a work queue: its clock, who and what, its button. A queue draws thirty of them."""
    who = format_html('<a class="r-strong" href="{}">{}</a>', url, name) if url else format_html('<b class="r-strong">{}</b>', name)
    return format_html(
        '<li class="r-task"{}><div>{}</div><div>{} <span class="r-muted">{}</span></div><div>{}</div></li>',
        attrs,
        clock,
        who,
        words,
        action,
    )


@register.filter
def upto(number: int | str) -> range:
    """Numbers 0, 1 … for a loop in a template."""
    return range(int(number))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """The value of a key that is itself a variable."""
    return mapping[key]


@register.filter
def flat(attrs: Any) -> SafeString:
    """The attributes that a component passes on to its element, escaped."""
    return flatatt(attrs.attrs_dict())


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """The input of a form field, described by its hint also when the template wrote the hint."""
    if hint and not field.help_text and not field.use_fieldset:
        parts = [f"{field.auto_id}_helptext", *([f"{field.auto_id}_error"] if field.errors else [])]
        return field.as_widget(attrs={"aria-describedby": " ".join(parts)})
    return field.as_widget()


@register.filter
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a list. Django draws each with two templates: the 298 municipalities took longer than the rest of the page."""
    drawn = []
    for name, group, _index in groups:
        inside = "".join([_option(one) for one in group])
        drawn.append(f'<optgroup label="{escape(str(name))}">{inside}</optgroup>' if name else inside)
    return mark_safe("".join(drawn))  # noqa: S308 (each part is escaped)


def _option(one: dict[str, Any]) -> str:
    return _drawn_option(str(one["value"]), str(one["label"]), tuple(one["attrs"].items()))


@lru_cache(maxsize=5_000, typed=True)  # a safe label and a plain one of the same letters are not the same
def _drawn_option(value: str, label: str, attrs: tuple[tuple[str, Any], ...]) -> str:
    words = label if isinstance(label, SafeString) else escape(label)
    return f'<option value="{escape(value)}"{flatatt(dict(attrs))}>{words}</option>'


@register.simple_tag(takes_context=True)
def theme_name(context: Context) -> str:
    """Light or dark, as the cookie of the reader says; light where there is no request."""
    request = context.get("request")
    return "dark" if request is not None and request.COOKIES.get("theme") == "dark" else "light"


@register.simple_tag
def once_key() -> str:
    """A new key for a form: a second click sends the same one."""
    return str(uuid4())
