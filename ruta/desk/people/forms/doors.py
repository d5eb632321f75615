"""Through which doors does each population come? Those it does not know go from the list, those it prefers come first."""

from typing import Any

from django import forms

from ruta.base.forms import Combobox
from ruta.taxonomy.selectors import items, serving


class Doors(forms.Select):
    """The doors of entry; each says for which modalities it goes away or comes first, and the page follows the modality chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One door with what the populations say of it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return _marked(option)


class SearchedDoors(Combobox):
    """The same in a list that is searched."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One door with what the populations say of it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return _marked(option)


def door_problem(modality: str, door: str) -> bool:
    """Whether persons of this modality do not come through this door."""
    return door in serving(modality).doors_hidden


def _marked(option: dict[str, Any]) -> dict[str, Any]:
    door = str(option["value"])
    away = [row.code for row in items("modalities") if door in serving(row.code).doors_hidden]
    first = [row.code for row in items("modalities") if door in serving(row.code).doors_preferred]
    marks = {"data-unless": away, "data-first-when": first}
    option["attrs"] |= {name: "modality=" + "|".join(codes) for name, codes in marks.items() if codes}
    return option
