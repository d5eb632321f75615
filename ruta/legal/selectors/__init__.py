"""What does the compendium know, what do the norms say on a day, and where do they say it?"""

from ruta.legal.reading import kind_of as kind_of_upload
from ruta.legal.selectors.doubts import (
    criteria,
    criteria_of_gap,
    criteria_on,
    criterion_of,
    found_criteria,
    gap_of,
    gaps,
    opinions_on,
)
from ruta.legal.selectors.exporting import address_of, akoma_ntoso, document_of
from ruta.legal.selectors.instruments import corrections, instrument_of, instruments, related, subjects, titled
from ruta.legal.selectors.searching import search
from ruta.legal.selectors.texts import (
    article_on,
    articles_on,
    days_of,
    doubts_about,
    has_text,
    open_revisions,
    outline,
    paragraphs_of,
    passages_of,
    replaced_by,
    revision_of,
    revisions_of,
    with_text,
    withdrawn_revisions,
)

__all__ = [
    "address_of",
    "akoma_ntoso",
    "article_on",
    "articles_on",
    "corrections",
    "criteria",
    "criteria_of_gap",
    "criteria_on",
    "criterion_of",
    "days_of",
    "document_of",
    "doubts_about",
    "found_criteria",
    "gap_of",
    "gaps",
    "has_text",
    "instrument_of",
    "instruments",
    "kind_of_upload",
    "open_revisions",
    "opinions_on",
    "outline",
    "paragraphs_of",
    "passages_of",
    "related",
    "replaced_by",
    "revision_of",
    "revisions_of",
    "search",
    "subjects",
    "titled",
    "with_text",
    "withdrawn_revisions",
]
