"""What can be asked about devices, what they take along and what they brought?"""

from ruta.field.selectors.inbox import Waiting, devices_of, disagreements_of, open_sent, sent_by_keys, sent_for, wipe_is_ordered
from ruta.field.selectors.index import Index, index_of
from ruta.field.selectors.offers import offers_at_the_door
from ruta.field.selectors.packing import CHUNK, candidates, packed_cases, shared_parts
from ruta.field.selectors.papers import paper_needs, paper_of, papers, papers_pdf, texts_at_the_door
from ruta.field.selectors.photos import arrived_of, photo_for, photos_of

__all__ = [
    "CHUNK",
    "Index",
    "Waiting",
    "arrived_of",
    "candidates",
    "devices_of",
    "disagreements_of",
    "index_of",
    "offers_at_the_door",
    "open_sent",
    "packed_cases",
    "paper_needs",
    "paper_of",
    "papers",
    "papers_pdf",
    "photo_for",
    "photos_of",
    "sent_by_keys",
    "sent_for",
    "shared_parts",
    "texts_at_the_door",
    "wipe_is_ordered",
]
