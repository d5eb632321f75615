"""How does every form of the product look? One renderer, and the few widgets that Django does not have."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

CONTROL_CLASSES = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.Select, "form-select"),
)


class RutaBoundField(BoundField):
    """A field that knows its classes, wherever a template writes it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add our classes to what Django says about required, invalid and described-by."""
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not widget.is_hidden:
            own = [str(built.get("class") or widget.attrs.get("class", "")), _control_class(widget), "is-invalid" if self.errors else ""]
            built["class"] = " ".join(name for name in own if name)
        return built

    @property
    def look(self) -> str:
        """The shape of the whole field: a tick stands before its words, the others under them."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "tick"
        return "hidden" if self.is_hidden else "field"


class UploadField(forms.FileField):
    """A file; what is wrong with it is said in our words."""

    default_error_messages = {
        "required": _("Elija un archivo de su computadora."),
        "empty": _("Ese archivo está vacío. Elija otro."),
        "max_length": _("El nombre del archivo es demasiado largo. Póngale uno más corto y súbalo otra vez."),
    }


class Renderer(TemplatesSetting):
    """Forms are drawn with our templates, found like any other template."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = RutaBoundField


def _control_class(widget: forms.Widget) -> str:
    return next((name for kind, name in CONTROL_CLASSES if isinstance(widget, kind)), "form-control")


class Segment(forms.RadioSelect):
    """Two to five exclusive choices, side by side."""

    template_name = "forms/widgets/segment.html"


class Chips(forms.CheckboxSelectMultiple):
    """Several of a few choices, as chips."""

    template_name = "forms/widgets/chips.html"


class Choices(forms.RadioSelect):
    """The person's big choices. `icons` and `notes` go by value."""

    template_name = "forms/widgets/choices.html"

    def __init__(self, *args: Any, icons: Mapping[str, Any] | None = None, notes: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Remember the icon and the second line of each value."""
        super().__init__(*args, **kwargs)
        self.icons, self.notes = icons or {}, notes or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each option its icon and note."""
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"icon": self.icons.get(str(value), ""), "note": self.notes.get(str(value), "")}


class Times(forms.RadioSelect):
    """Times to choose one from, under their days."""

    template_name = "forms/widgets/times.html"


class TimeOffered(forms.ChoiceField):
    """One of the free times. One that somebody took since the page was drawn is refused by whoever gives it, with what is left."""

    def __init__(self, **kwargs: Any) -> None:
        """Draw them under their days; none chosen is said in words."""
        super().__init__(widget=Times(), error_messages={"required": _("Toque una de las horas.")}, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The moment itself, or nothing that can be read."""
        try:
            moment = datetime.fromisoformat(str(value or ""))
        except ValueError:
            return None
        return moment if moment.tzinfo else None

    def valid_value(self, value: Any) -> bool:
        """Any moment at all."""
        return isinstance(value, datetime)


class Combobox(forms.Select):
    """A long list that filters while one types; `also` gives other text to find a value by, such as its code."""

    def __init__(self, *args: Any, also: dict[str, str] | None = None, **kwargs: Any) -> None:
        """Remember by which other words a value is found."""
        super().__init__(*args, **kwargs)
        self.also = also or {}
        self.attrs.setdefault("data-combobox", "")

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Write the other words on the option."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.also:
            option["attrs"]["data-also"] = self.also[str(value)]
        return option


class Suggested(forms.TextInput):
    """A line of text with suggestions out of a list, asked for only when it is drawn."""

    template_name = "forms/widgets/suggested.html"

    def __init__(self, suggestions: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        """Remember where the suggestions come from."""
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the list after the field."""
        place = f"{(attrs or {}).get('id') or name}-lista"
        found = super().get_context(name, value, {"list": place} | (attrs or {}))
        return found | {"place": place, "suggestions": list(self.suggestions())}


class Day(forms.DateInput):
    """A date as it is written in Honduras: 23/11/1991."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str = "%d/%m/%Y") -> None:  # noqa: A002 (Django's own name)
        """Ask for numbers and show the order."""
        super().__init__({"inputmode": "numeric", "placeholder": "dd/mm/aaaa", "autocomplete": "off"} | (attrs or {}), format)


class Calendar(forms.DateInput):
    """A near date, chosen on the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str = "%Y-%m-%d") -> None:  # noqa: A002 (Django's own name)
        """Write the value in the one format that browsers read."""
        super().__init__(attrs, format)


class Signature(forms.HiddenInput):
    """A signature drawn with finger or mouse; the value is the data of an SVG path."""

    template_name = "forms/widgets/signature.html"
    use_fieldset = True

    @property
    def is_hidden(self) -> bool:
        """It has a label and a place on the page, although its field is hidden."""
        return False
