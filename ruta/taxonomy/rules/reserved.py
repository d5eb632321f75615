"""Does a text that anybody may read say why somebody came? A short net of how people write it, beside the list that the catalogues give."""

import re

STEMS = (
    "abus", "acos", "adicci", "addict", "alcohol", "amenaz", "asil", "asyl", "carcel", "crisis", "denunci", "desplaza", "drog", "duelo", "embaraz",
    "emocional", "explota", "extorsi", "hiv", "homosex", "lesbi", "lgbt", "maltrat", "mental", "pandill", "psic", "psiq", "psych", "refug",
    "sexual", "sobrevivi", "suicid", "surviv", "threat", "tortur", "traffick", "transexual", "transgen", "trauma", "victim", "vih", "viola",
    "violen",
)  # fmt: skip
WHOLE = ("aids", "gay", "gays", "sida", "trata")
TELLING = re.compile(rf"\b(?:(?:{'|'.join(STEMS)})|(?:{'|'.join(WHOLE)})\b)")


def is_telling(text: str) -> bool:
    """Whether a word of it begins as one that tells; `text` without accents and capitals."""
    return TELLING.search(text) is not None
