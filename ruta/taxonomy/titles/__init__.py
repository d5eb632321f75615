"""Which official labels does the name of a job in free words mean?"""

from ruta.taxonomy.titles.encoders import Encode, encoder
from ruta.taxonomy.titles.kindred import Kindred, Thing
from ruta.taxonomy.titles.likeness import Found, Labels
from ruta.taxonomy.titles.typed import Meant, Name, Typed

__all__ = ["Encode", "Found", "Kindred", "Labels", "Meant", "Name", "Thing", "Typed", "encoder"]
