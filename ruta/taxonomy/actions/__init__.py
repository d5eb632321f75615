"""How do classifications get loaded and catalogues published?"""

from ruta.taxonomy.actions.catalogues import load_catalogues, publish_catalogue
from ruta.taxonomy.actions.classifications import load_classifications

__all__ = ["load_catalogues", "load_classifications", "publish_catalogue"]
