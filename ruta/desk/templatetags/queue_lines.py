"""How is a line of the work queue drawn? Load with `{% load queue_lines %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ruta.base.templatetags.look import task_row
from ruta.base.templatetags.reading import clock
from ruta.desk.queue.tasks import Task

register = template.Library()
BUTTON = '<a class="btn btn-sm {}" href="{}">{}<span class="visually-hidden">: {}</span></a>'


@register.simple_tag
def queue_line(task: Task) -> SafeString:
    """A line with its clock and its one button, filled where it is late."""
    button = format_html(BUTTON, "btn-primary" if task.is_primary else "btn-outline-primary", task.url, task.button, task.name)
    return task_row(task.name, task.person_url, clock(task.due, task.since), task.words, button, format_html(' data-kind="{}"', task.kind))
