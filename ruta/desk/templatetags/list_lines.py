"""How is a line of a list of cases or of referrals drawn? A page draws twenty-five, in one step each. Load with `{% load list_lines %}`."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ruta.base.templatetags.look import clock_face, mask, state
from ruta.base.templatetags.reading import ago
from ruta.desk.referrals.lists import Row
from ruta.desk.templatetags.case_words import due_day

register = template.Library()
CELL = '<td data-label="{}">{}</td>'
KEPT = '<td class="r-nowrap" data-label="{}">{}</td>'
WHO = '<th scope="row" data-label="{}">{}<br><span class="r-meta fw-normal">{}</span></th>'
LINE = (
    '<div class="r-row-tight"><a class="r-strong" href="?{}&amp;d={}">{}</a><span class="r-push">{}</span></div>'
    '<div class="r-row-tight">{}{}<span class="r-meta r-push">{}</span></div>'
)
TONES = {"closed": "care", "paused": "care", "intake": "you"}


@register.simple_tag
def case_line(each: dict[str, Any]) -> SafeString:
    """A row of the table of cases: number, person, state, segment, office, officer, what is due and when it last moved."""
    row, url = each["row"], reverse("desk:case", args=[each["row"].pk])
    name = format_html('<a href="{}">{}</a>', url, each["name"]) if each["name"] else mask(_("Sin permiso"))
    due = due_day(each["due_on"]) if each["due_on"] else _faint(_("sin fecha"))
    cells = (
        (_("Estado"), state(each["state"], TONES.get(row.state, "way"))), (_("Segmento"), each["segment"]),
        (_("Oficina"), row.office.short_name), (_("Responsable"), each["officer"] or _faint(_("sin responsable"))), (_("Próximo"), due),
    )  # fmt: skip
    first = format_html(KEPT, _("Expediente"), format_html('<a href="{}">{}</a>', url, row.number))
    last = format_html(KEPT, _("Actividad"), ago(row.last_activity_at))
    return format_html(
        "<tr>{}{}{}{}</tr>", first, format_html(WHO, _("Persona"), name, each["modality"]), format_html_join("", CELL, cells), last
    )


@register.simple_tag
def referral_line(row: Row, keep: str) -> SafeString:
    """One referral of the inbox: whom it is about, its clock or where it stands, what is asked and by whom."""
    waits = clock_face(row.clock.tone, row.clock.share, row.clock.words) if row.clock else _standing(row)
    service = mask(row.service) if row.referral.is_protected else format_html("<span>{}</span>", row.service)
    urgent = state(_("Urgente"), "care", "exclamation-triangle") if row.referral.is_urgent else ""
    return format_html(LINE, keep, row.referral.pk, row.name, waits, service, urgent, row.other)


def _standing(row: Row) -> SafeString:
    return state(str(row.state.label), row.state.tone, row.state.icon)


def _faint(words: str) -> SafeString:
    return format_html('<span class="r-muted">{}</span>', words)
