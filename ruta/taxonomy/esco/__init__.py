"""What does a downloaded folder of ESCO say? Two layouts are read: the official one and the one of combined files."""

from ruta.taxonomy.esco.reading import Esco, read_esco

__all__ = ["Esco", "read_esco"]
