"""Which verbs change a case? The only writers of its rows."""

from ruta.cases.actions.opening import open_case

__all__ = ["open_case"]
