"""Where do the norms, their articles in force on a day and the criteria say these words, the best first? One query, whatever it finds; a second when nothing has all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

MOST = 40
LONGEST = 200
OPEN, CLOSE = "\ue000", "\ue001"  # marks of a hit that no text has: what is between them is escaped by the template
HEADLINE = f"StartSel={OPEN}, StopSel={CLOSE}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=' … '"
Pieces = list[tuple[str, bool]]

SEARCH = """
WITH asked AS (SELECT websearch_to_tsquery('ruta_spanish', %(text)s) AS words),
hits AS (
  SELECT 'article' AS kind, a.id, ts_rank_cd('{0.1, 0.3, 0.5, 1.0}', a.found_by, asked.words, 33) AS rank FROM legal_article a, asked
  WHERE a.found_by @@ asked.words AND a.in_force_from <= %(day)s AND (a.in_force_until IS NULL OR a.in_force_until > %(day)s)
  UNION ALL
  SELECT 'norm', i.id, 1 + ts_rank_cd(i.found_by, asked.words, 32) FROM legal_instrument i, asked WHERE i.found_by @@ asked.words
  UNION ALL
  SELECT 'criterion', c.id, 0.5 + ts_rank_cd(c.found_by, asked.words, 33) FROM legal_criterion c, asked
  WHERE c.found_by @@ asked.words AND c.state = 'published' AND (c.is_public OR %(inside)s)
  ORDER BY rank DESC, kind, id LIMIT %(most)s
)
SELECT hits.kind, coalesce(i.code, ''), coalesce(i.title, c.question), coalesce(i.number, c.number, ''), coalesce(a.key, ''), coalesce(a.label, ''),
  coalesce(a.heading, ''), coalesce(i.certainty, ''),
  ts_headline('ruta_spanish', coalesce(a.text, c.question || ' ' || c.answer, i.title), asked.words, %(how)s)
FROM hits CROSS JOIN asked
LEFT JOIN legal_article a ON hits.kind = 'article' AND a.id = hits.id
LEFT JOIN legal_criterion c ON hits.kind = 'criterion' AND c.id = hits.id
LEFT JOIN legal_instrument i ON i.id = CASE hits.kind WHEN 'article' THEN a.instrument_id WHEN 'norm' THEN hits.id END
ORDER BY hits.rank DESC, hits.kind, hits.id
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand."""

    kind: str  # article | norm | criterion
    code: str
    title: str
    number: str
    key: str
    label: str
    heading: str
    certainty: str
    words: Pieces


def search(text: str, day: date, *, is_inside: bool = False) -> list[Hit]:
    """The best places, at most forty: all words, or some of them when nothing has all. Whoever works here also finds criteria that are not public."""
    asked = " ".join(text.replace("\0", " ").split())[:LONGEST]
    if not asked:
        return []
    words = asked.split()
    is_plain = len(words) > 1 and not any(sign in asked for sign in '"-')
    return _found(asked, day, is_inside=is_inside) or (_found(" or ".join(words), day, is_inside=is_inside) if is_plain else [])


def _found(asked: str, day: date, *, is_inside: bool) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, {"text": asked, "day": day, "inside": is_inside, "most": MOST, "how": HEADLINE})
        return [_hit(row) for row in cursor.fetchall()]


def _hit(row: Sequence[Any]) -> Hit:
    kind, code, title, number, key, label, heading, certainty, marked = row
    return Hit(kind, code, title, number, key, label, heading, certainty, pieces(marked))


def pieces(marked: str) -> Pieces:
    """A headline as words and whether each was asked for."""
    found: Pieces = []
    for place, part in enumerate(marked.split(OPEN)):
        hit, _, rest = part.partition(CLOSE) if place else ("", "", part)
        found += [(words, is_hit) for words, is_hit in ((hit, True), (rest, False)) if words]
    return found
