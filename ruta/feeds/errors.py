"""What can hinder a reading, as a sentence?"""

from ruta.base.errors import RutaError


class Unreachable(RutaError):
    """Where the data should be, nothing can be read."""

    status = 503
