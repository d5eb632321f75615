"""What hinders a file from being used? Operators read it, so the sentences are Spanish and not translated, as in `ruta/config`."""

from ruta.base.errors import RutaError


class Unusable(RutaError):
    """A file that cannot be read or written; the sentence says what to do."""
