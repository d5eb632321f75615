"""How does the sheet of a territory read, in Spanish like every report?"""

from ruta.insights.selectors.territories.papers.sheet import sheet_name, sheet_of, sheet_territory

__all__ = ["sheet_name", "sheet_of", "sheet_territory"]
