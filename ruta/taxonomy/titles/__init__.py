"""Which official labels does the name of a job in free words mean?"""

from ruta.taxonomy.titles.likeness import Found, Labels

__all__ = ["Found", "Labels"]
