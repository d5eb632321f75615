"""Which word of the directory did somebody mean who misspelt it? Asked of the trigram index once, so that the search itself stays a full-text search."""

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from ruta.base.spelling import folded
from ruta.directory.models import Service

LIKE_ENOUGH, LEAST, SHORTEST = 0.45, 0.3, 4  # inside a text, of a whole word, letters
# The index finds services with something alike; of the words of the first of them the most alike is the one that was meant.
NEAREST = """
SELECT word FROM (
  SELECT DISTINCT unnest(regexp_split_to_array(found_by, '[^a-z0-9]+')) AS word
  FROM (SELECT found_by FROM directory_service WHERE is_active AND found_by %%> %(typed)s LIMIT 100) AS near
) AS words
WHERE similarity(word, %(typed)s) >= %(least)s ORDER BY similarity(word, %(typed)s) DESC, word LIMIT 1"""
THRESHOLD = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)"


def respelt(word: str) -> str:
    """The word itself when some service has it or nothing is like it; else the nearest that the directory has."""
    typed = folded(word)
    if len(typed) < SHORTEST or Service.objects.filter(search=SearchQuery(typed, config="spanish")).exists():
        return typed
    with connection.cursor() as cursor:
        cursor.execute(THRESHOLD, [str(LIKE_ENOUGH)])
        cursor.execute(NEAREST, {"typed": typed, "least": LEAST})
        found = cursor.fetchone()
    return str(found[0]) if found else typed
