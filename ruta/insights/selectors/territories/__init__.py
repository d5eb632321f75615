"""What is known of a territory: returns, offices, services, projects, work, needs, and what officers wrote of it?"""

from ruta.insights.selectors.territories.answered import answered_needs, characterised
from ruta.insights.selectors.territories.papers import sheet_name, sheet_of, sheet_territory
from ruta.insights.selectors.territories.texts import approved_texts, latest_texts, waiting_texts

__all__ = [
    "answered_needs",
    "approved_texts",
    "characterised",
    "latest_texts",
    "sheet_name",
    "sheet_of",
    "sheet_territory",
    "waiting_texts",
]
