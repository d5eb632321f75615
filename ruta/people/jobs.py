"""Which background work has this domain? Its rooms keep it; the worker looks for it here."""

from ruta.people.imports import jobs as imports

__all__ = ["imports"]
