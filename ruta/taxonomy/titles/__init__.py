"""Which official labels does the name of a job in free words mean?"""

from ruta.taxonomy.titles.likeness import Found, Labels
from ruta.taxonomy.titles.typed import Meant, Name, Typed

__all__ = ["Found", "Labels", "Meant", "Name", "Typed"]
