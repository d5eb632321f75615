"""Which classifications and which versioned catalogues are kept?"""

from ruta.taxonomy.models.catalogues import Catalogue, CatalogueDraft
from ruta.taxonomy.models.classifications import Country, EducationLevel, Language, Occupation, Sector

__all__ = ["Catalogue", "CatalogueDraft", "Country", "EducationLevel", "Language", "Occupation", "Sector"]
