"""Which template fails a test? Ours, when it names a variable that nobody gave."""

import inspect
from pathlib import Path

from django.template import Engine
from django.template.base import Node

OURS = str(Path(__file__).parents[2])


class Undefined(str):
    """Takes the place of `string_if_invalid`; Django fills it with the name of the variable."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        """Ask Django for the name."""
        return key == "%s"

    def __mod__(self, name: object) -> str:
        """Fail for our templates; stay silent for those of Django, allauth and the admin."""
        origin = _origin()
        assert not origin.startswith((OURS, "<unknown")), f'{origin}: undefined variable "{name}"'
        return ""


def _origin() -> str:
    """The file of the template tag that asked: the nearest node on the stack knows where it was written."""
    for frame in inspect.stack(context=0)[2:]:
        node = frame.frame.f_locals.get("self")
        if isinstance(node, Node) and (origin := getattr(node, "origin", None)) is not None:
            return str(origin.name)
    return ""


def undefined_attribute(name: str) -> None:
    """A `:name="variable"` of a component that cannot be read."""
    message = f'undefined variable in the component attribute ":{name}"'
    raise AssertionError(message)


def fail_on_undefined() -> None:
    """Make undefined variables fail from now on, in templates and in attributes of components."""
    from django_cotton.templatetags import Attrs

    Engine.get_default().string_if_invalid = Undefined("undefined")
    Attrs.unprocessable = lambda _, key: undefined_attribute(key)  # type: ignore[method-assign]
