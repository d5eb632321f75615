"""Is a catalogue well formed, which version is newer, and do its codes exist?"""

from ruta.taxonomy.rules.content import canonical, fingerprint, frozen, version_key
from ruta.taxonomy.rules.populations import unread_keys
from ruta.taxonomy.rules.references import INSTRUMENT_REFERENCES, REFERENCES, codes_in, dangling_codes, values_at
from ruta.taxonomy.rules.shape import duplicated_codes, shape_problems, shape_sentences, vanished_codes

__all__ = [
    "INSTRUMENT_REFERENCES",
    "REFERENCES",
    "canonical",
    "codes_in",
    "dangling_codes",
    "duplicated_codes",
    "fingerprint",
    "frozen",
    "shape_problems",
    "shape_sentences",
    "unread_keys",
    "values_at",
    "vanished_codes",
    "version_key",
]
