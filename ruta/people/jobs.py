"""Which background work has this domain? Its rooms keep it; the worker looks for it here."""

from ruta.people.duplicates import jobs as duplicates
from ruta.people.imports import jobs as imports

__all__ = ["duplicates", "imports"]
