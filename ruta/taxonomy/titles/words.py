"""Which words of a job's name say what the job is, and in which form do a man's, a woman's and a group's name for it meet?"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[a-z0-9+]+")
# Words that bind others, or that classifications add to close a list ("en general", "no clasificados anteriormente").
EMPTY = frozenset(
    [
        "a",
        "al",
        "anteriormente",
        "c",
        "clasificada",
        "clasificadas",
        "clasificado",
        "clasificados",
        "con",
        "de",
        "del",
        "dicha",
        "dichas",
        "dicho",
        "dichos",
        "diversas",
        "diversos",
        "e",
        "el",
        "en",
        "general",
        "generales",
        "la",
        "las",
        "lo",
        "los",
        "menos",
        "n",
        "ncop",
        "nco",
        "o",
        "otra",
        "otras",
        "otro",
        "otros",
        "p",
        "para",
        "por",
        "propia",
        "propias",
        "similar",
        "similares",
        "su",
        "sus",
        "tipo",
        "tipos",
        "u",
        "un",
        "una",
        "unas",
        "unos",
        "y",
    ]
)
_stemmer = snowballstemmer.stemmer("spanish")


def stems(text: str) -> tuple[str, ...]:
    """The telling words of a title without accents, gender or number, in the order written; all of them if none is telling.

    Stems are those of Snowball for Spanish (Porter 2001), taken after accents are dropped, so that a title typed without them meets the same.

    >>> stems("Vendedoras de baleadas, en general")
    ('vendedor', 'bal')
    """
    words = _WORD.findall(_plain(text))
    return tuple(_stem(word) for word in ([word for word in words if word not in EMPTY] or words))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))
