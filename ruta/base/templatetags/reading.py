"""How does a template read a deadline, a sort order or a chart? These are in every template, without a load."""

from datetime import datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.charts import Chart, Drawing, draw_chart
from ruta.base.clock import now
from ruta.base.deadlines import read_deadline
from ruta.base.templatetags.look import clock_face

register = template.Library()
FAR = 30  # after so many days a date says more than a distance


@register.simple_tag
def clock(due: datetime, since: datetime | None = None, words: str = "", attrs: str = "") -> SafeString:
    """A deadline as it reads now: its tone, a wedge of the time used, and words; a queue draws thirty of them."""
    read = read_deadline(due, since, now())
    keeps_right = "" if read.tone == "late" or not since else format_html(
        ' data-due="{}" data-since="{}" data-late-words="{}"', localtime(due).isoformat(), localtime(since).isoformat(), _("acaba de vencer")
    )  # fmt: skip
    return clock_face(read.tone, read.share, words or read.words, format_html("{}{}", keeps_right, attrs))


@register.simple_tag
def loop_word(done: int | str) -> str:
    """What a referral waits for, when the caller says nothing better."""
    return [
        _("falta enviar"),
        _("falta que reciban"),
        _("falta su respuesta"),
        _("falta la cita"),
        _("falta que asista"),
        _("falta que confirme"),
        _("confirmada"),
    ][int(done)]


@register.filter
def ago(moment: datetime) -> SafeString:
    """How long ago, with the whole moment for who points at it; a script keeps it right while the page is open."""
    here = localtime(moment)
    title = date_format(here, "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}" data-ago>{}</time>', here.isoformat(), title, _timesince_word(moment))


def _timesince_word(moment: datetime) -> str:
    """Hace 5 minutos, ayer, hace 3 días; a date when it is far."""
    seconds = (now() - moment).total_seconds()
    days = (now().date() - moment.astimezone(now().tzinfo).date()).days
    if days > FAR:
        return date_format(moment, "DATE_FORMAT")
    if days > 1:
        return _("hace %(count)s días") % {"count": days}
    if days == 1:
        return _("ayer")
    hours, minutes = int(seconds // 3600), int(seconds // 60)
    if hours >= 1:
        return ngettext("hace %(count)s hora", "hace %(count)s horas", hours) % {"count": hours}
    return ngettext("hace %(count)s minuto", "hace %(count)s minutos", minutes) % {"count": minutes} if minutes >= 1 else _("ahora")


@register.simple_tag(takes_context=True)
def sorting(context: Context, key: str, order: str, param: str = "orden") -> dict[str, Any]:
    """Where a sortable head leads, and how the list is sorted now. `order` is "name" or "-name"."""
    ways = {key: "ascending", f"-{key}": "descending"}
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query[param] = f"-{key}" if order == key else key
    for page in ("despues", "antes"):
        query.pop(page, None)
    return {"now": ways.get(order, ""), "url": f"?{query.urlencode()}"}


@register.simple_tag
def draw(chart: Chart, width: int, height: int) -> Drawing:
    """The geometry of a chart for one width."""
    return draw_chart(chart, width, height)
