"""How do classifications get loaded and catalogues published?"""

from ruta.taxonomy.actions.catalogues import load_catalogues, publish_catalogue
from ruta.taxonomy.actions.classifications import load_classifications
from ruta.taxonomy.actions.drafting import drop_draft, held_draft, keep_draft, start_draft
from ruta.taxonomy.actions.esco import load_taxonomy

__all__ = [
    "drop_draft",
    "held_draft",
    "keep_draft",
    "load_catalogues",
    "load_classifications",
    "load_taxonomy",
    "publish_catalogue",
    "start_draft",
]
