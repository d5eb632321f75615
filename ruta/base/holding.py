"""Which rows hold every word that somebody typed, whatever its accents and capitals?"""

from functools import reduce
from operator import or_

from django.db.models import Q

from ruta.base.spelling import folded

MOST_WORDS = 8


def holding(text: str, *columns: str) -> Q:
    """Each word in one of some columns, which may lie across a relation to one row; of no word, everything."""
    found = Q()
    for word in folded(text).split()[:MOST_WORDS]:
        found &= reduce(or_, (Q(**{f"{column}__unaccent__icontains": word}) for column in columns))
    return found
