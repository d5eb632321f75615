"""Which norms are there, what do they say, and what was answered where they are silent?"""

from ruta.legal.models.doubts import Criterion, Gap, Opinion
from ruta.legal.models.instruments import CONFIG, Correction, Instrument, Relation
from ruta.legal.models.texts import Article, Citation, Passage, Revision

__all__ = ["CONFIG", "Article", "Citation", "Correction", "Criterion", "Gap", "Instrument", "Opinion", "Passage", "Relation", "Revision"]
