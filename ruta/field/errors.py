"""What can go wrong with a thing that a device brought, besides what every verb refuses?"""

from ruta.base.errors import NotOpen


class NotYet(NotOpen):
    """It speaks of something that is not in the register yet; it waits and loses nothing."""
