"""What is a code called in the reader's language?"""

from django import template
from django.utils.translation import get_language

from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import label

register = template.Library()


@register.filter
def label_of(code: str, catalogue: str) -> str:
    """The words of a catalogue's code: `{{ need.code|label_of:"needs" }}`. A retired or foreign code shows as itself."""
    if not code:
        return ""
    try:
        return label(catalogue, code, (get_language() or "es")[:2])
    except UnknownCode:
        return code


@register.filter
def at(names: dict[object, str], key: object) -> str:
    """The value under a key that is only known here: `{{ offices|at:row.office_id }}`; nothing when it is not there."""
    return names.get(key, "")
