"""Which word of the directory did somebody mean who misspelt it? Asked once of a list of its words, so that the search itself stays a full-text search."""

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from ruta.base.spelling import folded
from ruta.directory.models import Service

LEAST, SHORTEST, NEAR = 0.3, 4, 8  # alike, letters, how many of the most alike are looked at
# The most alike that some service still has; those that ended leave their words behind.
NEAREST = """
SELECT word FROM (
  SELECT word, similarity(word, %(typed)s) AS likeness FROM directory_serviceword
  WHERE word %% %(typed)s ORDER BY likeness DESC, word LIMIT %(near)s
) AS words
WHERE EXISTS (SELECT FROM directory_service WHERE is_active AND search @@ plainto_tsquery('spanish', word))
ORDER BY likeness DESC, word LIMIT 1"""
THRESHOLD = "SELECT set_config('pg_trgm.similarity_threshold', %s, true)"


def respelt(word: str) -> str:
    """The word itself when some service has it or nothing is like it; else the nearest that the directory has."""
    typed = folded(word)
    if len(typed) < SHORTEST or Service.objects.filter(search=SearchQuery(typed, config="spanish")).exists():
        return typed
    with connection.cursor() as cursor:
        cursor.execute(THRESHOLD, [str(LEAST)])
        cursor.execute(NEAREST, {"typed": typed, "near": NEAR})
        found = cursor.fetchone()
    return str(found[0]) if found else typed
