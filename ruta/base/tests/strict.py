"""Which template fails a test? Ours, when it names a variable that nobody gave."""

import inspect
from pathlib import Path

from django.template import Context, Engine

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
    """The template that is being rendered: the innermost context on the stack knows it."""
    for frame in inspect.stack(context=0)[2:]:
        context = frame.frame.f_locals.get("context")
        if isinstance(context, Context) and (template := context.render_context.template) is not None:
            return str(template.origin.name)
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
