"""Which classifications and which versioned catalogues are kept?"""

from ruta.taxonomy.models.catalogues import Catalogue
from ruta.taxonomy.models.classifications import Country, EducationLevel, Language, Occupation, Sector

__all__ = ["Catalogue", "Country", "EducationLevel", "Language", "Occupation", "Sector"]
