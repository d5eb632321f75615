"""Which classifications and which versioned catalogues are kept?"""

from ruta.taxonomy.models.catalogues import Catalogue, CatalogueDraft, StrictWord
from ruta.taxonomy.models.classifications import Country, EducationLevel, Language, Occupation, Sector
from ruta.taxonomy.models.skills import Edition, EscoOccupation, LocalName, OccupationSkill, Skill

__all__ = [
    "Catalogue",
    "CatalogueDraft",
    "Country",
    "Edition",
    "EducationLevel",
    "EscoOccupation",
    "Language",
    "LocalName",
    "Occupation",
    "OccupationSkill",
    "Sector",
    "Skill",
    "StrictWord",
]
