"""How does a word sound in Honduras, however it is spelled?

Two codes. `sound` keeps vowels and tells "suena igual" (Yeimy = Jeimi, Vásquez = Basques). `skeleton` is coarser and
serves as a key for probing, so that a dropped or changed vowel still finds the person.
"""

import re
from functools import lru_cache

from ruta.people.linkage.normal import familiar, plain

# Order matters: digraphs first, then letters that change before e and i, then letters that sound alike.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"tz", "s"),
        (r"^(?:j|y(?=[aeiou])|ll|g(?=[eiy])|x(?=e|i[^aeiou]))h?", "j"),
        (r"(?<=.)ll(?=[aeiouy])", "ỹ"),
        (r"^(?:h?u|w)(?=[aei])", "w"),
        (r"gu(?=a)", "w"),
        (r"gu(?=[eiy])", "ĝ"),
        (r"g(?=[eiy])", "j"),
        (r"ĝ", "g"),
        (r"ch(?=[aeiouy])", "ĉ"),
        (r"h", ""),
        (r"qu?|ck|c(?![eiy])", "k"),
        (r"[czsx]+", "s"),
        (r"v", "b"),
        (r"(?<=..[^aeiou])(?:ie|ee|ey)$", "i"),
        (r"y(?![aeiou])|(?<=[^aeiou])y", "i"),
        (r"ỹ", "y"),
        (r"^s(?=[bkptm])", "es"),
        (r"n(?=[bpm])", "m"),
        (r"m$|m(?=[^aeioubpmn])", "n"),
        (r"[dt]$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = str.maketrans("", "", "aeiou")
_SHORT = 2


@lru_cache(maxsize=400_000)
def sound(word: str) -> str:
    """The sound of a word, as letters that stand for sounds; equal codes are read aloud alike."""
    code = plain(word)
    code = familiar().variants.get(code, code)
    for pattern, replacement in _RULES:
        code = pattern.sub(replacement, code)
    return code


@lru_cache(maxsize=400_000)
def skeleton(word: str) -> str:
    """The first letter, the consonants and a last a or o (Mario is not María), at most six."""
    code = sound(word)
    if len(code) <= _SHORT:
        return code
    end = code[-1] if code[-1] in "ao" else ""
    return code[0] + code[1:].translate(_VOWELS)[:5] + end
