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
# Letters that sound alike in the Spanish of here: whoever writes by ear meets whoever writes by rule.
_SOUNDS = (
    (re.compile(r"(?<!c)h"), ""), (re.compile(r"qu(?=[ei])"), "k"), (re.compile(r"c(?=[ei])|z"), "s"), (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"v"), "b"), (re.compile(r"ll"), "y"), (re.compile(r"g(?=[ei])"), "j"), (re.compile(r"([a-z])\1"), r"\1"),
)  # fmt: skip
_stemmer = snowballstemmer.stemmer("spanish")


def stems(text: str) -> tuple[str, ...]:
    """The telling words of a title without accents, gender or number, in the order written; all of them if none is telling.

    Stems are those of Snowball for Spanish (Porter 2001), taken after accents are dropped, so that a title typed without them meets the same.

    >>> stems("Vendedoras de baleadas, en general")
    ('vendedor', 'bal')
    """
    return tuple(_stem(word) for word in words(text))


def words(text: str) -> tuple[str, ...]:
    """The telling words of a title as written, in lower case without accents; all of them if none is telling.

    >>> words("Vendedoras de baleadas, en general")
    ('vendedoras', 'baleadas')
    """
    found = _WORD.findall(_plain(text))
    return tuple([word for word in found if word not in EMPTY] or found)


@lru_cache(maxsize=100_000)
def sounded(word: str) -> str:
    """A plain word by its sound.

    >>> sounded("alvanil"), sounded("electrisista"), sounded("carnicero")
    ('albanil', 'elektrisista', 'karnisero')
    """
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))
