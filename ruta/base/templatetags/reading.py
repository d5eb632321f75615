"""How does a template read a deadline, a sort order or a chart? These are in every template, without a load."""

from datetime import datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.charts import Chart, Drawing, draw_chart
from ruta.base.clock import now
from ruta.base.deadlines import Reading, read_deadline

register = template.Library()
FAR = 30  # after so many days a date says more than a distance


@register.simple_tag
def deadline(due: datetime, since: datetime | None = None) -> Reading:
    """Tone, share and words of a deadline, now."""
    return read_deadline(due, since, now())


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
def timesince_word(moment: datetime) -> str:
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
